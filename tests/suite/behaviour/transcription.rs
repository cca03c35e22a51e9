//! The document of BlendVision One, which was written by hand, against what the vendor's page shows.

use std::collections::BTreeSet;

use serde_yaml::{Mapping, Value};

use crate::behaviour::documents;

/// What the page shows of one object. Properties are separated by spaces and in the page's order.
struct Shown {
    schema: &'static str,
    /// The keys of the example; none for the bodies that the page gives no example of.
    example: &'static str,
    /// What has a text, or at least a line of its own.
    texts: &'static str,
    required: &'static str,
    output_only: &'static str,
    input_only: &'static str,
    /// What is neither in the example nor called by its name.
    unseen: &'static str,
}

const SHOWN: &[Shown] = &[
    Shown {
        schema: "BatchCreateSubOrgsRequest",
        example: "",
        texts: "organizations",
        required: "",
        output_only: "",
        input_only: "",
        unseen: "",
    },
    Shown {
        schema: "SubOrgInput",
        example: "",
        texts: "name parent_id type description owner accounts billing_cycle contract_valid_start_time \
                contract_months contract_days time_zone",
        required: "name parent_id type owner",
        output_only: "",
        input_only: "description accounts plan_ids billing_cycle contract_valid_start_time contract_months \
                     contract_days time_zone",
        unseen: "plan_ids",
    },
    Shown {
        schema: "AccountInput",
        example: "",
        texts: "password first_name last_name need_confirm",
        required: "first_name last_name",
        output_only: "",
        input_only: "",
        unseen: "email",
    },
    Shown {
        schema: "BatchCreateSubOrgsResponse",
        example: "organizations",
        texts: "organizations",
        required: "",
        output_only: "",
        input_only: "",
        unseen: "",
    },
    Shown {
        schema: "CreatedSubOrg",
        example: "organization created_status",
        texts: "organization created_status",
        required: "",
        output_only: "",
        input_only: "",
        unseen: "",
    },
    Shown {
        schema: "Organization",
        example: "id name parent_id type status description owner accounts time_zone billing_cycle \
                  contract_valid_start_time contract_months contract_days contract_valid_end_time has_sub_orgs \
                  parent_name license_key created_at updated_at",
        texts: "id name parent_id type status description owner accounts time_zone billing_cycle \
                contract_valid_start_time contract_months contract_days contract_valid_end_time has_sub_orgs \
                parent_name",
        required: "name parent_id owner",
        // A line without a name says the last one; SOURCE.md tells whose it is.
        output_only: "id type status contract_valid_end_time has_sub_orgs parent_name license_key",
        input_only: "",
        unseen: "",
    },
    Shown {
        schema: "Account",
        example: "id email password first_name last_name role_type status created_status attrs need_confirm \
                  created_at updated_at",
        texts: "id password first_name last_name role_type status created_status attrs need_confirm",
        required: "first_name last_name",
        output_only: "id role_type status created_status",
        input_only: "",
        unseen: "",
    },
    Shown {
        schema: "Status",
        example: "code message details",
        texts: "code details",
        required: "",
        output_only: "",
        input_only: "",
        unseen: "",
    },
    Shown {
        schema: "Any",
        example: "@type",
        texts: "@type",
        required: "",
        output_only: "",
        input_only: "",
        unseen: "",
    },
];

/// The enums: where they stand, what their values begin with, how they go on.
const VALUES: &[(&[&str], &str, &str, &str)] = &[
    (
        &["SubOrgInput.type", "Organization.type"],
        "OrganizationType",
        "ORGANIZATION_TYPE_",
        "ROOT GENERAL_DISTRIBUTOR RESELLER BUSINESS",
    ),
    (
        &["Organization.status"],
        "OrganizationStatus",
        "ORGANIZATION_STATUS_",
        "ACTIVATED VERIFYING FAIL_TO_VERIFY DEACTIVATED DELETING DELETED ACTIVATION_SCHEDULED",
    ),
    (&["CreatedSubOrg.created_status"], "CreatedOrgStatus", "CREATED_ORG_STATUS_", "SUCCEED FAILED"),
    (&["Account.role_type"], "RoleType", "ROLE_TYPE_", "OWNER ADMIN STAFF DEVELOPER CONTENT_CONTRIBUTOR CUSTOM"),
    (&["Account.status"], "AccountStatus", "ACCOUNT_STATUS_", "ACTIVATED DEACTIVATED"),
    (
        &["Account.created_status"],
        "CreatedAccountStatus",
        "CREATED_ACCOUNT_STATUS_",
        "SUCCEED EXIST FAILED JOIN_ORG_FAILED",
    ),
];

fn document() -> Value {
    serde_yaml::from_str(&documents::file("specs/bv/openapi.yaml")).unwrap()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_sequence().into_iter().flatten().map(|item| item.as_str().unwrap()).collect()
}

/// The properties of a schema, in order.
fn properties<'a>(document: &'a Value, schema: &str) -> Vec<(&'a str, &'a Value)> {
    let properties = document["components"]["schemas"][schema]["properties"].as_mapping();
    properties.into_iter().flatten().map(|(name, property)| (name.as_str().unwrap(), property)).collect()
}

/// The names of those properties of a schema that `is` says yes to, in order.
fn named<'a>(document: &'a Value, schema: &str, is: impl Fn(&Value) -> bool) -> Vec<&'a str> {
    properties(document, schema).into_iter().filter(|(_, property)| is(property)).map(|(name, _)| name).collect()
}

fn provenance(property: &Value) -> &str {
    property["x-provenance"].as_str().unwrap_or("none")
}

#[test]
fn every_key_of_the_examples_is_a_property_in_its_place() {
    let document = document();
    for Shown { schema, example, texts, unseen, .. } in SHOWN {
        let seen = named(&document, schema, |property| provenance(property) != "inferred");
        assert_eq!(seen, words(if example.is_empty() { texts } else { example }), "{schema}");
        assert_eq!(named(&document, schema, |property| provenance(property) == "inferred"), words(unseen), "{schema}");
    }
}

#[test]
fn provenance_tells_what_the_page_has_a_text_for() {
    let document = document();
    for Shown { schema, example, texts, .. } in SHOWN {
        assert_eq!(named(&document, schema, |property| provenance(property) == "documented"), words(texts), "{schema}");
        let silent: Vec<_> = words(example).into_iter().filter(|key| !words(texts).contains(key)).collect();
        assert_eq!(named(&document, schema, |property| provenance(property) == "example"), silent, "{schema}");
    }
}

#[test]
fn no_other_schema_has_properties_or_values() {
    let document = document();
    let schemas = document["components"]["schemas"].as_mapping().unwrap();
    let there: BTreeSet<&str> = schemas.keys().map(|name| name.as_str().unwrap()).collect();
    let objects = SHOWN.iter().map(|shown| shown.schema);
    let expected: BTreeSet<&str> = objects.chain(VALUES.iter().map(|(_, schema, ..)| *schema)).collect();
    assert_eq!(there, expected);
    let known = ["documented", "example", "inferred"];
    for (_, schema) in schemas {
        for (name, property) in schema["properties"].as_mapping().into_iter().flatten() {
            assert!(known.contains(&provenance(property)), "{name:?}");
        }
    }
}

#[test]
fn required_and_the_directions_are_those_of_the_page() {
    let document = document();
    for Shown { schema, required, output_only, input_only, .. } in SHOWN {
        let object = &document["components"]["schemas"][*schema];
        assert_eq!(strings(&object["required"]), words(required), "{schema}");
        let marked =
            |word: &'static str| named(&document, schema, move |property| property[word].as_bool() == Some(true));
        assert_eq!(marked("readOnly"), words(output_only), "{schema}");
        assert_eq!(marked("writeOnly"), words(input_only), "{schema}");
    }
}

#[test]
fn every_value_of_an_enum_is_there_in_order() {
    let document = document();
    for (places, schema, start, ends) in VALUES {
        let expected: Vec<String> = words(ends).iter().map(|end| format!("{start}{end}")).collect();
        assert_eq!(strings(&document["components"]["schemas"][*schema]["enum"]), expected, "{schema}");
        for place in *places {
            let (object, property) = place.split_once('.').unwrap();
            let reference = &document["components"]["schemas"][object]["properties"][property]["$ref"];
            assert_eq!(reference.as_str(), Some(format!("#/components/schemas/{schema}").as_str()), "{place}");
        }
    }
    let closed = |(_, schema): &(&Value, &Value)| !schema["enum"].is_null();
    let schemas = document["components"]["schemas"].as_mapping().unwrap();
    assert_eq!(schemas.iter().filter(closed).count(), VALUES.len());
}

/// The value that the example gives to a key: the first value of an enum, and for the rest what its type asks for.
fn shown(schema: &str, key: &str) -> Value {
    let object = |schema: &str| -> Value {
        let shown = SHOWN.iter().find(|shown| shown.schema == schema).unwrap();
        Value::Mapping(words(shown.example).into_iter().map(|key| (key.into(), self::shown(schema, key))).collect())
    };
    let place = format!("{schema}.{key}");
    if let Some((_, _, start, ends)) = VALUES.iter().find(|(places, ..)| places.contains(&place.as_str())) {
        return format!("{start}{}", words(ends)[0]).into();
    }
    match key {
        "organizations" => vec![object("CreatedSubOrg")].into(),
        "organization" => object("Organization"),
        "owner" => object("Account"),
        "accounts" => vec![object("Account")].into(),
        "attrs" => Mapping::new().into(),
        "need_confirm" | "has_sub_orgs" => true.into(),
        "billing_cycle" | "contract_months" | "contract_days" => 0.into(),
        _ if key.ends_with("_time") || key.ends_with("_at") => "2024-07-29T15:51:28.071Z".into(),
        _ => "string".into(),
    }
}

#[test]
fn the_example_is_the_pages() {
    let document = document();
    let answers = &document["paths"]["/bv/org/v1/sub-orgs:batch"]["post"]["responses"];
    let example = &answers["200"]["content"]["application/json"]["example"];
    let organizations = shown("BatchCreateSubOrgsResponse", "organizations");
    let expected = Value::Mapping([("organizations".into(), organizations)].into_iter().collect());
    // As text, because order counts.
    assert_eq!(serde_yaml::to_string(example).unwrap(), serde_yaml::to_string(&expected).unwrap());
}

#[test]
fn the_operation_is_the_pages() {
    let document = document();
    assert_eq!(document["paths"].as_mapping().unwrap().len(), 1);
    let operation = &document["paths"]["/bv/org/v1/sub-orgs:batch"]["post"];
    let header = &operation["parameters"][0];
    assert_eq!((&header["name"], &header["in"]), (&"x-bv-org-id".into(), &"header".into()));
    let statuses: Vec<_> = operation["responses"].as_mapping().unwrap().keys().filter_map(Value::as_str).collect();
    assert_eq!(statuses, ["200", "400", "401", "403", "500", "default"]);
    for status in &statuses[1..] {
        let schema = &operation["responses"][*status]["content"]["application/json"]["schema"]["$ref"];
        assert_eq!(schema.as_str(), Some("#/components/schemas/Status"), "{status}");
    }
}

/// The sentences that generated docs have for what the vendor does not document.
const EXAMPLE: &str = "*Not documented by the vendor: known only from an example.*";
const INFERRED: &str = "*Not documented by the vendor: inferred, and not confirmed.*";

#[test]
fn the_generated_docs_tell_what_is_not_documented() {
    let document = document();
    for Shown { schema, .. } in SHOWN {
        let structure = structure(schema);
        for (name, property) in properties(&document, schema) {
            let docs = docs_of(&structure, name);
            let told = (docs.contains(EXAMPLE), docs.contains(INFERRED));
            let provenance = provenance(property);
            assert_eq!(told, (provenance == "example", provenance == "inferred"), "{schema}.{name}: {docs}");
        }
    }
}

/// The struct that was generated for a schema.
fn structure(schema: &str) -> syn::ItemStruct {
    let file = schema.chars().fold(String::new(), |mut file, letter| {
        if letter.is_uppercase() && !file.is_empty() {
            file.push('_');
        }
        file.extend(letter.to_lowercase());
        file
    });
    let file = syn::parse_file(&documents::file(format!("generated/bv-models/src/{file}.rs"))).unwrap();
    let structure = file.items.into_iter().find_map(|item| match item {
        syn::Item::Struct(item) if item.ident == schema => Some(item),
        _ => None,
    });
    structure.unwrap_or_else(|| panic!("there is no struct {schema}"))
}

/// The docs of a field as one line.
fn docs_of(structure: &syn::ItemStruct, wire: &str) -> String {
    let plain = wire.trim_start_matches('@');
    let is_meant =
        |field: &&syn::Field| field.ident.as_ref().is_some_and(|name| name == plain || name == &format!("r#{plain}"));
    let field = structure.fields.iter().find(is_meant).unwrap_or_else(|| panic!("there is no field for {wire}"));
    let lines = field.attrs.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(syn::MetaNameValue { value: syn::Expr::Lit(literal), .. }) => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

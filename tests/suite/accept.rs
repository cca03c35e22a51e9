//! What documents may say, one feature a folder, and what becomes of it in every stage: the model, the generated files
//! that the feature shows in (`x-shows` names them), and the findings.

use std::path::Path;

use specwright_tests::{Line, findings, generate_as};

use crate::snapshot::{self, fixtures};

macro_rules! features {
    ($($name:ident,)+) => {
        $(
            #[test]
            fn $name() {
                check(stringify!($name));
            }
        )+

        #[test]
        fn every_folder_is_tested() {
            snapshot::check_complete("accept", &[$(stringify!($name)),+]);
        }
    };
}

features! {
    access,
    access_by_direction,
    aliases,
    all_of_intersection,
    all_of_merge,
    all_of_with_one_of,
    anchors,
    any_value,
    base64,
    body_parts,
    caller_servers,
    checked_constraints,
    circles,
    closed_object,
    colliding_fields,
    colliding_operations,
    colliding_types,
    colliding_variants,
    common_enum_prefix,
    conditional_properties,
    constraints_in_docs,
    content_negotiation,
    credentials,
    dates,
    default_only,
    defaults_and_examples,
    deprecated,
    described_references,
    dialect_3_0,
    discriminator_by_name,
    discriminator_default,
    discriminator_heirs,
    discriminator_implicit,
    discriminator_mapping,
    discriminator_values,
    document_3_2,
    dynamic_anchors,
    dynamic_references,
    empty_objects,
    empty_responses,
    enum_with_null,
    events_by_reference,
    exact_numbers,
    features,
    form_encodings,
    four_presences,
    head_with_content,
    header_and_cookie_parameters,
    hostile_names,
    idempotency_keys,
    inline_types,
    int_or_string,
    integer_enum,
    integer_widths,
    json_document,
    kept_properties,
    keywords_as_names,
    large_answers,
    last_event,
    links,
    maps,
    merge_patch,
    merged_documents,
    missing_operation_id,
    mixed_enum,
    named_enum_values,
    named_events,
    names_in_scope,
    no_errors_declared,
    no_server,
    nullable_3_0,
    nullable_3_1,
    nullable_spellings,
    one_of_with_siblings,
    open_string_enum,
    optional_body,
    overlay,
    own_servers,
    pages_by_cursor,
    pages_by_link,
    pages_by_number,
    pages_declared,
    parameter_styles,
    patches,
    path_items_by_name,
    path_parameters,
    pattern_properties,
    presence_everywhere,
    prose,
    provenance,
    query_styles,
    ranges_and_default,
    raw_bodies,
    recursive_alias,
    recursive_record,
    recursive_union,
    reference_with_siblings,
    references_into_documents,
    references_to_files,
    relative_server,
    response_headers,
    response_headers_2_0,
    secrets,
    security_alternatives,
    several_media_types,
    several_servers,
    several_success_types,
    shared_inline,
    shared_parts,
    single_values,
    streamed_answers,
    streams_and_bodies,
    styled_parts,
    swagger_2_0,
    swagger_2_0_parameters,
    templated_server,
    text_and_bytes,
    text_formats,
    tuples,
    undeclared_path_parameter,
    unevaluated_properties,
    unfitting_defaults,
    union_by_required,
    union_nested,
    union_of_enums,
    union_of_one,
    union_of_several,
    union_of_types,
    urlencoded_form,
    values_of_operations,
    variant_names,
    webhooks,
    word_for_word,
    xml_bodies,
    xml_node_types,
}

#[track_caller]
fn check(feature: &str) {
    let folder = fixtures("accept").join(feature);
    let line = generate_as(&snapshot::read(&folder), &snapshot::options(&folder));
    assert!(!line.crates.is_empty(), "{feature} is not accepted:\n{}", findings(&line));
    let mut text = format!("==== findings\n{}\n==== model\n{}", findings(&line), line.api.as_ref().unwrap());
    for path in shown(&folder) {
        text.push_str(&format!("\n==== {path}\n{}", file(&line, &path)));
    }
    snapshot::check(&folder, &text);
}

/// The generated files that a fixture names.
fn shown(folder: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    for name in ["openapi.yaml", "openapi-a.yaml", "openapi.json"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        if let Some((_, rest)) = text.split_once("x-shows") {
            let line = rest.lines().next().unwrap().trim_matches(|character| "\": }".contains(character));
            paths.extend(line.split(' ').map(str::to_owned));
        }
    }
    paths
}

fn file<'a>(line: &'a Line, path: &str) -> &'a str {
    let all: Vec<_> = line.crates.iter().flat_map(|one| one.files.iter().map(|(path, _)| path)).collect();
    line.file(path).unwrap_or_else(|| panic!("there is no {path}, there are {all:?}"))
}

//! `payload/xml`.

use payload_xml_client::{XmlErrorValueGetError, models::*};

use crate::scenario::{Fault, Outcome, client, refused, same, scenarios};

/// Two scenarios for each value: it is received, and it is sent.
macro_rules! values {
    ($($module:ident: $received:ident by $get:ident, $sent:ident by $put:ident = $value:expr;)*) => {
        scenarios! {
            Payload_Xml_XmlErrorValue_get => error,
            $($received => $module::get, $sent => $module::put,)*
        }

        $(mod $module {
            use super::*;

            pub(super) async fn get() -> Outcome {
                same(client!(payload_xml_client)?.$get().await?, $value)
            }

            pub(super) async fn put() -> Outcome {
                Ok(client!(payload_xml_client)?.$put($value).await?)
            }
        })*
    };
}

values! {
    simple: Payload_Xml_SimpleModelValue_get by simple_model_value_get,
        Payload_Xml_SimpleModelValue_put by simple_model_value_put = foo();
    renamed_property: Payload_Xml_ModelWithRenamedPropertyValue_get by model_with_renamed_property_value_get,
        Payload_Xml_ModelWithRenamedPropertyValue_put by model_with_renamed_property_value_put
        = ModelWithRenamedProperty::new("foo", "bar");
    renamed_fields: Payload_Xml_ModelWithRenamedFieldsValue_get by model_with_renamed_fields_value_get,
        Payload_Xml_ModelWithRenamedFieldsValue_put by model_with_renamed_fields_value_put
        = ModelWithRenamedFields::new(foo(), bar());
    nested: Payload_Xml_ModelWithNestedModelValue_get by model_with_nested_model_value_get,
        Payload_Xml_ModelWithNestedModelValue_put by model_with_nested_model_value_put
        = ModelWithNestedModel::new(foo());
    renamed_nested: Payload_Xml_ModelWithRenamedNestedModelValue_get by model_with_renamed_nested_model_value_get,
        Payload_Xml_ModelWithRenamedNestedModelValue_put by model_with_renamed_nested_model_value_put
        = ModelWithRenamedNestedModel::new(Author::new("foo"));
    unwrapped: Payload_Xml_ModelWithUnwrappedArrayValue_get by model_with_unwrapped_array_value_get,
        Payload_Xml_ModelWithUnwrappedArrayValue_put by model_with_unwrapped_array_value_put
        = ModelWithUnwrappedArray::new(colors(), vec![1, 2]);
    renamed_arrays: Payload_Xml_ModelWithRenamedArraysValue_get by model_with_renamed_arrays_value_get,
        Payload_Xml_ModelWithRenamedArraysValue_put by model_with_renamed_arrays_value_put
        = ModelWithRenamedArrays::new(colors(), vec![1, 2]);
    item_names: Payload_Xml_ModelWithWrappedPrimitiveCustomItemNamesValue_get
            by model_with_wrapped_primitive_custom_item_names_value_get,
        Payload_Xml_ModelWithWrappedPrimitiveCustomItemNamesValue_put
            by model_with_wrapped_primitive_custom_item_names_value_put
        = ModelWithWrappedPrimitiveCustomItemNames::new(vec!["fiction".to_owned(), "classic".to_owned()]);
    unwrapped_models: Payload_Xml_ModelWithUnwrappedModelArrayValue_get by model_with_unwrapped_model_array_value_get,
        Payload_Xml_ModelWithUnwrappedModelArrayValue_put by model_with_unwrapped_model_array_value_put
        = ModelWithUnwrappedModelArray::new(vec![foo(), bar()]);
    renamed_wrapped: Payload_Xml_ModelWithRenamedWrappedModelArrayValue_get
            by model_with_renamed_wrapped_model_array_value_get,
        Payload_Xml_ModelWithRenamedWrappedModelArrayValue_put by model_with_renamed_wrapped_model_array_value_put
        = ModelWithRenamedWrappedModelArray::new(vec![foo(), bar()]);
    renamed_unwrapped: Payload_Xml_ModelWithRenamedUnwrappedModelArrayValue_get
            by model_with_renamed_unwrapped_model_array_value_get,
        Payload_Xml_ModelWithRenamedUnwrappedModelArrayValue_put by model_with_renamed_unwrapped_model_array_value_put
        = ModelWithRenamedUnwrappedModelArray::new(vec![foo(), bar()]);
    renamed_both: Payload_Xml_ModelWithRenamedWrappedAndItemModelArrayValue_get
            by model_with_renamed_wrapped_and_item_model_array_value_get,
        Payload_Xml_ModelWithRenamedWrappedAndItemModelArrayValue_put
            by model_with_renamed_wrapped_and_item_model_array_value_put
        = ModelWithRenamedWrappedAndItemModelArray::new(vec![Book::new("The Great Gatsby"), Book::new("Les Miserables")]);
    attributes: Payload_Xml_ModelWithAttributesValue_get by model_with_attributes_value_get,
        Payload_Xml_ModelWithAttributesValue_put by model_with_attributes_value_put
        = ModelWithAttributes::new(123, "foo", true);
    renamed_attribute: Payload_Xml_ModelWithRenamedAttributeValue_get by model_with_renamed_attribute_value_get,
        Payload_Xml_ModelWithRenamedAttributeValue_put by model_with_renamed_attribute_value_put
        = ModelWithRenamedAttribute::new(123, "The Great Gatsby", "F. Scott Fitzgerald");
    namespace: Payload_Xml_ModelWithNamespaceValue_get by model_with_namespace_value_get,
        Payload_Xml_ModelWithNamespaceValue_put by model_with_namespace_value_put
        = ModelWithNamespace::new(123, "The Great Gatsby");
    namespaces: Payload_Xml_ModelWithNamespaceOnPropertiesValue_get by model_with_namespace_on_properties_value_get,
        Payload_Xml_ModelWithNamespaceOnPropertiesValue_put by model_with_namespace_on_properties_value_put
        = ModelWithNamespaceOnProperties::new(123, "The Great Gatsby", "F. Scott Fitzgerald");
    optional: Payload_Xml_ModelWithOptionalFieldValue_get by model_with_optional_field_value_get,
        Payload_Xml_ModelWithOptionalFieldValue_put by model_with_optional_field_value_put
        = ModelWithOptionalField::new("widget");
    dictionary: Payload_Xml_ModelWithDictionaryValue_get by model_with_dictionary_value_get,
        Payload_Xml_ModelWithDictionaryValue_put by model_with_dictionary_value_put
        = ModelWithDictionary::new(metadata());
    encoded_names: Payload_Xml_ModelWithEncodedNamesValue_get by model_with_encoded_names_value_get,
        Payload_Xml_ModelWithEncodedNamesValue_put by model_with_encoded_names_value_put
        = ModelWithEncodedNames::new(foo(), colors());
    enums: Payload_Xml_ModelWithEnumValue_get by model_with_enum_value_get,
        Payload_Xml_ModelWithEnumValue_put by model_with_enum_value_put = ModelWithEnum::new(Status::Success);
    times: Payload_Xml_ModelWithDatetimeValue_get by model_with_datetime_value_get,
        Payload_Xml_ModelWithDatetimeValue_put by model_with_datetime_value_put
        = ModelWithDatetime::new("2022-08-26T18:38:00.000Z".parse::<DateTime>()?, "Fri, 26 Aug 2022 14:38:00 GMT");
}

fn foo() -> SimpleModel {
    SimpleModel::new("foo", 123)
}

fn bar() -> SimpleModel {
    SimpleModel::new("bar", 456)
}

fn colors() -> Vec<String> {
    ["red", "green", "blue"].map(str::to_owned).into()
}

fn metadata() -> std::collections::BTreeMap<String, String> {
    [("Color", "blue"), ("Count", "123"), ("Enabled", "false")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into()
}

async fn error() -> Outcome {
    let error = refused(client!(payload_xml_client)?.xml_error_value_get().await, 400)?;
    match error {
        XmlErrorValueGetError::BadRequest(error) => same(error, XmlErrorBody::new("Something went wrong", 400)),
        other => Err(Fault::new(format!("another error: {other:?}"))),
    }
}

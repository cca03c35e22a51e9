//! `type/union`: values of one of several types.

use type_union_client::models::*;

use crate::scenario::{Outcome, client, same, scenarios};

scenarios! {
    Type_Union_EnumsOnly_get => enums_only_get,
    Type_Union_EnumsOnly_send => enums_only_send,
    Type_Union_FloatsOnly_get => floats_only_get,
    Type_Union_FloatsOnly_send => floats_only_send,
    Type_Union_IntsOnly_get => ints_only_get,
    Type_Union_IntsOnly_send => ints_only_send,
    Type_Union_MixedLiterals_get => mixed_literals_get,
    Type_Union_MixedLiterals_send => mixed_literals_send,
    Type_Union_MixedTypes_get => mixed_types_get,
    Type_Union_MixedTypes_send => mixed_types_send,
    Type_Union_ModelsOnly_get => models_only_get,
    Type_Union_ModelsOnly_send => models_only_send,
    Type_Union_StringAndArray_get => string_and_array_get,
    Type_Union_StringAndArray_send => string_and_array_send,
    Type_Union_StringExtensible_get => string_extensible_get,
    Type_Union_StringExtensible_send => string_extensible_send,
    Type_Union_StringExtensibleNamed_get => string_extensible_named_get,
    Type_Union_StringExtensibleNamed_send => string_extensible_named_send,
    Type_Union_StringsOnly_get => strings_only_get,
    Type_Union_StringsOnly_send => strings_only_send,
}

/// For each union the call that reads it, the one that writes it, their bodies, and the value in these.
macro_rules! unions {
    ($($get:ident -> $response:ident, $send:ident($request:ident) => $prop:expr;)*) => {
        $(
            async fn $get() -> Outcome {
                same(client!(type_union_client)?.$get().await?, $response::new($prop))
            }

            async fn $send() -> Outcome {
                Ok(client!(type_union_client)?.$send($request::new($prop)).await?)
            }
        )*
    };
}

unions! {
    strings_only_get -> StringsOnlyGetResponse, strings_only_send(StringsOnlySendRequest) =>
        StringsOnlyGetResponseProp::B;
    string_extensible_get -> StringExtensibleGetResponse, string_extensible_send(StringExtensibleSendRequest) =>
        StringExtensibleGetResponseProp::from("custom");
    string_extensible_named_get -> StringExtensibleNamedGetResponse,
    string_extensible_named_send(StringExtensibleNamedSendRequest) =>
        StringExtensibleNamedUnion::from("custom");
    ints_only_get -> IntsOnlyGetResponse, ints_only_send(IntsOnlySendRequest) => IntsOnlyGetResponseProp::Value2;
    floats_only_get -> FloatsOnlyGetResponse, floats_only_send(FloatsOnlySendRequest) =>
        FloatsOnlyGetResponseProp::Value22;
    models_only_get -> ModelsOnlyGetResponse, models_only_send(ModelsOnlySendRequest) => Cat::new("test");
    enums_only_get -> EnumsOnlyGetResponse, enums_only_send(EnumsOnlySendRequest) =>
        EnumsOnlyCases::new(EnumsOnlyCasesLr::Right, EnumsOnlyCasesUd::Up);
    string_and_array_get -> StringAndArrayGetResponse, string_and_array_send(StringAndArraySendRequest) =>
        StringAndArrayCases::new("test".to_owned(), vec!["test1".to_owned(), "test2".to_owned()]);
    mixed_literals_get -> MixedLiteralsGetResponse, mixed_literals_send(MixedLiteralsSendRequest) =>
        MixedLiteralsCases::new(
            MixedLiteralsCasesStringLiteralString::A,
            MixedLiteralsCasesIntLiteralNumber::Value2,
            MixedLiteralsCasesFloatLiteralNumber::Value33,
            true,
        );
    mixed_types_get -> MixedTypesGetResponse, mixed_types_send(MixedTypesSendRequest) =>
        MixedTypesCases::new(
            Cat::new("test"),
            MixedTypesCasesLiteralString::A,
            2,
            true,
            [Cat::new("test").into(), MixedTypesCasesArrayItemString::A.into(), 2.into(), true.into()],
        );
}

//! `type/union`: values of one of several types.

use type_union_client::models::*;

use crate::scenario::{Outcome, client, same, scenarios};

scenarios! {
    Type_Union_Discriminated_Envelope_Object_CustomProperties_get => discriminated::custom_properties_get,
    Type_Union_Discriminated_Envelope_Object_CustomProperties_put => discriminated::custom_properties_put,
    Type_Union_Discriminated_Envelope_Object_Default_get => discriminated::default_get,
    Type_Union_Discriminated_Envelope_Object_Default_put => discriminated::default_put,
    Type_Union_Discriminated_NoEnvelope_CustomDiscriminator_get => discriminated::custom_discriminator_get,
    Type_Union_Discriminated_NoEnvelope_CustomDiscriminator_put => discriminated::custom_discriminator_put,
    Type_Union_Discriminated_NoEnvelope_Default_get => discriminated::default_get_2,
    Type_Union_Discriminated_NoEnvelope_Default_put => discriminated::default_put_2,
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
        FloatsOnlyGetResponseProp::Value2_2;
    models_only_get -> ModelsOnlyGetResponse, models_only_send(ModelsOnlySendRequest) => Cat::new("test");
    enums_only_get -> EnumsOnlyGetResponse, enums_only_send(EnumsOnlySendRequest) =>
        EnumsOnlyCases::new(EnumsOnlyCasesLr::Right, EnumsOnlyCasesUd::Up);
    string_and_array_get -> StringAndArrayGetResponse, string_and_array_send(StringAndArraySendRequest) =>
        StringAndArrayCases::new("test".to_owned(), vec!["test1".to_owned(), "test2".to_owned()]);
    mixed_literals_get -> MixedLiteralsGetResponse, mixed_literals_send(MixedLiteralsSendRequest) =>
        MixedLiteralsCases::new(
            MixedLiteralsCasesStringLiteralString::A,
            MixedLiteralsCasesIntLiteralNumber::Value2,
            MixedLiteralsCasesFloatLiteralNumber::Value3_3,
            true,
        );
    mixed_types_get -> MixedTypesGetResponse, mixed_types_send(MixedTypesSendRequest) =>
        MixedTypesCases::new(
            Cat::new("test"),
            MixedTypesCasesLiteralString::A,
            2,
            true,
            [MixedTypesCasesArrayItem::from(Cat::new("test")), MixedTypesCasesArrayItemString::A.into(), 2.into(), true.into()],
        );
}

/// The unions that a property tells apart, whether it stands around the value or in it.
mod discriminated {
    use type_union_discriminated_client::models::*;

    use crate::scenario::{Outcome, client, same};

    fn cat() -> Cat {
        Cat::new("Whiskers", true)
    }

    fn dog() -> Dog {
        Dog::new("Rex", false)
    }

    /// For each union the call that reads it, with the argument that asks for a dog, the one that writes it, and a cat
    /// and a dog as values of it.
    macro_rules! unions {
        ($($get:ident.$kind:ident, $put:ident => $cat:expr, $dog:expr;)*) => {
            $(
                pub(super) async fn $get() -> Outcome {
                    let client = client!(type_union_discriminated_client)?;
                    same(client.$get().await?, $cat)?;
                    same(client.$get().$kind("cat").await?, $cat)?;
                    same(client.$get().$kind("dog").await?, $dog)
                }

                pub(super) async fn $put() -> Outcome {
                    same(client!(type_union_discriminated_client)?.$put($cat).await?, $cat)
                }
            )*
        };
    }

    unions! {
        default_get.kind, default_put =>
            PetWithEnvelope::from(PetWithEnvelopeCat::new(cat())), PetWithEnvelope::from(PetWithEnvelopeDog::new(dog()));
        custom_properties_get.pet_type, custom_properties_put =>
            PetWithCustomNames::from(PetWithCustomNamesCat::new(cat())),
            PetWithCustomNames::from(PetWithCustomNamesDog::new(dog()));
        default_get_2.kind, default_put_2 => PetInline::from(cat()), PetInline::from(dog());
        custom_discriminator_get.r#type, custom_discriminator_put =>
            PetInlineWithCustomDiscriminator::from(cat()), PetInlineWithCustomDiscriminator::from(dog());
    }
}

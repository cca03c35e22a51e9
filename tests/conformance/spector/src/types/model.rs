//! `type/model`: empty models, inheritance, and who sees which property.

use crate::scenario::scenarios;

scenarios! {
    Type_Model_Empty_getEmpty => empty::get_empty,
    Type_Model_Empty_putEmpty => empty::put_empty,
    Type_Model_Empty_postRoundTripEmpty => empty::post_round_trip_empty,
    Type_Model_Inheritance_EnumDiscriminator_getExtensibleModel => enum_discriminator::get_extensible_model,
    Type_Model_Inheritance_EnumDiscriminator_putExtensibleModel => enum_discriminator::put_extensible_model,
    Type_Model_Inheritance_EnumDiscriminator_getExtensibleModelMissingDiscriminator =>
        enum_discriminator::get_extensible_model_missing_discriminator,
    Type_Model_Inheritance_EnumDiscriminator_getExtensibleModelWrongDiscriminator =>
        enum_discriminator::get_extensible_model_wrong_discriminator,
    Type_Model_Inheritance_EnumDiscriminator_getFixedModel => enum_discriminator::get_fixed_model,
    Type_Model_Inheritance_EnumDiscriminator_putFixedModel => enum_discriminator::put_fixed_model,
    Type_Model_Inheritance_EnumDiscriminator_getFixedModelMissingDiscriminator =>
        enum_discriminator::get_fixed_model_missing_discriminator,
    Type_Model_Inheritance_EnumDiscriminator_getFixedModelWrongDiscriminator =>
        enum_discriminator::get_fixed_model_wrong_discriminator,
    Type_Model_Inheritance_NestedDiscriminator_getModel => nested_discriminator::get_model,
    Type_Model_Inheritance_NestedDiscriminator_putModel => nested_discriminator::put_model,
    Type_Model_Inheritance_NestedDiscriminator_getRecursiveModel => nested_discriminator::get_recursive_model,
    Type_Model_Inheritance_NestedDiscriminator_putRecursiveModel => nested_discriminator::put_recursive_model,
    Type_Model_Inheritance_NestedDiscriminator_getMissingDiscriminator =>
        nested_discriminator::get_missing_discriminator,
    Type_Model_Inheritance_NestedDiscriminator_getWrongDiscriminator => nested_discriminator::get_wrong_discriminator,
    Type_Model_Inheritance_NotDiscriminated_getValid => not_discriminated::get_valid,
    Type_Model_Inheritance_NotDiscriminated_postValid => not_discriminated::post_valid,
    Type_Model_Inheritance_NotDiscriminated_putValid => not_discriminated::put_valid,
    Type_Model_Inheritance_Recursive_get => recursive::get,
    Type_Model_Inheritance_Recursive_put => recursive::put,
    Type_Model_Inheritance_SingleDiscriminator_getModel => single_discriminator::get_model,
    Type_Model_Inheritance_SingleDiscriminator_putModel => single_discriminator::put_model,
    Type_Model_Inheritance_SingleDiscriminator_getRecursiveModel => single_discriminator::get_recursive_model,
    Type_Model_Inheritance_SingleDiscriminator_putRecursiveModel => single_discriminator::put_recursive_model,
    Type_Model_Inheritance_SingleDiscriminator_getMissingDiscriminator =>
        single_discriminator::get_missing_discriminator,
    Type_Model_Inheritance_SingleDiscriminator_getWrongDiscriminator => single_discriminator::get_wrong_discriminator,
    Type_Model_Inheritance_SingleDiscriminator_getLegacyModel => single_discriminator::get_legacy_model,
    Type_Model_Inheritance_SingleDiscriminator_getNoSubtypesModel => single_discriminator::get_no_subtypes_model,
    Type_Model_Inheritance_SingleDiscriminator_putNoSubtypesModel => single_discriminator::put_no_subtypes_model,
    Type_Model_Usage_input => usage::input,
    Type_Model_Usage_inputAndOutput => usage::input_and_output,
    Type_Model_Usage_output => usage::output,
    Type_Model_Visibility_deleteModel => visibility::delete_model,
    Type_Model_Visibility_getModel => visibility::get_model,
    Type_Model_Visibility_headModel => visibility::head_model,
    Type_Model_Visibility_patchModel => visibility::patch_model,
    Type_Model_Visibility_postModel => visibility::post_model,
    Type_Model_Visibility_putModel => visibility::put_model,
    Type_Model_Visibility_putReadOnlyModel => visibility::put_read_only_model,
}

/// The calls of a client with their arguments, and what each returns.
macro_rules! calls {
    ($krate:ident: $($call:ident($($argument:expr),*) => $output:expr;)*) => {
        $(
            pub(super) async fn $call() -> crate::scenario::Outcome {
                crate::scenario::same(crate::scenario::client!($krate)?.$call($($argument),*).await?, $output)
            }
        )*
    };
}

mod empty {
    use type_model_empty_client::models::{EmptyInput, EmptyInputOutput, EmptyOutput};

    calls! {
        type_model_empty_client:
        get_empty() => EmptyOutput::new();
        put_empty(EmptyInput::new()) => ();
        post_round_trip_empty(EmptyInputOutput::new()) => EmptyInputOutput::new();
    }
}

mod enum_discriminator {
    use serde_json::json;
    use type_model_inheritance_enum_discriminator_client::models::{Cobra, Dog, Golden, Snake};

    calls! {
        type_model_inheritance_enum_discriminator_client:
        get_extensible_model() => Dog::from(Golden::new(10));
        put_extensible_model(Golden::new(10)) => ();
        get_extensible_model_missing_discriminator() => Dog::Unknown(json!({"weight": 10}));
        get_extensible_model_wrong_discriminator() => Dog::Unknown(json!({"weight": 8, "kind": "wrongKind"}));
        get_fixed_model() => Snake::from(Cobra::new(10));
        put_fixed_model(Cobra::new(10)) => ();
        get_fixed_model_missing_discriminator() => Snake::Unknown(json!({"length": 10}));
        get_fixed_model_wrong_discriminator() => Snake::Unknown(json!({"length": 8, "kind": "wrongKind"}));
    }
}

mod nested_discriminator {
    use std::collections::BTreeMap;

    use serde_json::json;
    use type_model_inheritance_nested_discriminator_client::models::{Fish, GoblinShark, Salmon, SawShark, Shark};

    fn goblin_shark(age: i32) -> Fish {
        Shark::from(GoblinShark::new(age)).into()
    }

    fn saw_shark(age: i32) -> Fish {
        Shark::from(SawShark::new(age)).into()
    }

    fn family() -> Fish {
        let friend = Salmon::new(2)
            .partner(Salmon::new(3).into())
            .hate(BTreeMap::from([("key1".to_owned(), Salmon::new(4).into()), ("key2".to_owned(), goblin_shark(2))]));
        let enemy = Salmon::new(2).friends([Salmon::new(1).into(), goblin_shark(4)]);
        Salmon::new(1)
            .partner(saw_shark(2))
            .friends([friend.into(), goblin_shark(3)])
            .hate(BTreeMap::from([("key3".to_owned(), saw_shark(3)), ("key4".to_owned(), enemy.into())]))
            .into()
    }

    calls! {
        type_model_inheritance_nested_discriminator_client:
        get_model() => goblin_shark(1);
        put_model(goblin_shark(1)) => ();
        get_recursive_model() => family();
        put_recursive_model(family()) => ();
        get_missing_discriminator() => Fish::Unknown(json!({"age": 1}));
        get_wrong_discriminator() => Fish::Unknown(json!({"age": 1, "kind": "wrongKind"}));
    }
}

mod not_discriminated {
    use type_model_inheritance_not_discriminated_client::models::Siamese;

    fn siamese() -> Siamese {
        Siamese::new(true, 32, "abc")
    }

    calls! {
        type_model_inheritance_not_discriminated_client:
        get_valid() => siamese();
        post_valid(siamese()) => ();
        put_valid(siamese()) => siamese();
    }
}

mod recursive {
    use type_model_inheritance_recursive_client::models::Extension;

    fn tree() -> Extension {
        Extension::new(0).extension([Extension::new(1).extension([Extension::new(2)]), Extension::new(1)])
    }

    calls! {
        type_model_inheritance_recursive_client:
        get() => tree();
        put(tree()) => ();
    }
}

mod single_discriminator {
    use serde_json::json;
    use type_model_inheritance_single_discriminator_client::models::{
        Bird, Dinosaur, Eagle, Fish, Goose, SeaGull, Sparrow, TRex,
    };

    fn family() -> Bird {
        Eagle::new(5).partner(Goose::new(2).into()).friends([SeaGull::new(2)]).hate([("key3", Sparrow::new(1))]).into()
    }

    calls! {
        type_model_inheritance_single_discriminator_client:
        get_model() => Bird::from(Sparrow::new(1));
        put_model(Sparrow::new(1)) => ();
        get_recursive_model() => family();
        put_recursive_model(family()) => ();
        get_missing_discriminator() => Bird::Unknown(json!({"wingspan": 1}));
        get_wrong_discriminator() => Bird::Unknown(json!({"wingspan": 1, "kind": "wrongKind"}));
        get_legacy_model() => Dinosaur::from(TRex::new(20));
        get_no_subtypes_model() => Fish::new("salmon", 10);
        put_no_subtypes_model(Fish::new("salmon", 10)) => ();
    }
}

mod usage {
    use type_model_usage_client::models::{InputOutputRecord, InputRecord, OutputRecord};

    calls! {
        type_model_usage_client:
        input(InputRecord::new("example-value")) => ();
        output() => OutputRecord::new("example-value");
        input_and_output(InputOutputRecord::new("example-value")) => InputOutputRecord::new("example-value");
    }
}

mod visibility {
    use std::collections::BTreeMap;

    use type_model_visibility_client::models::{
        ReadOnlyModel, VisibilityModel, VisibilityModelCreate, VisibilityModelCreateOrUpdate, VisibilityModelDelete,
        VisibilityModelUpdate,
    };

    fn strings<const N: usize>(strings: [&str; N]) -> [String; N] {
        strings.map(str::to_owned)
    }

    fn read_only() -> ReadOnlyModel {
        let record = [("k1", "value1"), ("k2", "value2")].map(|(key, value)| (key.to_owned(), value.to_owned()));
        ReadOnlyModel::new().optional_nullable_int_list(vec![1, 2, 3]).optional_string_record(BTreeMap::from(record))
    }

    calls! {
        type_model_visibility_client:
        get_model(123, VisibilityModel::new()) => VisibilityModel::new().read_prop("abc");
        head_model(123, VisibilityModel::new()) => ();
        put_model(VisibilityModelCreateOrUpdate::new(strings(["foo", "bar"]), [1, 2])) => ();
        post_model(VisibilityModelCreate::new(strings(["foo", "bar"]))) => ();
        patch_model(VisibilityModelUpdate::new().update_prop([1, 2])) => ();
        delete_model(VisibilityModelDelete::new(true)) => ();
        put_read_only_model(ReadOnlyModel::new()) => read_only();
    }
}

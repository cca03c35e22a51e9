//! `type/property/nullable/*`: required properties that may be null.

use type_property_nullable_client::models::{
    Base64, BytesProperty, CollectionsByteProperty, CollectionsModelProperty, CollectionsStringProperty, DateTime,
    DatetimeProperty, Duration, DurationProperty, InnerModel, StringProperty,
};

use crate::scenario::exchanges;

exchanges! { type_property_nullable_client:
    Type_Property_Nullable_String_getNonNull => string_get_non_null,
    Type_Property_Nullable_String_patchNonNull => string_patch_non_null,
        with StringProperty::new("foo", "hello".to_owned());
    Type_Property_Nullable_String_getNull => string_get_null,
    Type_Property_Nullable_String_patchNull => string_patch_null,
        with StringProperty::new("foo", None);
    Type_Property_Nullable_Bytes_getNonNull => bytes_get_non_null,
    Type_Property_Nullable_Bytes_patchNonNull => bytes_patch_non_null,
        with BytesProperty::new("foo", Base64::from(b"hello, world!"));
    Type_Property_Nullable_Bytes_getNull => bytes_get_null,
    Type_Property_Nullable_Bytes_patchNull => bytes_patch_null,
        with BytesProperty::new("foo", None);
    Type_Property_Nullable_Datetime_getNonNull => datetime_get_non_null,
    Type_Property_Nullable_Datetime_patchNonNull => datetime_patch_non_null,
        with DatetimeProperty::new("foo", "2022-08-26T18:38:00Z".parse::<DateTime>()?);
    Type_Property_Nullable_Datetime_getNull => datetime_get_null,
    Type_Property_Nullable_Datetime_patchNull => datetime_patch_null,
        with DatetimeProperty::new("foo", None);
    Type_Property_Nullable_Duration_getNonNull => duration_get_non_null,
    Type_Property_Nullable_Duration_patchNonNull => duration_patch_non_null,
        with DurationProperty::new("foo", "P123DT22H14M12.011S".parse::<Duration>()?);
    Type_Property_Nullable_Duration_getNull => duration_get_null,
    Type_Property_Nullable_Duration_patchNull => duration_patch_null,
        with DurationProperty::new("foo", None);
    Type_Property_Nullable_CollectionsByte_getNonNull => collections_byte_get_non_null,
    Type_Property_Nullable_CollectionsByte_patchNonNull => collections_byte_patch_non_null,
        with CollectionsByteProperty::new("foo", vec![Base64::from(b"hello, world!"); 2]);
    Type_Property_Nullable_CollectionsByte_getNull => collections_byte_get_null,
    Type_Property_Nullable_CollectionsByte_patchNull => collections_byte_patch_null,
        with CollectionsByteProperty::new("foo", None);
    Type_Property_Nullable_CollectionsModel_getNonNull => collections_model_get_non_null,
    Type_Property_Nullable_CollectionsModel_patchNonNull => collections_model_patch_non_null,
        with CollectionsModelProperty::new("foo", vec![InnerModel::new("hello"), InnerModel::new("world")]);
    Type_Property_Nullable_CollectionsModel_getNull => collections_model_get_null,
    Type_Property_Nullable_CollectionsModel_patchNull => collections_model_patch_null,
        with CollectionsModelProperty::new("foo", None);
    Type_Property_Nullable_CollectionsString_getNonNull => collections_string_get_non_null,
    Type_Property_Nullable_CollectionsString_patchNonNull => collections_string_patch_non_null,
        with CollectionsStringProperty::new("foo", vec!["hello".to_owned(), "world".to_owned()]);
    Type_Property_Nullable_CollectionsString_getNull => collections_string_get_null,
    Type_Property_Nullable_CollectionsString_patchNull => collections_string_patch_null,
        with CollectionsStringProperty::new("foo", None);
}

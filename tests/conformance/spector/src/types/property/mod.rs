//! `type/property/*`: properties of every kind.

pub(crate) mod additional_properties;
pub(crate) mod nullable;
pub(crate) mod optionality;
pub(crate) mod value_types;

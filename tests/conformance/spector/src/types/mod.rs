//! `type/*`: schemas of every kind.

use crate::scenario::Scenario;

mod array;
mod dictionary;
mod enums;
mod file;
mod model;
mod property;
mod scalar;
mod union;

pub(crate) const ALL: &[&[Scenario]] = &[
    array::SCENARIOS,
    dictionary::SCENARIOS,
    enums::SCENARIOS,
    file::SCENARIOS,
    model::SCENARIOS,
    property::additional_properties::SCENARIOS,
    property::nullable::SCENARIOS,
    property::optionality::SCENARIOS,
    property::value_types::SCENARIOS,
    scalar::SCENARIOS,
    union::SCENARIOS,
];

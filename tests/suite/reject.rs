//! What is wrong with documents, one fault a folder: what is said about it, where, and what is generated all the same.

use specwright_tests::{Line, findings, generate};

use crate::snapshot::{self, fixtures};

macro_rules! faults {
    ($($name:ident,)+) => {
        $(
            #[test]
            fn $name() {
                check(stringify!($name));
            }
        )+

        #[test]
        fn every_folder_is_tested() {
            snapshot::check_complete("reject", &[$(stringify!($name)),+]);
        }
    };
}

faults! {
    alias_bomb,
    broken_properties,
    contradicting_all_of,
    dialect_unknown,
    duplicate_key_json,
    duplicate_key_yaml,
    duplicate_operation_ids,
    empty_file,
    encodings_without_effect,
    keyword_types,
    keyword_unknown,
    keyword_unsupported,
    loose_bodies,
    loose_events,
    loose_parameters,
    malformed_parameter,
    malformed_parts,
    merge_conflict,
    merge_versions,
    no_document,
    not_an_object,
    odd_statuses,
    overlay_bad_shape,
    overlay_bad_target,
    overlay_no_match,
    pages_declared_wrongly,
    reference_cycle,
    reference_dangling,
    reference_external,
    repaired_paths,
    syntax_json,
    syntax_yaml,
    too_deep,
    too_many_variants,
    undeclared_security,
    unsupported_bodies,
    unsupported_parts,
    unused_path_parameter,
    version_1_2,
    version_4,
    version_missing,
    xml_without_form,
    yaml_oddities,
}

#[track_caller]
fn check(fault: &str) {
    let folder = fixtures("reject").join(fault);
    let line = generate(&snapshot::read(&folder));
    assert!(!line.diagnostics.is_empty(), "nothing is found wrong with {fault}");
    snapshot::check(&folder, &format!("{}\n{}", findings(&line), left(&line)));
}

/// What is generated all the same: the model.
fn left(line: &Line) -> String {
    let Some(api) = line.api.as_ref().filter(|_| !line.crates.is_empty()) else {
        return "nothing is generated\n".to_owned();
    };
    let model = api.to_string();
    let told: Vec<&str> = model.lines().filter(|line| !line.is_empty()).collect();
    format!("generated:\n{}\n", told.join("\n"))
}

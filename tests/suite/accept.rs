//! What documents may say, one feature a folder, and what becomes of it in every stage: the model, the generated files
//! that the feature shows in (`x-shows` names them), and the findings.

use std::path::Path;

use specwright_tests::{Line, findings, generate};

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
    aliases,
    all_of_merge,
    any_value,
    base64,
    closed_object,
    colliding_fields,
    colliding_operations,
    colliding_types,
    colliding_variants,
    common_enum_prefix,
    constraints_in_docs,
    credentials,
    dates,
    default_only,
    defaults_and_examples,
    deprecated,
    empty_responses,
    four_presences,
    head_with_content,
    header_and_cookie_parameters,
    hostile_names,
    inline_types,
    integer_enum,
    json_document,
    kept_properties,
    keywords_as_names,
    large_answers,
    maps,
    merged_documents,
    missing_operation_id,
    named_enum_values,
    names_in_scope,
    no_errors_declared,
    no_server,
    nullable_3_0,
    nullable_3_1,
    open_string_enum,
    optional_body,
    overlay,
    parameter_styles,
    path_parameters,
    prose,
    provenance,
    query_styles,
    ranges_and_default,
    raw_bodies,
    recursive_alias,
    recursive_record,
    reference_with_siblings,
    references_to_files,
    relative_server,
    secrets,
    security_alternatives,
    several_media_types,
    several_success_types,
    shared_parts,
    swagger_2_0,
    templated_server,
    text_and_bytes,
    undeclared_path_parameter,
    union_of_several,
    urlencoded_form,
    webhooks,
}

#[track_caller]
fn check(feature: &str) {
    let folder = fixtures("accept").join(feature);
    let line = generate(&snapshot::read(&folder));
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

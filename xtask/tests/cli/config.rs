//! `api.yaml`, and findings that nobody has accepted.

use crate::project::Project;

/// What `codegen` says with another `api.yaml`.
#[track_caller]
fn check(name: &str, config: &str, pieces: &[&str]) {
    let project = Project::new(name);
    project.write("specs/shop/api.yaml", config);
    project.run(&["codegen"]).expect(1).says(pieces);
    assert!(!project.path("generated").exists());
}

const GOOD: &str = "documents: [openapi.yaml]\nmodels: shop-models\nclient: shop-client\n";

#[test]
fn an_unknown_api_is_named_beside_those_there_are() {
    let project = Project::new("unknown-api");
    project.run(&["codegen", "shpo"]).expect(2).says(&["`shpo`", "shop"]);
}

#[test]
fn a_name_cannot_lead_out_of_specs() {
    let project = Project::new("outside-api");
    project.write("x/api.yaml", GOOD);
    for command in [["codegen", "../x"], ["ir", "../x"], ["bundle", "../x"], ["codegen", "/tmp"], ["codegen", "."]] {
        project.run(&command).expect(2);
    }
}

#[test]
fn an_unknown_key_has_its_line() {
    check("unknown-key", &format!("{GOOD}colour: red\n"), &["config-invalid", "specs/shop/api.yaml:4:", "colour"]);
}

#[test]
fn a_missing_key_is_named() {
    check("missing-key", "documents: [openapi.yaml]\nmodels: shop-models\n", &["config-invalid", "client"]);
}

#[test]
fn a_crate_cannot_be_called_anything() {
    let config = |name: &str| format!("documents: [openapi.yaml]\nmodels: {name}\nclient: shop-client\n");
    check("bad-name", &config("../models"), &["config-invalid", "specs/shop/api.yaml:2:9", "`../models`"]);
    check("keyword-name", &config("self"), &["config-invalid", "`self`"]);
    check("standard-name", &config("core"), &["config-invalid", "`core`"]);
    check("same-name", &config("shop-client"), &["config-invalid", "same name"]);
}

#[test]
fn a_document_outside_of_the_folder_is_refused() {
    check("outside", &GOOD.replace("openapi.yaml", "../secret.yaml"), &["file-unreadable", "leads out of the folder"]);
    check("absolute", &GOOD.replace("openapi.yaml", "/etc/passwd"), &["file-unreadable", "/etc/passwd"]);
}

#[test]
fn a_document_that_is_not_there_is_named() {
    check("absent", &GOOD.replace("openapi.yaml", "other.yaml"), &["file-unreadable", "other.yaml"]);
}

#[test]
fn a_warning_that_nobody_accepts_fails_with_its_excerpt() {
    let project = Project::new("warning");
    project.edit("specs/shop/openapi.yaml", "operationId: listPets, ", "");
    let finished = project.run(&["codegen"]).expect(1);
    finished.says(&["warning[operation-id-missing]", "openapi.yaml:5:11", "/pets: {get:", "^^^"]);
    assert!(!project.path("generated").exists());
}

#[test]
fn an_accepted_warning_passes_and_is_kept_in_the_report() {
    let project = Project::new("accepted");
    project.edit("specs/shop/openapi.yaml", "operationId: listPets, ", "");
    let allow =
        "allow:\n  - {code: operation-id-missing, at: \"#/paths/~1pets/get\", because: The vendor gives none.}\n";
    project.write("specs/shop/api.yaml", &format!("{GOOD}{allow}"));
    project.generate();
    assert!(
        project
            .read("generated/shop.diagnostics.txt")
            .contains("warning operation-id-missing specs/shop/openapi.yaml:5:11 #/paths/~1pets/get")
    );
}

#[test]
fn an_entry_that_accepts_nothing_is_an_error() {
    let allow = "allow:\n  - {code: operation-id-missing, at: \"#/paths/~1gone\", because: It was so once.}\n";
    check("unused", &format!("{GOOD}{allow}"), &["config-unused", "specs/shop/api.yaml:5:", "remove the entry"]);
}

#[test]
fn an_entry_needs_a_known_code_and_a_reason() {
    let allow =
        |code: &str, because: &str| format!("{GOOD}allow:\n  - {{code: {code}, at: \"#\", because: \"{because}\"}}\n");
    check("bad-code", &allow("operation-id-missng", "x"), &["config-invalid", "`operation-id-missng`"]);
    check("no-reason", &allow("operation-id-missing", " "), &["config-invalid", "`because` is empty"]);
    check("fatal-code", &allow("syntax", "x"), &["config-invalid", "cannot be allowed"]);
    check("note-code", &allow("server-unused", "x"), &["config-invalid", "only a note"]);
}

#[test]
fn a_folder_without_api_yaml_is_named() {
    let project = Project::new("no-config");
    project.write("specs/zoo/openapi.yaml", "{}");
    project.run(&["codegen"]).expect(1).says(&["specs/zoo has no api.yaml"]);
}

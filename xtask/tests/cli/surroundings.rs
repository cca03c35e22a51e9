//! Where, when and by whom the program is run means nothing to what it writes.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use crate::project::{Project, SHOP};

/// Generates into a folder of its own with an environment of its own; the files by path, and what was said.
fn generate(
    project: &Project,
    out: &str,
    here: &str,
    change: impl FnOnce(&mut Command),
) -> (BTreeMap<String, String>, String) {
    let (here, out) = (project.path(here), project.path(out));
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["generate", "--name", "mine", "--out"]).arg(&out).arg(project.path("docs/in.yaml")).current_dir(here);
    change(&mut command);
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let file = |path: &Path| path.strip_prefix(&out).unwrap().to_str().unwrap().to_owned();
    let files = project.snapshot(out.to_str().unwrap()).into_iter().map(|(path, (text, _))| (file(&path), text));
    (files.collect(), said)
}

#[test]
fn another_process_environment_and_folder_give_the_same_bytes() {
    let project = Project::new("surroundings");
    project.write("docs/in.yaml", &SHOP.replace("servers: [", "servers: [{url: \"http://api.example.com\"}, "));
    fs::create_dir_all(project.path("elsewhere/deep")).unwrap();
    let expected = generate(&project, "out/one", ".", |_| {});
    assert!(expected.0.len() > 10 && expected.1.contains("server-unused"), "{expected:?}");
    let environments: [&[(&str, &str)]; 4] = [
        &[("TZ", "Asia/Kathmandu"), ("SOURCE_DATE_EPOCH", "1"), ("FAKETIME", "@2001-01-01")],
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("LANGUAGE", "tr"), ("LC_COLLATE", "de_DE")],
        &[("HOME", "/nonexistent"), ("USER", "nobody"), ("TMPDIR", "/nonexistent"), ("CARGO_HOME", "/nonexistent")],
        &[
            ("COLUMNS", "20"),
            ("TERM", "xterm"),
            ("CLICOLOR_FORCE", "1"),
            ("RUST_BACKTRACE", "full"),
            ("RUST_LOG", "trace"),
        ],
    ];
    for (index, environment) in environments.iter().enumerate() {
        let out = format!("out/{index}/mine");
        let got = generate(&project, &out, "elsewhere/deep", |command| {
            command.envs(environment.iter().copied());
        });
        assert_eq!(got, expected, "{environment:?}");
    }
    let got = generate(&project, "out/none", "docs", |command| {
        command.env_clear();
    });
    assert_eq!(got, expected, "no environment at all");
}

//! The pages show the examples as they are run.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use specwright_tests::root;

const PAGES: [&str; 2] = ["README.md", "docs/guide.md"];

/// What says, on the line before a block of code, which example it is: `<!-- example: auth::key -->`.
const MARK: &str = "<!-- example: ";

/// Brings the pages up to date with the examples if `UPDATE_GUIDE` is set, and compares them if it is not.
#[test]
fn pages_show_the_examples_that_are_run() {
    let examples = examples();
    let mut faults = Vec::new();
    for page in PAGES {
        let path = root().join(page);
        let text = fs::read_to_string(&path).unwrap();
        let expected = shown(page, &text, &examples, &mut faults);
        if std::env::var_os("UPDATE_GUIDE").is_some() {
            fs::write(&path, expected).unwrap();
        } else if let Some(line) = first_difference(&text, &expected) {
            faults.push(format!("{page}, line {line}: not as it is run; `UPDATE_GUIDE=1` writes it anew"));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_example_is_shown() {
    let pages: String = PAGES.iter().map(|page| fs::read_to_string(root().join(page)).unwrap()).collect();
    let hidden: Vec<String> =
        examples().into_keys().filter(|name| !pages.contains(&format!("{MARK}{name} -->"))).collect();
    assert_eq!(hidden, Vec::<String>::new());
}

#[test]
fn the_readme_has_an_example_of_each_subject() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let subjects = ["auth", "errors", "paging", "streaming", "retry", "mocking"];
    let missing: Vec<&str> =
        subjects.into_iter().filter(|subject| !readme.contains(&format!("{MARK}{subject}::"))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// The examples by file and module: `auth::key`.
fn examples() -> BTreeMap<String, String> {
    let folder = root().join("tests/suite/guide");
    let files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let sources = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    sources.filter(|path| !path.ends_with("pages.rs")).flat_map(|path| in_file(&path)).collect()
}

fn in_file(path: &PathBuf) -> Vec<(String, String)> {
    let file = path.file_stem().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let mut examples = Vec::new();
    let mut module = "";
    let mut open: Option<String> = None;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(" {")) {
            module = name;
        }
        match (line, &mut open) {
            ("    // example", None) => open = Some(String::new()),
            ("    // end", Some(_)) => examples.push((format!("{file}::{module}"), open.take().unwrap())),
            (line, Some(example)) => writeln!(example, "{}", line.strip_prefix("    ").unwrap_or(line)).unwrap(),
            _ => {}
        }
    }
    assert_eq!(open, None, "{file}: an example has no end");
    examples
}

/// A page with every block of Rust as the example that is named before it.
fn shown(page: &str, text: &str, examples: &BTreeMap<String, String>, faults: &mut Vec<String>) -> String {
    let mut expected = String::new();
    let mut named: Option<&str> = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        expected.push_str(line);
        expected.push('\n');
        if line != "```rust" {
            named = line.strip_prefix(MARK).and_then(|rest| rest.strip_suffix(" -->"));
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match named.map(|name| (name, examples.get(name))) {
            Some((_, Some(example))) => expected.push_str(example),
            Some((name, None)) => faults.push(format!("{page}: there is no example `{name}`")),
            None => faults.push(format!("{page}: no example is named before {block:?}")),
        }
        expected.push_str("```\n");
        named = None;
    }
    expected
}

/// The number of the first line that is not the same.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    let longest = one.lines().count().max(other.lines().count());
    let (mut one, mut other) = (one.lines(), other.lines());
    (1..=longest).find(|_| one.next() != other.next())
}

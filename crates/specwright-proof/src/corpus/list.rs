//! Which documents there are.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::failure::Failure;

/// A document of a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// Relative to the folder, with `/`.
    pub(crate) path: String,
    /// What the list says of it; `-` when it says nothing.
    pub(crate) kind: String,
    pub(crate) version: String,
    pub(crate) core: String,
}

impl Document {
    pub(crate) fn unknown(path: String) -> Self {
        let none = || "-".to_owned();
        Self { path, kind: none(), version: none(), core: none() }
    }
}

/// The documents of a folder: what the list names and the folder has, or else whatever looks like one. Also how many
/// the list names that are not there.
pub(crate) fn documents(folder: &Path, list: Option<&Path>) -> Result<(Vec<Document>, usize), Failure> {
    let own = folder.join("MANIFEST.tsv");
    let list = list.map(Path::to_path_buf).or_else(|| own.is_file().then_some(own));
    let Some(list) = list else { return Ok((search(folder)?, 0)) };
    let text = fs::read_to_string(&list).map_err(|error| Failure::at(&list, &error))?;
    let (there, missing): (Vec<_>, Vec<_>) =
        read_list(&text).into_iter().partition(|document| folder.join(&document.path).is_file());
    Ok((there, missing.len()))
}

/// A table whose first line names its columns, or one path a line.
fn read_list(text: &str) -> Vec<Document> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    let columns: Vec<&str> = lines.peek().map(|line| line.split('\t').collect()).unwrap_or_default();
    let Some(path) = columns.iter().position(|column| *column == "path") else {
        return lines.map(|line| Document::unknown(line.trim().to_owned())).collect();
    };
    let column = |name: &str| columns.iter().position(|column| *column == name);
    let (kind, version, core) = (column("kind"), column("version"), column("core"));
    lines
        .skip(1)
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |index: Option<usize>| {
                index.and_then(|index| cells.get(index)).map_or_else(|| "-".to_owned(), |cell| (*cell).to_owned())
            };
            let path = (*cells.get(path)?).to_owned();
            Some(Document { path, kind: cell(kind), version: cell(version), core: cell(core) })
        })
        .collect()
}

/// Every JSON or YAML file below a folder that says `openapi` or `swagger`, sorted. Links are not followed.
fn search(folder: &Path) -> Result<Vec<Document>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        let entries = fs::read_dir(&current).map_err(|error| Failure::at(&current, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::at(&current, &error))?;
            let kind = entry.file_type().map_err(|error| Failure::at(&entry.path(), &error))?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() && is_document(&entry.path()) {
                found.push(relative(folder, &entry.path()));
            }
        }
    }
    found.sort();
    Ok(found.into_iter().map(Document::unknown).collect())
}

fn relative(folder: &Path, path: &Path) -> String {
    let inside: PathBuf = path.strip_prefix(folder).unwrap_or(path).to_path_buf();
    inside.to_string_lossy().replace('\\', "/")
}

/// Looks at the whole file: where keys are sorted, the version comes last.
fn is_document(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    if !matches!(extension.as_deref(), Some("json" | "yaml" | "yml")) {
        return false;
    }
    fs::read(path).is_ok_and(|bytes| says_version(&String::from_utf8_lossy(&bytes)))
}

/// Whether a text has a key `openapi` or `swagger` at the beginning of a line or object.
fn says_version(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find("openapi").into_iter().chain(rest.find("swagger")).min() {
        let (before, from) = rest.split_at(at);
        let after = from.get("openapi".len()..).unwrap_or_default();
        let opens =
            before.chars().next_back().is_none_or(|character| matches!(character, '"' | '\'' | '\n' | '\u{feff}'));
        let closes = after.trim_start_matches(['"', '\'']).trim_start().starts_with(':');
        if opens && closes {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{read_list, says_version};

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(says_version(text), expected, "{text}");
    }

    #[test]
    fn a_key_at_the_beginning_of_a_line_makes_a_document() {
        check("openapi: 3.0.0\n", true);
        check("# first\nswagger: \"2.0\"\n", true);
        check("{\n  \"openapi\" : \"3.1.0\"}", true);
        check("'openapi': 3.0.0", true);
    }

    #[test]
    fn the_word_alone_makes_none() {
        check("name: openapi\n", false);
        check("about openapi: a page\n", false);
        check("myopenapi: 1\n", false);
    }

    #[test]
    fn a_list_is_a_table_or_one_path_a_line() {
        let paths = |text: &str| -> Vec<String> {
            read_list(text).into_iter().map(|one| format!("{} {} {}", one.path, one.kind, one.core)).collect()
        };
        assert_eq!(paths("core\tpath\tkind\ny\ta/b.json\treal\n"), ["a/b.json real y"]);
        assert_eq!(paths("a.json\n\nb.yaml\n"), ["a.json - -", "b.yaml - -"]);
    }
}

//! `import`: documents out of a documentation page.

use std::{fs, path::Path, process::ExitCode};

use serde_json::Value;

use crate::{
    output::{self, Failure},
    project::{Project, read},
    sync,
};

pub(crate) fn run(project: &Project, api: &str, page: &Path) -> Result<ExitCode, Failure> {
    let folder = project.api(api)?;
    let text = read(page).map_err(|error| Failure::new(format!("{}: {error}", page.display())))?;
    let documents = documents(&text);
    if documents.is_empty() {
        return Err(Failure::new(format!("{}: no fenced JSON block is an OpenAPI document", page.display())));
    }
    let config = fs::read_to_string(folder.join("api.yaml")).unwrap_or_default();
    for (name, text) in &documents {
        let path = folder.join(name);
        let before = fs::read_to_string(&path).ok();
        let done = match &before {
            Some(before) if before == text => "unchanged",
            Some(_) => "updated",
            None => "new",
        };
        if done != "unchanged" {
            sync::write_file(&path, text)?;
        }
        output::line(&format!("specs/{api}/{name}: {done}"));
        if !config.contains(name.as_str()) {
            output::aside(&format!("specs/{api}/api.yaml does not name {name}; add it to `documents`"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The OpenAPI documents among the fenced blocks of a page: file name and text, in the order of the page.
fn documents(page: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for block in json_blocks(page) {
        let Ok(value) = serde_json::from_str::<Value>(&block) else { continue };
        if value.get("openapi").is_none() && value.get("swagger").is_none() {
            continue;
        }
        let stem = stem(&value);
        let name = (1..)
            .map(|number: u32| if number == 1 { format!("{stem}.json") } else { format!("{stem}-{number}.json") })
            .find(|name| found.iter().all(|(other, _)| other != name));
        if let Some(name) = name {
            found.push((name, block));
        }
    }
    found
}

/// The contents of the blocks fenced as `json` (CommonMark section 4.5), each ending with a line break.
fn json_blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for line in page.lines() {
        let trimmed = line.trim_start();
        let ticks = trimmed.len() - trimmed.trim_start_matches('`').len();
        let info = trimmed.trim_start_matches('`').trim();
        match &mut open {
            None if ticks >= 3
                && info.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("json")) =>
            {
                open = Some((ticks, String::new()));
            }
            None => {}
            Some((fence, text)) if ticks >= *fence && info.is_empty() => {
                blocks.push(std::mem::take(text));
                open = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    blocks
}

/// The last fixed segment of the first path, as a file name.
fn stem(document: &Value) -> String {
    let path = document.get("paths").and_then(Value::as_object).and_then(|paths| paths.keys().next());
    let segment = path.and_then(|path| path.rsplit('/').find(|segment| !segment.is_empty() && !segment.contains('{')));
    let safe: String = segment
        .unwrap_or("document")
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' })
        .collect();
    match safe.trim_matches('-') {
        "" => "document".to_owned(),
        stem => stem.chars().take(64).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[track_caller]
    fn check(page: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        assert_eq!(documents(page), expected);
    }

    #[test]
    fn documents_are_named_after_their_path() {
        let text = r#"{"openapi":"3.1.0","paths":{"/v2/partners/{id}/orgs":{}}}"#;
        check(&format!("# Orgs\n\n```json\n{text}\n```\n"), &[("orgs.json", &format!("{text}\n"))]);
    }

    #[test]
    fn two_documents_for_one_path_get_numbers() {
        let page = "```json\n{\"openapi\":\"3.1.0\",\"paths\":{\"/a\":{}}}\n```\n````JSON\n{\"openapi\":\"3.0.0\",\"paths\":{\"/x/a\":{}}}\n````\n";
        let names: Vec<_> = documents(page).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a.json", "a-2.json"]);
    }

    #[test]
    fn other_blocks_are_passed_over() {
        check("```json\n{\"id\":1}\n```\n```yaml\nopenapi: 3.1.0\n```\n```json\nnot json\n```\n", &[]);
    }

    #[test]
    fn a_path_cannot_lead_out_of_the_folder() {
        let page = "```json\n{\"openapi\":\"3.1.0\",\"paths\":{\"/../../etc/pa ss\\\\wd\":{}}}\n```\n";
        let names: Vec<_> = documents(page).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["pa-ss-wd.json"]);
    }
}

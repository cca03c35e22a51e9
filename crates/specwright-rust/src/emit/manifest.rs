//! Manifests and READMEs: the only output that is made from strings.

use super::notice;
use crate::{
    docs::is_hidden,
    plan::{Dependency, Location, Package},
};

pub(super) fn manifest(package: &Package, source: &str) -> String {
    let Package { name, description, location, dependencies, features } = package;
    let mut text = notice("#", source);
    let settings = match location {
        Location::Member => {
            "edition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\npublish = false\n"
        }
        Location::Alone { .. } => "edition = \"2024\"\nrust-version = \"1.88\"\npublish = false\n",
    };
    text.push_str(&format!(
        "\n[package]\nname = {}\nversion = \"0.0.0\"\ndescription = {}\n{settings}",
        toml(name),
        toml(&plain(description))
    ));
    if !features.is_empty() {
        text.push_str("\n[features]\n");
        for (feature, enables) in features {
            let enables: Vec<String> = enables.iter().map(|enabled| toml(enabled)).collect();
            let list = match enables.len() {
                0..=3 => format!("[{}]", enables.join(", ")),
                _ => format!("[\n    {},\n]", enables.join(",\n    ")),
            };
            text.push_str(&format!("{feature} = {list}\n"));
        }
    }
    text.push_str("\n[dependencies]\n");
    for dependency in dependencies {
        text.push_str(&self::dependency(dependency, location));
    }
    match location {
        Location::Member => text.push_str("\n[lints]\nworkspace = true\n"),
        Location::Alone { root: true, .. } => text.push_str("\n[workspace]\n"),
        Location::Alone { root: false, .. } => {}
    }
    text
}

fn dependency(dependency: &Dependency, location: &Location) -> String {
    match (dependency, location) {
        // The workspace's table says whether default features are on.
        (Dependency::Own { name, features: [], .. }, Location::Member) => format!("{name}.workspace = true\n"),
        (Dependency::Own { name, features, .. }, Location::Member) => {
            format!("{name} = {{ workspace = true{} }}\n", features_text(features))
        }
        (Dependency::Own { name, default_features, features }, Location::Alone { crates, .. }) => {
            let default = if *default_features { "" } else { ", default-features = false" };
            let features = features_text(features);
            format!("{name} = {{ path = {}{default}{features} }}\n", toml(&format!("{crates}/{name}")))
        }
        (Dependency::Beside(name), _) => format!("{name} = {{ path = {} }}\n", toml(&format!("../{name}"))),
        (Dependency::Json, Location::Member) => "serde_json.workspace = true\n".to_owned(),
        (Dependency::Json, Location::Alone { .. }) => "serde_json = \"1\"\n".to_owned(),
        (Dependency::Foreign { package, version, features }, _) => {
            let features: Vec<String> = features.iter().map(|feature| toml(feature)).collect();
            format!("{package} = {{ version = {}, features = [{}] }}\n", toml(version), features.join(", "))
        }
    }
}

/// The features of a dependency behind its other properties.
fn features_text(features: &[&str]) -> String {
    if features.is_empty() {
        return String::new();
    }
    let features: Vec<String> = features.iter().map(|feature| toml(feature)).collect();
    format!(", features = [{}]", features.join(", "))
}

/// The docs of a crate, an example, and where both come from.
pub(super) fn readme(package: &Package, source: &str, docs: &[String], example: &[String]) -> String {
    let text: Vec<&str> = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    format!(
        "{}\n# {}\n\n{}\n\n{}This crate is generated: what is changed here by hand is lost when it is generated again.\n",
        html_notice(source),
        package.name,
        text.join("\n").trim(),
        example.iter().map(|line| format!("{line}\n")).collect::<String>(),
    )
}

/// The notice as an HTML comment, which Markdown does not show.
fn html_notice(source: &str) -> String {
    let mut notice = notice("", source);
    // What two hyphens are replaced by stands beside the third of three.
    while notice.contains("--") {
        notice = notice.replace("--", "- -");
    }
    format!("<!--{} -->\n", notice.trim_end())
}

/// A TOML basic string.
fn toml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            other if other.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// One line without characters that deceive a reader.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|character| if is_hidden(character) { ' ' } else { character }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

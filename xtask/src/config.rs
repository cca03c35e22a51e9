//! `specs/<api>/api.yaml`: which documents, which crates, which diagnostics are known.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};
use specwright_ir::{Code, Diagnostic, Diagnostics, FileId, Severity, Sources, Span};
use specwright_rust::{FormatType, TypePath};

use crate::arguments::{is_reserved, package_name};

/// How one API is generated.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The OpenAPI documents, merged in this order.
    pub(crate) documents: Vec<String>,
    /// The overlays, applied in this order to the merged document.
    #[serde(default)]
    pub(crate) overlays: Vec<String>,
    /// Package name of the models crate.
    pub(crate) models: String,
    /// Package name of the client crate.
    pub(crate) client: String,
    /// Types for string formats that would otherwise be strings, by format.
    #[serde(default)]
    pub(crate) formats: BTreeMap<String, Format>,
    /// Whether models can check the constraints of the documents.
    #[serde(default)]
    pub(crate) validate: bool,
    /// What is said about single operations; reading the documents looks into it.
    #[serde(default)]
    pub(crate) operations: BTreeMap<String, IgnoredAny>,
    /// Findings that are known and accepted.
    #[serde(default)]
    pub(crate) allow: Vec<Allow>,
}

/// A type of another crate that stands for the strings of a format.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Format {
    /// The type's path, such as `url::Url`; the first segment is the crate.
    #[serde(rename = "type")]
    path: String,
    /// The package, if it is not called like the crate.
    package: Option<String>,
    /// The version requirement.
    version: String,
    /// The features it needs.
    #[serde(default)]
    features: Vec<String>,
    /// Which of `Eq` and `Hash` the type implements.
    #[serde(default)]
    traits: Vec<Trait>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
enum Trait {
    Eq,
    Hash,
}

/// A finding that is known and accepted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Allow {
    /// The code of the finding.
    pub(crate) code: String,
    /// The pointer of the finding; with `/**` at the end, everything below as well.
    pub(crate) at: String,
    /// Why it is accepted.
    pub(crate) because: String,
}

impl Config {
    /// Reads the text of an `api.yaml` that was added to the sources as `file`.
    pub(crate) fn parse(text: &str, file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let config: Self = match serde_yaml::from_str(text) {
            Ok(config) => config,
            Err(error) => {
                let start = error.location().map_or(0, |location| location.index());
                let start = u32::try_from(start.min(text.len())).unwrap_or(0);
                let span = Span { file, start, end: start };
                diagnostics.push(Diagnostic::new(Code::ConfigInvalid, first_line(&error.to_string())).at(span));
                return None;
            }
        };
        let mut complain = |needle: &str, message: String| {
            diagnostics.push(Diagnostic::new(Code::ConfigInvalid, message).at(find(text, file, needle, sources)));
        };
        if config.documents.is_empty() {
            complain("documents", "no document is named".to_owned());
        }
        for name in [&config.models, &config.client] {
            if let Err(why) = package_name(name) {
                complain(name, format!("`{name}` is no name for a crate: {why}"));
            } else if is_reserved(name) {
                complain(name, format!("`{name}` is no name for a crate: it means something else to Rust or here"));
            }
        }
        if config.models == config.client {
            complain(&config.client, "both crates have the same name".to_owned());
        }
        for (format, known) in &config.formats {
            if known.to_option(format).is_none() {
                complain(
                    &known.path,
                    format!("`{}` is no path of a type in another crate, such as `url::Url`", known.path),
                );
            }
        }
        for allow in &config.allow {
            match Code::from_name(&allow.code) {
                None => complain(&allow.code, format!("there is no diagnostic `{}`", allow.code)),
                Some(code) if code.severity() == Severity::Fatal => {
                    complain(&allow.code, format!("`{}` cannot be allowed: nothing is generated with it", allow.code));
                }
                Some(code) if code.severity() == Severity::Note => {
                    complain(&allow.code, format!("`{}` need not be allowed: it is only a note", allow.code));
                }
                Some(_) if allow.because.trim().is_empty() => complain(&allow.code, "`because` is empty".to_owned()),
                Some(_) => {}
            }
        }
        (!diagnostics.is_fatal()).then_some(config)
    }

    /// The findings that nobody has accepted. Reports the entries that accept nothing.
    pub(crate) fn unaccepted(
        &self,
        found: Vec<Diagnostic>,
        text: &str,
        file: FileId,
        sources: &Sources,
    ) -> Vec<Diagnostic> {
        let mut used = vec![false; self.allow.len()];
        let mut rest = Vec::new();
        for diagnostic in found {
            let mut accepted = diagnostic.severity == Severity::Note;
            for (allow, used) in self.allow.iter().zip(&mut used) {
                if allow.covers(&diagnostic) {
                    accepted = true;
                    *used = true;
                }
            }
            if !accepted {
                rest.push(diagnostic);
            }
        }
        for (allow, used) in self.allow.iter().zip(used) {
            if !used {
                let message =
                    format!("nothing is found that `{}` at `{}` allows; remove the entry", allow.code, allow.at);
                rest.push(Diagnostic::new(Code::ConfigUnused, message).at(find(text, file, &allow.at, sources)));
            }
        }
        rest
    }
}

impl Format {
    /// What the planner is told; `None` when the path, the package or a feature cannot be one.
    pub(crate) fn to_option(&self, format: &str) -> Option<FormatType> {
        let path = TypePath::parse(&self.path)?;
        let package = match &self.package {
            Some(package) => package.clone(),
            None => path.segments().next()?.to_owned(),
        };
        package_name(&package).ok()?;
        Some(FormatType {
            format: format.to_owned(),
            path,
            package,
            version: self.version.clone(),
            features: self.features.clone(),
            eq: self.traits.contains(&Trait::Eq),
            hash: self.traits.contains(&Trait::Hash),
        })
    }
}

impl Allow {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        if diagnostic.code.name() != self.code {
            return false;
        }
        let Some(pointer) = &diagnostic.pointer else { return false };
        let pointer = pointer.to_string();
        match self.at.strip_suffix("/**") {
            Some(above) => pointer == above || pointer.strip_prefix(above).is_some_and(|rest| rest.starts_with('/')),
            None => pointer == self.at,
        }
    }
}

/// Where a word stands in the file; the whole file if it stands nowhere.
fn find(text: &str, file: FileId, needle: &str, sources: &Sources) -> Span {
    match text.find(needle).and_then(|start| Some((u32::try_from(start).ok()?, u32::try_from(needle.len()).ok()?))) {
        Some((start, length)) => Span { file, start, end: start + length },
        None => sources.whole(file),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

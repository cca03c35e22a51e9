//! What a schema says besides its type.

use specwright_ir::{Access, Code, Facts, Provenance};

use super::{parts, scalar};
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

impl<'d> Lower<'d> {
    /// The annotations and constraints of one schema object.
    pub(in crate::lower) fn facts(&mut self, at: &At<'d>) -> Facts {
        let Value::Object(_) = &at.node.value else { return Facts::default() };
        let access = match (self.flag(at, "readOnly"), self.flag(at, "writeOnly")) {
            (true, false) => Access::Read,
            (false, true) => Access::Write,
            (false, false) => Access::Both,
            (true, true) => {
                self.report(Code::KeywordInvalid, at, "both `readOnly` and `writeOnly`; taken as neither");
                Access::Both
            }
        };
        let mut examples: Vec<_> = self.list(at, "examples").iter().map(|example| example.node.to_json()).collect();
        examples.extend(at.get("example").map(|example| example.node.to_json()));
        Facts {
            title: self.text(at, "title"),
            description: self.text(at, "description"),
            deprecated: self.flag(at, "deprecated"),
            access,
            provenance: self.provenance(at),
            default: at.get("default").map(|default| default.node.to_json()),
            constraints: self.constraints(at),
            examples,
            see: self.external_docs(at),
        }
    }

    /// The facts of a place that several schemas describe: the first word about each thing, all constraints and examples.
    pub(super) fn facts_of(&mut self, schemas: &[At<'d>]) -> Facts {
        let mut all = schemas.iter();
        let mut facts = all.next().map_or_else(Facts::default, |first| self.facts(first));
        for at in all {
            let other = self.facts(at);
            facts.title = facts.title.or(other.title);
            facts.description = facts.description.or(other.description);
            facts.deprecated |= other.deprecated;
            if facts.access == Access::Both {
                facts.access = other.access;
            }
            if facts.provenance == Provenance::Documented {
                facts.provenance = other.provenance;
            }
            facts.default = facts.default.or(other.default);
            facts.see = facts.see.or(other.see);
            let new = other.constraints.into_iter().filter(|one| !facts.constraints.contains(one));
            let new: Vec<String> = new.collect();
            facts.constraints.extend(new);
            facts.examples.extend(other.examples);
        }
        facts
    }

    /// The facts that belong to a definition made for an inline schema; the rest belongs to the place it stands in.
    pub(super) fn definition_facts(&mut self, at: &At<'d>) -> Facts {
        let facts = self.facts(at);
        Facts {
            title: facts.title,
            description: facts.description,
            deprecated: facts.deprecated,
            constraints: facts.constraints,
            see: facts.see,
            ..Facts::default()
        }
    }

    fn provenance(&mut self, at: &At<'d>) -> Provenance {
        match self.string(at, "x-provenance") {
            None | Some("documented") => Provenance::Documented,
            Some("example") => Provenance::Example,
            Some("inferred") => Provenance::Inferred,
            Some(other) => {
                let message = format!(
                    "`x-provenance` is `{other}`, not `documented`, `example` or `inferred`; taken as `inferred`"
                );
                self.report(Code::KeywordInvalid, at, message);
                Provenance::Inferred
            }
        }
    }

    fn constraints(&mut self, at: &At<'d>) -> Vec<String> {
        let mut constraints = Vec::new();
        for (key, member) in at.members() {
            let number = match &member.node.value {
                Value::Number(number) => Some(number.to_string()),
                Value::String(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
                    Some(text.trim().to_owned())
                }
                _ => None,
            };
            let text = member.as_str();
            let flag = matches!(member.node.value, Value::Bool(true));
            constraints.extend(match (key, number, text) {
                ("minLength", Some(n), _) => Some(format!("at least {}", count(&n, "character", "characters"))),
                ("maxLength", Some(n), _) => Some(format!("at most {}", count(&n, "character", "characters"))),
                ("minItems", Some(n), _) => Some(format!("at least {}", count(&n, "element", "elements"))),
                ("maxItems", Some(n), _) => Some(format!("at most {}", count(&n, "element", "elements"))),
                ("minProperties", Some(n), _) => Some(format!("at least {}", count(&n, "property", "properties"))),
                ("maxProperties", Some(n), _) => Some(format!("at most {}", count(&n, "property", "properties"))),
                ("minimum", Some(n), _) => Some(format!("at least {n}")),
                ("maximum", Some(n), _) => Some(format!("at most {n}")),
                ("exclusiveMinimum", Some(n), _) => Some(format!("greater than {n}")),
                ("exclusiveMaximum", Some(n), _) => Some(format!("less than {n}")),
                ("multipleOf", Some(n), _) => Some(format!("a multiple of {n}")),
                ("uniqueItems", ..) if flag => Some("no element twice".to_owned()),
                ("pattern", _, Some(pattern)) => Some(format!("matches the pattern {}", code(pattern))),
                ("format", _, Some(format)) if !scalar::is_typed(format) => Some(format!("format {}", code(format))),
                ("oneOf", ..) => requirement(&member, "exactly one of"),
                ("anyOf", ..) => requirement(&member, "at least one of"),
                ("contentMediaType", _, Some(media_type)) => Some(format!("holds {}", code(media_type))),
                _ => None,
            });
        }
        constraints
    }
}

/// What alternatives that only require properties ask for.
fn requirement(choice: &At<'_>, quantity: &str) -> Option<String> {
    let branches = choice.elements();
    let names = |branch: &At<'_>| {
        let names = branch.get("required").map_or_else(Vec::new, |list| list.elements());
        let names: Vec<String> = names.iter().filter_map(|name| name.as_str()).map(code).collect();
        (!names.is_empty() && parts::only_requires(branch)).then(|| names.join(" with "))
    };
    let all: Vec<String> = branches.iter().map(names).collect::<Option<_>>()?;
    (all.len() > 1).then(|| format!("{quantity} {} is present", all.join(", ")))
}

/// A Markdown code span of this text, whatever backticks are in it.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

fn count(number: &str, one: &str, many: &str) -> String {
    format!("{number} {}", if number == "1" { one } else { many })
}

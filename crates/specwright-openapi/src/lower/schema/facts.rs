//! What a schema says besides its type.

use specwright_ir::{Access, Code, Facts, Provenance};

use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

impl<'d> Lower<'d> {
    /// The annotations of one schema object, and the constraints of everything that holds together with it.
    pub(in crate::lower) fn facts(&mut self, at: &At<'d>) -> Facts {
        self.facts_of(std::slice::from_ref(at))
    }

    fn annotations(&mut self, at: &At<'d>) -> Facts {
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
            constraints: Vec::new(),
            examples,
            see: self.external_docs(at),
            xml: self.xml(at),
        }
    }

    /// The facts of a place that several schemas describe: the first word about each thing, all examples, and the
    /// tighter of two constraints.
    pub(super) fn facts_of(&mut self, schemas: &[At<'d>]) -> Facts {
        let mut all = schemas.iter();
        let mut facts = all.next().map_or_else(Facts::default, |first| self.annotations(first));
        for at in all {
            let other = self.annotations(at);
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
            facts.xml = facts.xml.or(other.xml);
            facts.examples.extend(other.examples);
        }
        facts.constraints = self.constraints(schemas);
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
            xml: facts.xml,
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
}

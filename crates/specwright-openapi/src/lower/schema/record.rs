//! Objects with known properties.

use specwright_ir::{Code, Field, Presence, Record, Rest, TypeId};

use super::{Site, parts::Parts};
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

impl<'d> Lower<'d> {
    pub(super) fn record(&mut self, id: TypeId, parts: &Parts<'d>) -> Record {
        let properties = self.properties(parts);
        let required = self.required(parts, &properties);
        let mut fields = Vec::with_capacity(properties.len());
        for (wire, at) in properties {
            let site = Site::Member { owner: id, role: vec![wire.to_owned()] };
            let ty = self.use_of(&at, &site);
            let presence = if required.contains(&wire) { Presence::Required } else { Presence::Optional };
            let facts = self.facts(&at);
            fields.push(Field { wire: wire.to_owned(), presence, ty, facts, origin: at.origin() });
        }
        let rest = self.rest(id, parts);
        Record { fields, rest }
    }

    /// The properties of all parts in document order; of two that differ the first counts.
    fn properties(&mut self, parts: &Parts<'d>) -> Vec<(&'d str, At<'d>)> {
        let mut properties: Vec<(&'d str, At<'d>)> = Vec::new();
        for part in &parts.objects {
            let Some(object) = self.object(part, "properties") else { continue };
            for (name, at) in object.members() {
                let Some((_, first)) = properties.iter().find(|(other, _)| *other == name) else {
                    properties.push((name, at));
                    continue;
                };
                if !first.node.is_same_json(at.node) {
                    let message =
                        format!("property `{name}` is described twice in different words; the first one counts");
                    self.report(Code::SchemaConflict, &at, message);
                }
            }
        }
        properties
    }

    fn required(&mut self, parts: &Parts<'d>, properties: &[(&'d str, At<'d>)]) -> Vec<&'d str> {
        let mut required = Vec::new();
        for part in &parts.objects {
            for name in self.list(part, "required") {
                let Some(text) = name.as_str() else {
                    let found = name.node.kind_name();
                    self.report(
                        Code::KeywordInvalid,
                        &name,
                        format!("a required property is {found}, not a name; ignored"),
                    );
                    continue;
                };
                if properties.iter().any(|(property, _)| *property == text) {
                    required.push(text);
                } else {
                    self.report(
                        Code::KeywordInvalid,
                        &name,
                        format!("required property `{text}` is not among the properties; ignored"),
                    );
                }
            }
        }
        required
    }

    fn rest(&mut self, id: TypeId, parts: &Parts<'d>) -> Rest {
        let said: Vec<At<'d>> = parts.all("additionalProperties").collect();
        if said.iter().any(|rest| matches!(rest.node.value, Value::Bool(false))) {
            return Rest::Closed;
        }
        match said.first() {
            Some(rest) => {
                let site = Site::Member { owner: id, role: vec!["value".to_owned()] };
                Rest::Kept(self.use_of(rest, &site))
            }
            None => Rest::Ignored,
        }
    }
}

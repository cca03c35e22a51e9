//! A document whose members keep their order.

use std::fmt::Write;

/// A value of JSON.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Text(String),
    List(Vec<Tree>),
    /// Members in order.
    Object(Vec<(String, Tree)>),
    /// Anything else, as JSON text.
    Other(String),
}

impl Tree {
    /// Reads YAML.
    pub(crate) fn read(text: &str) -> Self {
        Self::from(serde_yaml::from_str::<serde_yaml::Value>(text).unwrap())
    }

    /// The value behind a JSON Pointer.
    pub(crate) fn at_mut(&mut self, pointer: &str) -> &mut Self {
        let Some((parent, token)) = pointer.rsplit_once('/') else { return self };
        let token = token.replace("~1", "/").replace("~0", "~");
        match self.at_mut(parent) {
            Self::List(items) => &mut items[token.parse::<usize>().unwrap()],
            Self::Object(members) => {
                members.iter_mut().find(|(key, _)| *key == token).map(|(_, member)| member).unwrap()
            }
            other => panic!("nothing is inside {other:?}"),
        }
    }

    /// The members of an object; none of anything else.
    pub(crate) fn members(&mut self) -> &mut [(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &mut [],
        }
    }

    /// As JSON.
    pub(crate) fn json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => write!(out, "{}", quoted(text)).unwrap(),
            Self::Other(json) => out.push_str(json),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    item.write(out);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Object(members) => {
                for (index, (key, member)) in members.iter().enumerate() {
                    out.push(if index == 0 { '{' } else { ',' });
                    write!(out, "{}:", quoted(key)).unwrap();
                    member.write(out);
                }
                out.push_str(if members.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

impl From<serde_yaml::Value> for Tree {
    fn from(value: serde_yaml::Value) -> Self {
        match value {
            serde_yaml::Value::String(text) => Self::Text(text),
            serde_yaml::Value::Sequence(items) => Self::List(items.into_iter().map(Self::from).collect()),
            serde_yaml::Value::Mapping(members) => {
                let member =
                    |(key, value): (serde_yaml::Value, _)| (key.as_str().unwrap().to_owned(), Self::from(value));
                Self::Object(members.into_iter().map(member).collect())
            }
            other => Self::Other(serde_json::to_string(&other).unwrap()),
        }
    }
}

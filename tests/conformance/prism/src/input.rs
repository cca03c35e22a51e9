use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use specwright_runtime::{ByteSource, Part, RawBody};

/// The values of one call, by name.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Input<'a>(#[serde(borrow)] BTreeMap<String, &'a RawValue>);

impl Input<'_> {
    /// Whether there is a value.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A value of a type that reads itself from JSON.
    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
        let value = self.0.get(name).ok_or_else(|| format!("{name} is not given"))?;
        serde_json::from_str(value.get()).map_err(|error| format!("{name} is not decoded: {error}: {value}"))
    }

    /// Bytes: the text of a string, or JSON text.
    pub fn bytes(&self, name: &str) -> Result<ByteSource, String> {
        self.text(name).map(ByteSource::from)
    }

    /// A body with its media type, `{"type": .., "body": ..}`.
    pub fn raw(&self, name: &str) -> Result<RawBody, String> {
        let inner = self.inner(name)?;
        Ok(RawBody::new(inner.json::<String>("type")?, inner.bytes("body")?))
    }

    /// A file.
    pub fn file(&self, name: &str) -> Result<Part, String> {
        Ok(Part::bytes(self.text(name)?).file_name("file.bin"))
    }

    /// Files: one for each element.
    pub fn files(&self, name: &str) -> Result<Vec<Part>, String> {
        Ok(self.json::<Vec<String>>(name)?.into_iter().map(|text| Part::bytes(text).file_name("file.bin")).collect())
    }

    /// The values inside of a value.
    pub fn inner(&self, name: &str) -> Result<Input<'_>, String> {
        let value = self.0.get(name).ok_or_else(|| format!("{name} is not given"))?;
        serde_json::from_str(value.get()).map_err(|error| format!("{name} is no object: {error}"))
    }

    fn text(&self, name: &str) -> Result<String, String> {
        self.json::<String>(name).or_else(|_| self.json::<Box<RawValue>>(name).map(|value| value.get().to_owned()))
    }
}

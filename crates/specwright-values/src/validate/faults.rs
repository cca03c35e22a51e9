//! What is wrong with a value.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

/// How deep values are followed; a document that was read has at most 128 levels.
const MOST_LEVELS: usize = 256;

/// One constraint that a value does not satisfy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    path: String,
    expected: String,
}

impl Fault {
    /// The way to the value, such as `tags[0].name`; empty for the value itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is asked for, such as `at most 5 characters`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "must be {}", self.expected),
            path => write!(f, "`{path}` must be {}", self.expected),
        }
    }
}

/// A value is not what its document allows. Says where and what is asked for, never what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    faults: Vec<Fault>,
}

impl Invalid {
    /// Everything that is wrong, in the order of the value; at least one.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(f, "{between}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// What is found on the way through a value.
#[derive(Debug, Default)]
pub struct Faults {
    path: String,
    level: usize,
    found: Vec<Fault>,
}

impl Faults {
    /// Something is asked for here that is not there.
    #[cold]
    pub(super) fn add(&mut self, expected: &dyn fmt::Display) {
        self.found.push(Fault { path: self.path.clone(), expected: expected.to_string() });
    }

    /// Looks at a property.
    pub fn property(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let is_plain = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '$' | '@');
        self.inside(look, |path| {
            if name.is_empty() || !name.chars().all(is_plain) {
                write!(path, "[{name:?}]")
            } else if path.is_empty() {
                path.write_str(name)
            } else {
                write!(path, ".{name}")
            }
        });
    }

    /// Looks at an element.
    pub(super) fn element(&mut self, index: usize, look: impl FnOnce(&mut Self)) {
        self.inside(look, |path| write!(path, "[{index}]"));
    }

    fn inside(&mut self, look: impl FnOnce(&mut Self), step: impl FnOnce(&mut String) -> fmt::Result) {
        if self.level >= MOST_LEVELS {
            return;
        }
        let length = self.path.len();
        // Writing to a string does not fail.
        let _ = step(&mut self.path);
        self.level += 1;
        look(self);
        self.level -= 1;
        self.path.truncate(length);
    }

    /// The result; what was found twice is said once.
    pub(super) fn finish(self) -> Result<(), Invalid> {
        if self.found.is_empty() {
            return Ok(());
        }
        let mut seen = BTreeSet::new();
        Err(Invalid { faults: self.found.into_iter().filter(|fault| seen.insert(fault.clone())).collect() })
    }
}

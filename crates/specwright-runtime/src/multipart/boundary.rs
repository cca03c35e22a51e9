use std::fmt;
use std::hash::{BuildHasher, DefaultHasher, Hasher, RandomState};

use super::Written;

/// What stands between two parts and occurs in none of them.
pub(super) struct Boundary(String);

impl Boundary {
    /// Of parts that are all there it is found in what they say, so that the same parts make the same body. What a
    /// stream will say is not known: nobody can guess the boundary then.
    pub(super) fn for_parts(parts: &[Written]) -> Self {
        let whole: Option<Vec<&[u8]>> =
            parts.iter().map(|part| part.content.as_bytes().map(|bytes| &**bytes)).collect();
        match whole {
            Some(contents) => Self::beside(&contents),
            None => Self::unguessable(),
        }
    }

    fn beside(contents: &[&[u8]]) -> Self {
        let mut hasher = DefaultHasher::new();
        loop {
            contents.iter().for_each(|content| hasher.write(content));
            let boundary = Self(format!("part-{:016x}", hasher.finish()));
            if !contents.iter().any(|content| contains(content, boundary.0.as_bytes())) {
                return boundary;
            }
        }
    }

    fn unguessable() -> Self {
        let half = |number: u64| RandomState::new().hash_one(number);
        Self(format!("part-{:016x}{:016x}", half(0), half(1)))
    }
}

fn contains(content: &[u8], boundary: &[u8]) -> bool {
    content.windows(boundary.len()).any(|window| window == boundary)
}

impl fmt::Display for Boundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

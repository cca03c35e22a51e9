//! The body of an answer as it arrives.

use bytes::{Bytes, BytesMut};

/// The chunks of a body. One that is alone is not copied.
#[derive(Default)]
pub(crate) struct Collected {
    first: Bytes,
    whole: BytesMut,
}

impl Collected {
    pub(crate) fn len(&self) -> usize {
        self.first.len().max(self.whole.len())
    }

    /// Takes of a chunk what there is room for.
    pub(crate) fn push(&mut self, mut chunk: Bytes, room: usize) {
        chunk.truncate(room);
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        if self.whole.is_empty() {
            self.whole.extend_from_slice(&self.first);
        }
        self.whole.extend_from_slice(&chunk);
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        if self.whole.is_empty() { self.first } else { self.whole.freeze() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(chunks: &[&'static str], limit: usize, expected: &str) {
        let mut whole = Collected::default();
        for chunk in chunks {
            let room = limit.saturating_sub(whole.len());
            whole.push(Bytes::from_static(chunk.as_bytes()), room);
        }
        assert_eq!(whole.len(), expected.len());
        assert_eq!(whole.into_bytes(), expected);
    }

    #[test]
    fn chunks_become_one() {
        check(&[], 9, "");
        check(&["abc"], 9, "abc");
        check(&["", "abc", "", "de", "f"], 9, "abcdef");
    }

    #[test]
    fn what_has_no_room_is_left_out() {
        check(&["abc"], 2, "ab");
        check(&["abc", "def", "g"], 4, "abcd");
        check(&["abc"], 0, "");
    }

    #[test]
    fn one_chunk_is_not_copied() {
        let chunk = Bytes::from(vec![1, 2, 3]);
        let mut whole = Collected::default();
        whole.push(chunk.clone(), 9);
        assert_eq!(whole.into_bytes().as_ptr(), chunk.as_ptr());
    }
}

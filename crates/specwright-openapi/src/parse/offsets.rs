//! From character numbers to byte offsets.

/// Turns the character numbers of a YAML scanner into byte offsets in the file. Numbers asked one after the other
/// should lie close together: the way from the last one is walked.
pub(super) struct Offsets<'a> {
    scanned: &'a str,
    ascii: bool,
    character: usize,
    byte: usize,
    inserts: Vec<Scanned>,
}

/// Blanks that the scanned text has and the file has not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Insert {
    /// The offset in the file they stand at.
    pub(super) at: usize,
    /// How many bytes they are.
    pub(super) length: usize,
}

/// An [`Insert`] with its offset in the scanned text.
struct Scanned {
    start: usize,
    at: usize,
    length: usize,
}

impl<'a> Offsets<'a> {
    /// Starts at the beginning of a text that differs from the file by these inserts, in order.
    pub(super) fn new(scanned: &'a str, inserts: Vec<Insert>) -> Self {
        let mut inserted = 0;
        let place = |insert: Insert| {
            let start = insert.at + inserted;
            inserted += insert.length;
            Scanned { start, at: insert.at, length: insert.length }
        };
        let inserts = inserts.into_iter().map(place).collect();
        Self { scanned, ascii: scanned.is_ascii(), character: 0, byte: 0, inserts }
    }

    /// The offset of a character; the text's length when there is no such character.
    pub(super) fn byte(&mut self, character: usize) -> usize {
        let scanned = self.scanned_byte(character);
        let before = self.inserts.partition_point(|insert| insert.start < scanned);
        let Some(last) = before.checked_sub(1).and_then(|last| self.inserts.get(last)) else { return scanned };
        let behind = (scanned - last.start).saturating_sub(last.length);
        last.at + behind
    }

    fn scanned_byte(&mut self, character: usize) -> usize {
        if self.ascii {
            return character.min(self.scanned.len());
        }
        while self.character < character && self.byte < self.scanned.len() {
            self.byte += 1;
            while !self.scanned.is_char_boundary(self.byte) {
                self.byte += 1;
            }
            self.character += 1;
        }
        while self.character > character && self.byte > 0 {
            self.byte -= 1;
            while !self.scanned.is_char_boundary(self.byte) {
                self.byte -= 1;
            }
            self.character -= 1;
        }
        self.byte
    }
}

#[cfg(test)]
mod tests {
    use super::{Insert, Offsets};

    #[track_caller]
    fn check(scanned: &str, inserts: &[Insert], expected: &[(usize, usize)]) {
        let mut offsets = Offsets::new(scanned, inserts.to_vec());
        for (character, byte) in expected {
            assert_eq!(offsets.byte(*character), *byte, "character {character}");
        }
    }

    #[test]
    fn offsets_are_right_in_any_order() {
        check("aé😀b", &[], &[(4, 8), (0, 0), (3, 7), (1, 1), (2, 3), (9, 8), (2, 3)]);
    }

    #[test]
    fn inserted_blanks_have_the_place_of_what_follows_them() {
        // The file says `é\nx\ny`; the lines of x and y were scanned with three and two blanks before them.
        let inserts = [Insert { at: 3, length: 3 }, Insert { at: 5, length: 2 }];
        check("é\n   x\n  y", &inserts, &[(1, 2), (2, 3), (4, 3), (5, 3), (6, 4), (7, 5), (9, 5), (10, 6)]);
    }
}

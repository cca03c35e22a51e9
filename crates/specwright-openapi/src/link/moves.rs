//! Where things went that stood somewhere else.

use std::collections::BTreeMap;

use specwright_ir::Pointer;

/// Things that were moved, by where they stood. What stands in a moved thing has moved with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves(BTreeMap<Pointer, Move>);

#[derive(Clone, Debug)]
enum Move {
    /// To this pointer.
    To(Pointer),
    /// To these tokens in what it stood in, wherever that is now.
    Within(Vec<String>),
}

impl Moves {
    /// Whether nothing has moved.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes that something now stands at a pointer of its own.
    pub(crate) fn to(&mut self, from: Pointer, to: Pointer) {
        self.0.insert(from, Move::To(to));
    }

    /// Notes that the member `key` of the object `from` now stands deeper in the same object.
    pub(crate) fn within(&mut self, from: &Pointer, key: &str, tokens: &[&str]) {
        let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
        self.0.insert(from.key(key), Move::Within(tokens));
    }

    /// Where that is now which stood at `old`.
    pub(crate) fn translate(&self, old: &Pointer) -> Pointer {
        let (mut from, mut now) = (Pointer::root(), Pointer::root());
        for token in old.tokens() {
            from = from.key(&token);
            now = match self.0.get(&from) {
                Some(Move::To(to)) => to.clone(),
                Some(Move::Within(tokens)) => tokens.iter().fold(now, |at, token| at.key(token)),
                None => now.key(&token),
            };
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use specwright_ir::Pointer;

    use super::Moves;

    #[test]
    fn what_stands_in_a_moved_thing_moves_with_it() {
        let pointer = |text: &str| Pointer::parse(text).expect("a pointer");
        let mut moves = Moves::default();
        moves.to(pointer("/definitions"), pointer("/components/schemas"));
        moves.within(&pointer("/definitions/A"), "items", &["anyOf", "0", "items"]);
        let check = |old: &str, new: &str| assert_eq!(moves.translate(&pointer(old)), pointer(new));
        check("/definitions/A/items/properties/b", "/components/schemas/A/anyOf/0/items/properties/b");
        check("/definitions/B/items", "/components/schemas/B/items");
        check("/paths/x", "/paths/x");
        check("", "");
    }
}

//! From a property name to its place in a record's table.

use std::marker::PhantomData;

use super::Record;

/// Records with more fields than this are searched from front to back.
const INDEXED: usize = 128;
const SLOTS: usize = 2 * INDEXED;
const FREE: u8 = u8::MAX;

/// The place of `text` in the table of `R`; `next` is where a server that keeps the document's order would be.
#[inline(always)]
pub(super) fn find<R: Record>(text: &str, next: usize) -> Option<usize> {
    let text = text.as_bytes();
    match R::FIELDS.get(next) {
        Some(wire) if same(wire.as_bytes(), text) => Some(next),
        _ if R::FIELDS.len() > INDEXED => R::FIELDS.iter().position(|wire| same(wire.as_bytes(), text)),
        _ => probe(&Index::<R>::SLOTS, R::FIELDS, text),
    }
}

fn probe(slots: &[u8; SLOTS], fields: &[&str], text: &[u8]) -> Option<usize> {
    let mut slot = start(text);
    loop {
        // No index is FREE and half of the slots are, so the walk ends.
        let index = usize::from(*slots.get(slot)?);
        if same(fields.get(index)?.as_bytes(), text) {
            return Some(index);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// An open-addressed hash table made when a record's codec is instantiated, so that a mere check never pays for it.
struct Index<R>(PhantomData<R>);

impl<R: Record> Index<R> {
    const SLOTS: [u8; SLOTS] = index(R::FIELDS);
}

#[expect(clippy::indexing_slicing, reason = "runs in the compiler, where a wrong index is a compile error")]
const fn index(fields: &[&str]) -> [u8; SLOTS] {
    let mut slots = [FREE; SLOTS];
    let mut field = 0;
    while field < fields.len() && fields.len() <= INDEXED {
        let mut slot = start(fields[field].as_bytes());
        while slots[slot] != FREE {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = field as u8;
        field += 1;
    }
    slots
}

/// Where to start looking. Names of one record differ most in length, in the middle and at the end.
#[inline]
const fn start(text: &[u8]) -> usize {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return 0 };
    let middle = match text.split_at_checked(text.len() / 2) {
        Some((_, [middle, ..])) => *middle,
        _ => 0,
    };
    (text.len() + 3 * *first as usize + 23 * middle as usize + 59 * *last as usize) % SLOTS
}

/// Equality of short texts without a call.
#[inline(always)]
fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    if left.len() > 16 {
        return left == right;
    }
    match (left.first_chunk::<8>(), right.first_chunk::<8>()) {
        (Some(a), Some(b)) => a == b && left.last_chunk::<8>() == right.last_chunk::<8>(),
        _ => match (left.first_chunk::<4>(), right.first_chunk::<4>()) {
            (Some(a), Some(b)) => a == b && left.last_chunk::<4>() == right.last_chunk::<4>(),
            _ => left.iter().eq(right),
        },
    }
}

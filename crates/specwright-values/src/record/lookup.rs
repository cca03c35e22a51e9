//! From a property name to its place in a record's table.

use std::marker::PhantomData;

use super::Record;

/// Records with more fields than this are searched from front to back.
const INDEXED: usize = 128;
/// As many as a `u8` can tell apart, so that no look into the table can miss it.
const SLOTS: usize = 256;
const FREE: u8 = u8::MAX;
/// Texts of at most this length are equal if their first and their last 16 bytes are.
const SHORT: usize = 32;

/// The place of `text` in the table of `R`, or the one behind the table; `next` is where a server that keeps the
/// document's order would be.
#[inline(always)]
pub(super) fn find<R: Record>(text: &str, next: usize) -> usize {
    let text = text.as_bytes();
    match R::FIELDS.get(next) {
        Some(wire) if same(wire.as_bytes(), text) => next,
        _ if R::FIELDS.len() > INDEXED => search(R::FIELDS, text),
        _ => probe(&Index::<R>::SLOTS, R::FIELDS, text),
    }
}

#[inline(never)]
fn search(fields: &[&str], text: &[u8]) -> usize {
    fields.iter().position(|wire| same(wire.as_bytes(), text)).unwrap_or(fields.len())
}

#[inline(never)]
fn probe(slots: &[u8; SLOTS], fields: &[&str], text: &[u8]) -> usize {
    if text.len() > SHORT { probe_long(slots, fields, text) } else { probe_short(slots, fields, text) }
}

/// Without a call in it, so that it needs no room on the stack.
#[inline(never)]
fn probe_short(slots: &[u8; SLOTS], fields: &[&str], text: &[u8]) -> usize {
    walk(slots, fields, text, short)
}

#[inline(never)]
fn probe_long(slots: &[u8; SLOTS], fields: &[&str], text: &[u8]) -> usize {
    walk(slots, fields, text, |left, right| left == right)
}

#[inline(always)]
fn walk(slots: &[u8; SLOTS], fields: &[&str], text: &[u8], same: impl Fn(&[u8], &[u8]) -> bool) -> usize {
    let mut slot = start(text);
    loop {
        // No index is FREE and half of the slots are, so the walk ends.
        let index = slots.get(usize::from(slot)).copied().map_or(fields.len(), usize::from);
        match fields.get(index) {
            Some(wire) if wire.len() == text.len() && same(wire.as_bytes(), text) => return index,
            Some(_) => slot = slot.wrapping_add(1),
            None => return fields.len(),
        }
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
        while slots[slot as usize] != FREE {
            slot = slot.wrapping_add(1);
        }
        slots[slot as usize] = field as u8;
        field += 1;
    }
    slots
}

/// Where to start looking. Names of one record differ most in length, in the middle and at the end.
#[inline]
const fn start(text: &[u8]) -> u8 {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return 0 };
    let middle = match text.split_at_checked(text.len() / 2) {
        Some((_, [middle, ..])) => *middle,
        _ => 0,
    };
    let ends = first.wrapping_mul(3).wrapping_add(last.wrapping_mul(59));
    (text.len() as u8).wrapping_add(ends).wrapping_add(middle.wrapping_mul(23))
}

#[inline(always)]
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && if left.len() > SHORT { left == right } else { short(left, right) }
}

/// Equality of two texts of one length of at most [`SHORT`] bytes.
#[inline(always)]
fn short(left: &[u8], right: &[u8]) -> bool {
    match left.len() {
        16.. => ends::<16>(left, right),
        8.. => ends::<8>(left, right),
        4.. => ends::<4>(left, right),
        2.. => ends::<2>(left, right),
        _ => left.first() == right.first(),
    }
}

/// Whether the first and the last bytes are the same.
#[inline(always)]
fn ends<const N: usize>(left: &[u8], right: &[u8]) -> bool {
    left.first_chunk::<N>() == right.first_chunk::<N>() && left.last_chunk::<N>() == right.last_chunk::<N>()
}

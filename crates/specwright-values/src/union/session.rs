//! What is remembered while the value of a union is decoded with all the unions inside of it.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Union;
use crate::raw;

/// As deep as `serde_json` goes: each union inside of another begins to count anew.
const DEEPEST: usize = 127;

/// How many bytes may be looked at for each byte of the outermost text, and besides. Text that is worth it needs less:
/// one look for each level of unions that is told apart at once, and their square for levels that are not.
const LOOKS: usize = 256;
const LOOKS_BESIDES: usize = 1 << 20;

thread_local! {
    static STATE: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// The text at hand and which variants were chosen in it.
///
/// A value inside of several candidates is met once for each of them, and what is inside of that once more for each of
/// its own. With the choices kept the cost grows with the depth and not with its power.
struct State {
    text: Range<usize>,
    looks: usize,
    chosen: BTreeMap<(TypeId, usize, usize), Option<usize>>,
}

/// The decoding of one union. The outermost one owns what is remembered.
pub(super) struct Session {
    outer: Outer,
    spent: bool,
}

enum Outer {
    /// This one is inside of another.
    Same,
    /// This one is the outermost, or one over a text of its own inside of another.
    Replaced(Option<State>),
}

impl Session {
    /// Begins with the text of a value; `None` when it is too deep.
    pub(super) fn enter(text: &str) -> Option<Self> {
        if let Some(spent) =
            with(|state| state.as_mut().filter(|state| state.place(text).is_some())?.spend(text)).flatten()
        {
            return Some(Self { outer: Outer::Same, spent });
        }
        if raw::depth(text) > DEEPEST {
            return None;
        }
        let looks = text.len().saturating_mul(LOOKS).saturating_add(LOOKS_BESIDES);
        let new = State { text: addresses(text), looks, chosen: BTreeMap::new() };
        Some(Self { outer: Outer::Replaced(with(|state| state.replace(new)).flatten()), spent: false })
    }

    /// Whether so much was tried already that no more variants are to be looked at.
    pub(super) fn is_spent(&self) -> bool {
        self.spent
    }

    /// The variant that was chosen for this value before: `None` is no choice, `Some(None)` the choice of none.
    pub(super) fn recall<U: Union>(&self, text: &str) -> Option<Option<usize>> {
        with(|state| {
            let state = state.as_ref()?;
            let (start, end) = state.place(text)?;
            state.chosen.get(&(TypeId::of::<U>(), start, end)).copied()
        })
        .flatten()
    }

    /// Keeps what was chosen.
    pub(super) fn remember<U: Union>(&self, text: &str, chosen: Option<usize>) {
        with(|state| {
            if let Some(state) = state
                && let Some((start, end)) = state.place(text)
            {
                state.chosen.insert((TypeId::of::<U>(), start, end), chosen);
            }
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Outer::Replaced(outer) = &mut self.outer {
            let outer = outer.take();
            with(|state| *state = outer);
        }
    }
}

impl State {
    /// Counts one more look at a text. Tells whether that is too much.
    fn spend(&mut self, text: &str) -> Option<bool> {
        self.looks = self.looks.saturating_sub(text.len());
        Some(self.looks == 0)
    }

    /// Where a text is inside of the text at hand. While that one lives, no other can have these addresses.
    fn place(&self, text: &str) -> Option<(usize, usize)> {
        let Range { start, end } = addresses(text);
        (self.text.start <= start && end <= self.text.end).then_some((start, end))
    }
}

fn addresses(text: &str) -> Range<usize> {
    let start = text.as_ptr().addr();
    start..start + text.len()
}

/// `None` only while the thread is being torn down; then nothing is remembered.
fn with<T>(task: impl FnOnce(&mut Option<State>) -> T) -> Option<T> {
    STATE.try_with(|state| state.try_borrow_mut().ok().map(|mut state| task(&mut state))).ok().flatten()
}

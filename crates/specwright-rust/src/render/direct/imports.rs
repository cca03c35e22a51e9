//! `use`.

use super::{
    Group,
    words::{self, Input, Text, WIDTH},
};
use crate::render::{item::Origin, tree::Tree};

/// Writes `use path::Name;` or `use path::{Names};`.
pub(super) fn import(text: &mut Text, input: &mut Input<'_>, is_public: bool) -> Option<Group> {
    words::keyword(text, input, "use ")?;
    let kind = match input.first() {
        Some(Tree::Ident(_)) if is_public => Group::Reexport,
        // `use name;` without a path has no origin of its own.
        Some(Tree::Ident(first)) if input.get(1)?.is_punct(':') => Group::Import(Origin::of(&first.to_string())),
        _ => return None,
    };
    loop {
        words::segment(text, input)?;
        if !words::eat_pair(input, [':', ':']) {
            break;
        }
        text.out.push_str("::");
        if let Some(names) = words::braces(input) {
            self::names(text, names)?;
            break;
        }
    }
    words::end(text, input)?;
    Some(kind)
}

/// Several names between braces: in one line, or in as many as it takes.
fn names(text: &mut Text, names: Input<'_>) -> Option<()> {
    let mark = text.mark();
    let start = text.out.len();
    let mut input = names;
    let mut ends = Vec::new();
    text.out.push('{');
    while !input.is_empty() {
        if !ends.is_empty() {
            text.out.push_str(", ");
        }
        let from = text.out.len();
        words::name(text, &mut input)?;
        ends.push((from - start, text.out.len() - start));
        (words::eat(&mut input, ',') || input.is_empty()).then_some(())?;
    }
    (ends.len() > 1).then_some(())?;
    text.out.push('}');
    // The `;` that follows.
    if text.width() < WIDTH {
        return Some(());
    }
    let in_line = text.out.get(start..)?.to_owned();
    text.reset(mark);
    text.out.push_str("{\n");
    fill(text, &in_line, &ends)
}

/// Names in lines that are as full as they can be.
fn fill(text: &mut Text, in_line: &str, ends: &[(usize, usize)]) -> Option<()> {
    text.start_line(1);
    for (nth, (from, to)) in ends.iter().enumerate() {
        let name = in_line.get(*from..*to)?;
        let is_last = nth + 1 == ends.len();
        if nth > 0 {
            let comma = usize::from(!is_last);
            if text.width() + 1 + name.len() + comma <= WIDTH {
                text.out.push(' ');
            } else {
                text.out.push('\n');
                text.start_line(1);
            }
        }
        text.out.push_str(name);
        text.out.push(',');
    }
    text.out.push_str("\n}");
    Some(())
}

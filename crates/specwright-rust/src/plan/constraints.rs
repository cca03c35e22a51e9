//! What values must satisfy, in words.

use specwright_ir::Constraint;

/// A fragment of a sentence (`at most 255 characters`); `None` for what is inside of a value.
pub(super) fn words(constraint: &Constraint) -> Option<String> {
    Some(match constraint {
        Constraint::MinLength(n) => format!("at least {}", count(n, "character", "characters")),
        Constraint::MaxLength(n) => format!("at most {}", count(n, "character", "characters")),
        Constraint::MinItems(n) => format!("at least {}", count(n, "element", "elements")),
        Constraint::MaxItems(n) => format!("at most {}", count(n, "element", "elements")),
        Constraint::MinProperties(n) => format!("at least {}", count(n, "property", "properties")),
        Constraint::MaxProperties(n) => format!("at most {}", count(n, "property", "properties")),
        Constraint::Minimum(n) => format!("at least {n}"),
        Constraint::Maximum(n) => format!("at most {n}"),
        Constraint::ExclusiveMinimum(n) => format!("greater than {n}"),
        Constraint::ExclusiveMaximum(n) => format!("less than {n}"),
        Constraint::MultipleOf(n) => format!("a multiple of {n}"),
        Constraint::UniqueItems => "no element twice".to_owned(),
        Constraint::Pattern(pattern) => format!("matches the pattern {}", code(pattern)),
        Constraint::Format(format) => format!("format {}", code(format)),
        Constraint::MediaType(media_type) => format!("holds {}", code(media_type)),
        Constraint::AnyOf(sets) => format!("at least one of {} is present", alternatives(sets)),
        Constraint::OneOf(sets) => format!("exactly one of {} is present", alternatives(sets)),
        Constraint::Sometimes(inner) => return words(inner),
        Constraint::Each(_) => return None,
    })
}

fn alternatives(sets: &[Vec<String>]) -> String {
    let sets = sets.iter().map(|names| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(" with "));
    sets.collect::<Vec<_>>().join(", ")
}

/// A code span of this text, whatever backticks are in it.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

fn count(number: &str, one: &str, many: &str) -> String {
    format!("{number} {}", if number == "1" { one } else { many })
}

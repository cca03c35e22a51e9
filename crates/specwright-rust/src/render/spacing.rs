//! Where a space stands between two tokens of a macro call.

use proc_macro2::Delimiter;

/// What a token is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lexeme {
    /// An identifier, a literal or a lifetime.
    Word,
    /// `,` and the like, which end what comes before.
    End,
    /// `.` and the like, which hold two things together.
    Joint,
    /// `::`.
    Path,
    /// Punctuation that belongs to what follows: `&`, `-`, `*` or `!` before an operand, `#`, `$`.
    Prefix,
    /// The `!` of a call.
    Bang,
    /// `<`, which opens arguments of a type; tables compare nothing.
    OpenAngle,
    /// `>`.
    CloseAngle,
    /// Any other punctuation.
    Operator,
    /// `(...)` or `[...]`.
    Group,
    /// `{...}`.
    Braces,
}

/// The punctuation that is one token although it has several characters.
const LONG_OPERATORS: &[&str] =
    &["::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "..", "...", "..=", "+=", "-=", "*=", "/="];

impl Lexeme {
    /// What the punctuation `operator` is after `before`.
    pub(super) fn of_operator(operator: &str, before: Option<Lexeme>) -> Lexeme {
        use Lexeme::{CloseAngle, End, Joint, OpenAngle, Operator, Path, Prefix};
        let begins_operand = matches!(before, None | Some(End | Joint | Prefix | OpenAngle | Operator));
        match operator {
            "," | ";" | ":" | "?" => End,
            "." | ".." | "..=" => Joint,
            "::" => Path,
            "<" => OpenAngle,
            ">" => CloseAngle,
            "#" | "$" => Prefix,
            "&" | "&&" | "-" | "*" | "!" if begins_operand => Prefix,
            "!" => Lexeme::Bang,
            _ => Operator,
        }
    }

    /// What a group between these delimiters is.
    pub(super) fn of_group(delimiter: Delimiter) -> Lexeme {
        match delimiter {
            Delimiter::Brace => Lexeme::Braces,
            Delimiter::Parenthesis | Delimiter::Bracket | Delimiter::None => Lexeme::Group,
        }
    }
}

/// Whether some punctuation begins with these characters and has more than the first of them.
pub(super) fn is_one_operator(characters: &str) -> bool {
    LONG_OPERATORS.contains(&characters)
}

/// Whether a space stands between two neighbours.
pub(super) fn is_between(before: Option<Lexeme>, after: Lexeme) -> bool {
    use Lexeme::{Bang, CloseAngle, End, Group, Joint, OpenAngle, Operator, Path, Prefix, Word};
    let Some(before) = before else { return false };
    match (before, after) {
        (_, End | CloseAngle) | (Joint | Path | Prefix | OpenAngle, _) => false,
        (End | Operator, _) => true,
        (_, Joint) => false,
        (Word | Group | CloseAngle, Path | Bang | Group) | (Word, OpenAngle) | (Bang, Group) => false,
        _ => true,
    }
}

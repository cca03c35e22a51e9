//! Alternatives to a type.

use std::collections::BTreeSet;

use specwright_ir::{Code, IntWidth, NumberFormat, Pointer, Shape, StringFormat, Ty, Union, Variant};

use super::{Site, alternatives::Alternative, hints::type_words, parts::Parts, tags::Pending};
use crate::lower::{Lower, at::At};

/// What alternatives have become.
pub(super) enum United {
    /// A use of a type that needs no definition of its own.
    Use(Ty),
    /// A definition.
    Shape(Shape, Option<Pending>),
}

/// A variant while it is collected.
struct Collected {
    variant: Variant,
    sources: Vec<Pointer>,
}

/// What is known of a union besides its variants.
#[derive(Default)]
struct Beside {
    null: bool,
    /// Whether any value may come besides.
    any: bool,
}

impl<'d> Lower<'d> {
    /// The type of values that satisfy one of several alternatives, and whether `null` is one of them.
    pub(super) fn united_type(
        &mut self,
        alternatives: &[Alternative<'d>],
        parts: Option<&Parts<'d>>,
        site: &Site,
    ) -> (United, bool) {
        if let Some(enumeration) = self.united(alternatives) {
            return (United::Shape(Shape::Enum(enumeration), None), false);
        }
        let discriminator = parts.and_then(|parts| self.discriminator(parts));
        let property = discriminator.as_ref().and_then(|at| at.get("propertyName")).and_then(|name| name.as_str());
        let (collected, beside) = self.variants(alternatives, property, site);
        let collected = collapse(collected);
        let united = match collected.as_slice() {
            [] => United::Use(Ty::Any),
            [only] if !beside.any => United::Use(only.variant.ty.clone()),
            _ => {
                let sources = collected.iter().map(|one| one.sources.clone()).collect();
                let pending = discriminator.and_then(|at| self.pending(&at, sources));
                let variants = collected.into_iter().map(|one| one.variant).collect();
                United::Shape(Shape::Union(Union { variants, tag: None }), pending)
            }
        };
        (united, beside.null)
    }

    /// Each alternative's type, `null` and any value left out, no type twice.
    fn variants(
        &mut self,
        alternatives: &[Alternative<'d>],
        property: Option<&str>,
        site: &Site,
    ) -> (Vec<Collected>, Beside) {
        let hints = self.variant_hints(alternatives, property);
        let mut taken: BTreeSet<String> = hints.iter().flatten().map(|hint| hint.to_ascii_lowercase()).collect();
        let mut collected: Vec<Collected> = Vec::new();
        let mut beside = Beside::default();
        for (index, (alternative, hint)) in alternatives.iter().zip(hints).enumerate() {
            let inside = match &hint {
                Some(hint) => hint.clone(),
                None => self.type_hint(alternative, index, &taken),
            };
            let ty = match self.use_of_view(&alternative.view, &site.inside(&inside)) {
                Ty::Any => {
                    beside.any = true;
                    continue;
                }
                Ty::Nullable(inner) => {
                    beside.null = true;
                    *inner
                }
                other => other,
            };
            if let Some(same) = collected.iter_mut().find(|other| other.variant.ty == ty) {
                same.sources.extend(alternative.sources.iter().cloned());
                continue;
            }
            let hint = match &ty {
                _ if hint.is_some() => inside,
                Ty::Named(_) => free_hint(&[&inside], index, &mut taken),
                other => {
                    let word = type_words(other);
                    free_hint(&[word, &element_words(other)], index, &mut taken)
                }
            };
            let description = self.branch_description(alternative);
            let variant = Variant { hint: vec![hint], ty, description, tags: Vec::new(), adds_tag: false };
            collected.push(Collected { variant, sources: alternative.sources.clone() });
        }
        (collected, beside)
    }

    /// A word for an alternative that has no name: the type of its values.
    fn type_hint(&mut self, alternative: &Alternative<'d>, index: usize, taken: &BTreeSet<String>) -> String {
        let said = self.said(&alternative.branch).types.names();
        let word = match (alternative.ty, said.as_slice()) {
            (Some(one), _) => Some(one),
            (None, [one]) => Some(*one),
            _ => None,
        };
        match word {
            Some(word) if !taken.contains(word) => word.to_owned(),
            word => numbered(word.unwrap_or("variant"), index),
        }
    }

    fn branch_description(&mut self, alternative: &Alternative<'d>) -> Option<String> {
        if alternative.ty.is_some() {
            return None;
        }
        self.text(&alternative.branch, "description")
    }

    /// The `discriminator` that stands beside the alternatives, or in a schema that holds together with them.
    fn discriminator(&mut self, parts: &Parts<'d>) -> Option<At<'d>> {
        let owners = parts.choices.iter().map(|choice| &choice.owner);
        let found = owners.chain(&parts.objects).find_map(|owner| owner.get("discriminator"))?;
        if found.get("propertyName").is_some_and(|name| name.as_str().is_some()) {
            return Some(found);
        }
        self.report(Code::KeywordInvalid, &found, "a discriminator without a `propertyName`; ignored");
        None
    }
}

/// The first words that are not taken yet, else the last with the number.
fn free_hint(words: &[&str], index: usize, taken: &mut BTreeSet<String>) -> String {
    if let Some(free) = words.iter().find(|words| taken.insert((**words).to_owned())) {
        return (*free).to_owned();
    }
    let numbered = numbered(words.last().unwrap_or(&"variant"), index);
    taken.insert(numbered.clone());
    numbered
}

fn numbered(word: &str, index: usize) -> String {
    format!("{word} {}", index + 1)
}

/// Words for a type with those for what it is a list or a map of.
fn element_words(ty: &Ty) -> String {
    match ty {
        Ty::List(inner) | Ty::Map(inner) => format!("{} {}", type_words(inner), type_words(ty)),
        other => type_words(other).to_owned(),
    }
}

/// Variants that are the same to a reader become one: texts of several formats, whole numbers of several widths, whole
/// numbers beside numbers.
fn collapse(collected: Vec<Collected>) -> Vec<Collected> {
    let mut kept: Vec<Collected> = Vec::new();
    for one in collected {
        let same = kept.iter_mut().find_map(|other| Some((joined(&other.variant.ty, &one.variant.ty)?, other)));
        match same {
            Some((ty, other)) => {
                if type_words(&other.variant.ty) != type_words(&ty) {
                    other.variant.hint = vec![type_words(&ty).to_owned()];
                }
                other.variant.ty = ty;
                other.sources.extend(one.sources);
            }
            None => kept.push(one),
        }
    }
    kept
}

/// The type that holds the values of both without loss, if it says no less about them.
fn joined(one: &Ty, two: &Ty) -> Option<Ty> {
    use StringFormat::{Other, Plain};
    match (one, two) {
        (Ty::String(Plain | Other(_)), Ty::String(Plain | Other(_))) => Some(Ty::String(Plain)),
        (Ty::Number(_) | Ty::Integer(_), Ty::Number(_)) | (Ty::Number(_), Ty::Integer(_)) => {
            Some(Ty::Number(NumberFormat::Exact))
        }
        (Ty::Integer(one), Ty::Integer(two)) => Some(match widest(*one, *two) {
            Some(width) => Ty::Integer(width),
            None => Ty::Number(NumberFormat::Exact),
        }),
        _ => None,
    }
}

fn widest(one: IntWidth, two: IntWidth) -> Option<IntWidth> {
    let bits = |width| match width {
        IntWidth::I8 => (8, true),
        IntWidth::I16 => (16, true),
        IntWidth::I32 => (32, true),
        IntWidth::I64 => (64, true),
        IntWidth::I128 => (128, true),
        IntWidth::U8 => (8, false),
        IntWidth::U16 => (16, false),
        IntWidth::U32 => (32, false),
        IntWidth::U64 => (64, false),
        IntWidth::U128 => (128, false),
    };
    let ((a, one_signed), (b, two_signed)) = (bits(one), bits(two));
    if one_signed == two_signed {
        return Some(if a >= b { one } else { two });
    }
    let (signed, unsigned, wide) = if one_signed { (one, b, a) } else { (two, a, b) };
    match () {
        () if wide > unsigned => Some(signed),
        () if unsigned < 64 => Some(IntWidth::I64),
        () if unsigned < 128 => Some(IntWidth::I128),
        () => None,
    }
}

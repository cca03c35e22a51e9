//! One item as text, with empty lines where a person would put them.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, File, ImplItem, Item, ItemImpl, ItemMod, ItemTrait, TraitItem, UseTree, Visibility};

use super::call;

/// The text of an item, and what it may stand next to without an empty line.
pub(super) struct Part {
    group: Group,
    text: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Group {
    /// Stands alone.
    Alone,
    InnerAttributes,
    Import(Origin),
    Reexport,
    ModuleDeclaration,
    Constant,
    TypeAlias,
}

/// Imports of one origin stand together: the standard library's, other crates', the crate's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Standard,
    Foreign,
    Own,
}

/// Joins parts to the body of a file or block.
pub(super) fn join(parts: Vec<Part>) -> String {
    let mut text = String::new();
    let mut previous = None;
    for part in parts {
        if previous.is_some_and(|group| group == Group::Alone || group != part.group) {
            text.push('\n');
        }
        text.push_str(&part.text);
        previous = Some(part.group);
    }
    text
}

/// The inner attributes of a file, if it has any.
pub(super) fn header(attributes: Vec<Attribute>) -> Option<Part> {
    let has_any = !attributes.is_empty();
    has_any.then(|| Part { group: Group::InnerAttributes, text: unparse(attributes, Vec::new()) })
}

/// Prints an item that [`super::known::check`] has accepted.
pub(super) fn print(item: Item) -> Part {
    let kind = kind(&item);
    let text = match item {
        Item::Macro(item) => {
            let end = if item.semi_token.is_some() { ";" } else { "" };
            format!("{}{}{end}\n", print_attributes(item.attrs), call::print(&item.mac))
        }
        Item::Impl(item) => print_impl(item),
        Item::Trait(item) => print_trait(item),
        Item::Mod(item) => print_mod(item),
        item => print_whole(item),
    };
    Part::new(kind, text)
}

impl Part {
    /// Only what fits on a line stands next to another of its kind.
    fn new(kind: Group, text: String) -> Self {
        let is_line = text.lines().nth(1).is_none();
        let group = if is_line || matches!(kind, Group::Import(_) | Group::Reexport) { kind } else { Group::Alone };
        Part { group, text }
    }
}

/// Where an import comes from.
fn origin(tree: &UseTree) -> Origin {
    match tree {
        UseTree::Path(path) if matches!(path.ident.to_string().as_str(), "std" | "core" | "alloc") => Origin::Standard,
        UseTree::Path(path) if matches!(path.ident.to_string().as_str(), "crate" | "self" | "super") => Origin::Own,
        _ => Origin::Foreign,
    }
}

fn kind(item: &Item) -> Group {
    match item {
        Item::Use(item) if matches!(item.vis, Visibility::Inherited) => Group::Import(origin(&item.tree)),
        Item::Use(_) => Group::Reexport,
        Item::Mod(item) if item.content.is_none() => Group::ModuleDeclaration,
        Item::Const(_) => Group::Constant,
        Item::Type(_) => Group::TypeAlias,
        _ => Group::Alone,
    }
}

fn print_impl(mut item: ItemImpl) -> String {
    let items = std::mem::take(&mut item.items);
    let parts = items.iter().map(|part| {
        let kind = match part {
            ImplItem::Const(_) => Group::Constant,
            ImplItem::Type(_) => Group::TypeAlias,
            _ => Group::Alone,
        };
        (kind, Item::Impl(ItemImpl { items: vec![part.clone()], ..item.clone() }))
    });
    print_spaced(Item::Impl(item.clone()), parts)
        .unwrap_or_else(|| print_whole(Item::Impl(ItemImpl { items: items.clone(), ..item.clone() })))
}

fn print_trait(mut item: ItemTrait) -> String {
    let items = std::mem::take(&mut item.items);
    let parts = items.iter().map(|part| {
        let kind = match part {
            TraitItem::Const(_) => Group::Constant,
            TraitItem::Type(_) => Group::TypeAlias,
            _ => Group::Alone,
        };
        (kind, Item::Trait(ItemTrait { items: vec![part.clone()], ..item.clone() }))
    });
    print_spaced(Item::Trait(item.clone()), parts)
        .unwrap_or_else(|| print_whole(Item::Trait(ItemTrait { items: items.clone(), ..item.clone() })))
}

/// Prints `empty`, an item whose braces hold nothing, with empty lines between its parts. Each part
/// comes as the same item with that part only, so that it is printed where it will stand.
fn print_spaced(empty: Item, parts: impl Iterator<Item = (Group, Item)>) -> Option<String> {
    let empty = print_whole(empty);
    let head = empty.strip_suffix("{}\n")?;
    let mut printed = Vec::new();
    for (kind, alone) in parts {
        let text = print_whole(alone);
        let body = text.strip_prefix(head)?.strip_prefix("{\n")?.strip_suffix("}\n")?;
        printed.push(Part::new(kind, body.to_owned()));
    }
    if printed.is_empty() {
        return Some(empty);
    }
    Some(format!("{head}{{\n{}}}\n", join(printed)))
}

fn print_mod(item: ItemMod) -> String {
    // A literal that spans lines would change if its lines were moved to the right.
    let Some((_, items)) = item.content.as_ref().filter(|_| !spans_lines(item.to_token_stream())) else {
        return print_whole(Item::Mod(item));
    };
    let body = join(items.iter().cloned().map(print).collect());
    let empty = ItemMod { content: item.content.as_ref().map(|(brace, _)| (*brace, Vec::new())), ..item.clone() };
    let empty = print_whole(Item::Mod(empty));
    match empty.strip_suffix("{}\n") {
        Some(head) if !items.is_empty() => format!("{head}{{\n{}}}\n", indented(&body)),
        Some(_) => empty,
        None => print_whole(Item::Mod(item)),
    }
}

fn spans_lines(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => spans_lines(group.stream()),
        TokenTree::Literal(literal) => literal.to_string().contains('\n'),
        TokenTree::Ident(_) | TokenTree::Punct(_) => false,
    })
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.lines().map(line).collect()
}

/// Attributes above something that prettyplease does not print.
fn print_attributes(attributes: Vec<Attribute>) -> String {
    const BELOW: &str = "mod x;\n";
    let carrier = ItemMod {
        attrs: attributes,
        ..syn::parse_quote!(
            mod x;
        )
    };
    let text = print_whole(Item::Mod(carrier));
    text.strip_suffix(BELOW).map_or(String::new(), str::to_owned)
}

fn print_whole(item: Item) -> String {
    unparse(Vec::new(), vec![item])
}

fn unparse(attrs: Vec<Attribute>, items: Vec<Item>) -> String {
    let text = prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs, items });
    if text.ends_with('\n') { text } else { format!("{text}\n") }
}

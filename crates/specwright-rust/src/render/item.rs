//! One item as text, with empty lines where a person would put them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, File, ImplItem, Item, ItemImpl, ItemMod, ItemTrait, TraitItem, UseTree, Visibility};

use super::{
    call, known,
    tree::{Tree, stream},
};

/// The text of an item, and what it may stand next to without an empty line.
pub(super) struct Part {
    pub(super) group: Group,
    pub(super) text: String,
}

/// What may stand together.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Group {
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
pub(super) enum Origin {
    Standard,
    Foreign,
    Own,
}

/// Joins parts to the body of a file or block.
pub(super) fn join(parts: Vec<Part>) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.text.len() + 1).sum());
    let mut joiner = Joiner::default();
    for part in parts {
        if joiner.is_apart(part.group) {
            text.push('\n');
        }
        text.push_str(&part.text);
    }
    text
}

/// Decides where empty lines stand.
#[derive(Default)]
pub(super) struct Joiner {
    previous: Option<Group>,
}

impl Joiner {
    /// Whether an empty line stands before what comes next.
    fn is_apart(&mut self, next: Group) -> bool {
        let previous = self.previous.replace(next);
        previous.is_some_and(|group| group == Group::Alone || group != next)
    }

    /// Puts an empty line before the part at the end of `text` that begins at `start`, if one belongs there.
    pub(super) fn separate(&mut self, text: &mut String, start: usize, kind: Group) {
        let group = kind.of_text(text.get(start..).unwrap_or_default());
        if self.is_apart(group) {
            text.insert(start, '\n');
        }
    }
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
            format!("{}{}{end}\n", print_attributes(item.attrs), call::print(item.mac))
        }
        Item::Impl(item) => print_impl(item),
        Item::Trait(item) => print_trait(item),
        Item::Mod(item) => print_mod(item),
        item => print_whole(item),
    };
    Part::new(kind, text)
}

impl Part {
    /// A part of this kind.
    pub(super) fn new(kind: Group, text: String) -> Self {
        Part { group: kind.of_text(&text), text }
    }
}

impl Group {
    /// Only what fits on a line stands next to another of its kind.
    fn of_text(self, text: &str) -> Self {
        let is_line = text.lines().nth(1).is_none();
        if is_line || matches!(self, Group::Import(_) | Group::Reexport) { self } else { Group::Alone }
    }
}

impl Origin {
    /// Where a path leads that begins with `first`.
    pub(super) fn of(first: &str) -> Self {
        match first {
            "std" | "core" | "alloc" => Origin::Standard,
            "crate" | "self" | "super" => Origin::Own,
            _ => Origin::Foreign,
        }
    }
}

/// Where an import comes from.
fn origin(tree: &UseTree) -> Origin {
    match tree {
        UseTree::Path(path) => Origin::of(&path.ident.to_string()),
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

/// Prints one member of an `impl` block, of which `head` is how it begins in tokens and `printed` in text.
pub(super) fn member_alone(head: &[Tree], member: &[Tree], printed: &str) -> Option<(Group, String)> {
    let mut tokens = stream(head);
    tokens.extend([TokenTree::Group(proc_macro2::Group::new(Delimiter::Brace, stream(member)))]);
    let file = syn::parse2::<File>(tokens).ok()?;
    known::check(&file).ok()?;
    let [Item::Impl(block)] = file.items.as_slice() else { return None };
    let [member] = block.items.as_slice() else { return None };
    let kind = member_kind(member);
    let text = unparse(file.attrs, file.items);
    let body = text.strip_prefix(printed)?.strip_prefix('\n')?.strip_suffix("}\n")?;
    Some((kind, body.to_owned()))
}

fn member_kind(member: &ImplItem) -> Group {
    match member {
        ImplItem::Const(_) => Group::Constant,
        ImplItem::Type(_) => Group::TypeAlias,
        _ => Group::Alone,
    }
}

fn print_impl(mut item: ItemImpl) -> String {
    let items = std::mem::take(&mut item.items);
    let parts = items
        .iter()
        .map(|part| (member_kind(part), Item::Impl(ItemImpl { items: vec![part.clone()], ..item.clone() })));
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

//! The places of a document that hold text, and documents with another text in one of them.

use super::tree::Tree;

/// A place that holds text.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The JSON Pointer to the text; for a key, to the member.
    pub(crate) pointer: String,
    pub(crate) role: Role,
    is_key: bool,
}

/// What the text at a place may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Docs and nothing else.
    Prose,
    /// Names and values: the shape stays, or something is reported.
    Name,
    /// How a value is read: the shape may change without a word.
    Kind,
}

/// Every place of a document, in its order.
pub(crate) fn all(document: &Tree) -> Vec<Place> {
    let mut places = Vec::new();
    visit(document, "", &mut places);
    places
}

fn visit(value: &Tree, pointer: &str, places: &mut Vec<Place>) {
    match value {
        Tree::Text(_) => places.push(Place { pointer: pointer.to_owned(), role: role(pointer), is_key: false }),
        Tree::List(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &format!("{pointer}/{index}"), places);
            }
        }
        Tree::Object(members) => {
            for (key, member) in members {
                let pointer = format!("{pointer}/{}", escape(key));
                let is_name = key.to_lowercase().contains("zq");
                let is_status = key.chars().all(|character| character.is_ascii_digit());
                let is_media_type = key.contains('/') && !key.starts_with('/');
                if is_name || is_status || is_media_type {
                    let role = if is_status || is_media_type { Role::Kind } else { Role::Name };
                    places.push(Place { pointer: pointer.clone(), role, is_key: true });
                }
                visit(member, &pointer, places);
            }
        }
        Tree::Other(_) => {}
    }
}

fn role(pointer: &str) -> Role {
    const PROSE: &[&str] =
        &["/description", "/title", "/summary", "/pattern", "/default", "/example", "/x-zq", "/version"];
    const KIND: &[&str] = &["/format", "/type", "/contentEncoding", "/contentMediaType", "/scheme"];
    let is_server = pointer.starts_with("/servers");
    let ends = |list: &[&str]| list.iter().any(|end| pointer.ends_with(end));
    match () {
        () if ends(PROSE) && !is_server || pointer.contains("/examples/") => Role::Prose,
        () if ends(KIND) => Role::Kind,
        () => Role::Name,
    }
}

/// The document with a text at a place. A component's new name is followed by what refers to it.
pub(crate) fn put(document: &Tree, place: &Place, text: &str) -> Tree {
    let mut document = document.clone();
    if !place.is_key {
        *document.at_mut(&place.pointer) = Tree::Text(text.to_owned());
        return document;
    }
    let (parent, key) = place.pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    // A path that does not start with a slash is no path.
    let new = if key.starts_with('/') { format!("/{text}{key}") } else { text.to_owned() };
    rename(document.at_mut(parent), &key, &new);
    if parent == "/components/schemas" {
        let fragment = escape(&new).replace('%', "%25");
        refer(&mut document, &format!("#/components/schemas/{key}"), &format!("#/components/schemas/{fragment}"));
    }
    if parent == "/components/securitySchemes" {
        rename(document.at_mut("/security/0"), &key, &new);
    }
    document
}

/// Gives a member another key; it keeps its place.
fn rename(object: &mut Tree, old: &str, new: &str) {
    for (key, _) in object.members() {
        if key == old {
            *key = new.to_owned();
        }
    }
}

fn refer(value: &mut Tree, old: &str, new: &str) {
    match value {
        Tree::Text(text) if text == old => *text = new.to_owned(),
        Tree::List(items) => items.iter_mut().for_each(|item| refer(item, old, new)),
        Tree::Object(members) => members.iter_mut().for_each(|(_, member)| refer(member, old, new)),
        Tree::Text(_) | Tree::Other(_) => {}
    }
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

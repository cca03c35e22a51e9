//! Lists in pages that nobody has declared. What is taken for one here is called, typed and placed as pages are in every
//! API that calls them so; what is only likely is left to a declaration.

use serde_json::Value;
use specwright_ir::{
    Constraint, Cursor, Facts, Field, Operation, PageArgument, Parameter, ParameterStyle, Place, Response,
    StringFormat, Total, Turn, Ty, Types,
};

use super::{
    Draft,
    names::{
        CURSORS, CURSORS_BESIDE_MORE, ITEM_TOTALS, LINK_OBJECTS, LINKS, MORE, NEXT_NUMBERS, OFFSETS, PAGE_TOTALS,
        PAGES, SIZES, plain,
    },
    settle::only_list,
    shapes::{behind, bodies, element, fields, follow, is_boolean, is_text, request},
};

/// How deep below the body of a page a property may stand that speaks of the list.
const DEPTH: usize = 3;

/// How many properties of a page are looked at.
const MOST_LEAVES: usize = 400;

pub(super) fn recognise(operation: &Operation, types: &Types) -> Option<Draft> {
    if !matches!(operation.method.as_str(), "GET" | "POST") {
        return None;
    }
    // Of several answers with lists, none is taken for the page.
    let mut pages = bodies(types, operation).filter(|(_, body)| only_list(body, types).is_some());
    let (response, body) = pages.next().filter(|_| pages.next().is_none())?;
    let items = only_list(body, types)?;
    let page = Page { types, operation, response, body, leaves: leaves(body, types), items };
    let by_cursor = page.cursor();
    let turn = match operation.method.as_str() {
        // Only what a cursor of the answer is for is known to be the next page of the same search.
        "POST" => by_cursor,
        _ => by_cursor.or_else(|| page.link()).or_else(|| page.number()).or_else(|| page.offset()),
    }?;
    let more = page.leaf(MORE, is_boolean);
    Some(Draft { items: Some(page.items), turn, more })
}

struct Page<'t> {
    types: &'t Types,
    operation: &'t Operation,
    response: &'t Response,
    body: &'t Ty,
    leaves: Vec<Leaf<'t>>,
    items: Vec<String>,
}

/// A property of a page, or of an object in it, that is neither an object nor a list.
struct Leaf<'t> {
    way: Vec<String>,
    field: &'t Field,
}

/// Something that takes the number or the cursor of a page.
struct Candidate<'t> {
    argument: PageArgument,
    plain: String,
    ty: &'t Ty,
    facts: &'t Facts,
}

fn leaves<'t>(body: &'t Ty, types: &'t Types) -> Vec<Leaf<'t>> {
    let mut found = Vec::new();
    let mut open = vec![(Vec::new(), body)];
    let mut next = 0;
    while let Some((way, ty)) = open.get(next).cloned() {
        next += 1;
        for field in fields(types, ty) {
            let way: Vec<String> = way.iter().cloned().chain([field.wire.clone()]).collect();
            if found.len() >= MOST_LEAVES {
                return found;
            }
            if way.len() < DEPTH && !fields(types, &field.ty).is_empty() {
                open.push((way.clone(), &field.ty));
            }
            found.push(Leaf { way, field });
        }
    }
    found
}

impl<'t> Page<'t> {
    /// The way to the only property of these names that is of a type; of several names, the first counts.
    fn leaf(&self, names: &[&str], fits: impl Fn(&Types, &Ty) -> bool) -> Option<Vec<String>> {
        names.iter().find_map(|name| {
            let is_meant = |leaf: &&Leaf<'_>| plain(&leaf.field.wire) == *name && fits(self.types, &leaf.field.ty);
            let mut found = self.leaves.iter().filter(is_meant);
            found.next().filter(|_| found.next().is_none()).map(|leaf| leaf.way.clone())
        })
    }

    /// Everything in the request that could take the number or the cursor of a page.
    fn candidates(&self) -> Vec<Candidate<'t>> {
        let is_variable = |parameter: &&Parameter| matches!(parameter.style.place(), Place::Query | Place::Header);
        let of_parameter = |parameter: &'t Parameter| Candidate {
            argument: PageArgument::Parameter(parameter.style.place(), parameter.wire.clone()),
            plain: plain(&parameter.wire),
            ty: &parameter.ty,
            facts: &parameter.facts,
        };
        let is_value = |parameter: &&Parameter| fields(self.types, &parameter.ty).is_empty();
        let values = self.operation.parameters.iter().filter(is_variable).filter(is_value);
        let mut all: Vec<_> = values.map(of_parameter).collect();
        for parameter in self.operation.parameters.iter().filter(is_variable) {
            all.extend(self.of_object(parameter));
        }
        let in_body = request(self.operation).map_or(&[][..], |body| fields(self.types, body));
        all.extend(in_body.iter().map(|field| Candidate {
            argument: PageArgument::Body(vec![field.wire.clone()]),
            plain: plain(&field.wire),
            ty: &field.ty,
            facts: &field.facts,
        }));
        all
    }

    /// What of an object takes the number or the cursor that is written under a name of its own: `page[number]`, or, in an
    /// exploded form, `number`.
    fn of_object(&self, parameter: &'t Parameter) -> impl Iterator<Item = Candidate<'t>> {
        let outer = match parameter.style {
            ParameterStyle::DeepObject => Some(plain(&parameter.wire)),
            ParameterStyle::Form { explode: true } => Some(String::new()),
            _ => None,
        };
        let fields = fields(self.types, &parameter.ty);
        outer.into_iter().flat_map(move |outer| {
            fields.iter().map(move |field| Candidate {
                argument: PageArgument::Property(
                    parameter.style.place(),
                    parameter.wire.clone(),
                    vec![field.wire.clone()],
                ),
                plain: format!("{outer}{}", plain(&field.wire)),
                ty: &field.ty,
                facts: &field.facts,
            })
        })
    }

    /// The only candidate of a name.
    fn candidate(&self, name: &str) -> Option<Candidate<'t>> {
        let mut found = self.candidates().into_iter().filter(|candidate| candidate.plain == name);
        found.next().filter(|_| found.next().is_none())
    }

    fn has_candidate(&self, names: &[&str]) -> bool {
        self.candidates().iter().any(|candidate| names.contains(&candidate.plain.as_str()))
    }

    fn cursor(&self) -> Option<Turn> {
        let by_cursor = CURSORS.iter().find_map(|(name, sources)| {
            let candidate = self.candidate(name)?;
            let from = self.token(sources, candidate.ty)?;
            Some(Turn::Cursor { argument: candidate.argument, from })
        });
        by_cursor.or_else(|| self.beside_more()).or_else(|| {
            NEXT_NUMBERS.iter().find_map(|(name, sources)| {
                let candidate = self.candidate(name).filter(|candidate| self.is_integer(candidate.ty))?;
                let way = self.leaf(sources, |_, ty| self.is_integer(ty))?;
                Some(Turn::Cursor { argument: candidate.argument, from: Cursor::Body(way) })
            })
        })
    }

    /// Where the cursor for an argument of a type comes from: a property, or a header.
    fn token(&self, names: &[&str], ty: &Ty) -> Option<Cursor> {
        let wanted = self.kind(ty)?;
        if let Some(way) = self.leaf(names, |_, ty| self.kind(ty) == Some(wanted)) {
            return Some(Cursor::Body(way));
        }
        let is_meant = |header: &str| {
            let header = plain(header);
            names.contains(&header.strip_prefix('x').unwrap_or(&header)) || names.contains(&header.as_str())
        };
        let mut headers = self.response.headers.iter().filter(|header| is_meant(&header.wire));
        let header = headers.next().filter(|_| headers.next().is_none() && wanted == Kind::Text)?;
        Some(Cursor::Header(header.wire.clone()))
    }

    /// What is a cursor only because the answer says whether more follow: a property, or the id of the last item.
    fn beside_more(&self) -> Option<Turn> {
        self.leaf(MORE, is_boolean)?;
        let given = CURSORS_BESIDE_MORE.iter().find_map(|(name, sources)| {
            let candidate = self.candidate(name).filter(|candidate| is_text(self.types, candidate.ty))?;
            let way = self.leaf(sources, is_text)?;
            Some(Turn::Cursor { argument: candidate.argument, from: Cursor::Body(way) })
        });
        given.or_else(|| self.last_item())
    }

    /// The id of the last item.
    fn last_item(&self) -> Option<Turn> {
        let speaks_of_id = |candidate: &Candidate<'_>| {
            candidate.facts.description.as_deref().is_some_and(|text| words(text).any(|word| word == "id"))
        };
        let after = || self.candidate("after").filter(speaks_of_id);
        let candidate = self.candidate("startingafter").or_else(after)?;
        let id = vec!["id".to_owned()];
        let item = element(self.types, follow(self.types, self.body, &self.items)?)?;
        let is_text = is_text(self.types, candidate.ty) && is_text(self.types, follow(self.types, item, &id)?);
        is_text.then_some(Turn::Cursor { argument: candidate.argument, from: Cursor::LastItem(id) })
    }

    fn link(&self) -> Option<Turn> {
        let is_link = |header: &str| header.eq_ignore_ascii_case("link");
        let is_paged = self.has_candidate(PAGES) || self.has_candidate(OFFSETS) || self.has_candidate(SIZES);
        if is_paged && self.response.headers.iter().any(|header| is_link(&header.wire)) {
            return Some(Turn::LinkHeader);
        }
        if let Some(way) = self.leaf(LINKS, is_text) {
            return Some(Turn::Link(way));
        }
        let next: Vec<&Leaf<'_>> = self.leaves.iter().filter(|leaf| self.is_next_link(leaf)).collect();
        match next.as_slice() {
            [leaf] => Some(Turn::Link(leaf.way.clone())),
            _ => None,
        }
    }

    /// Whether a property called `next`, or the `href` in it, is a link.
    fn is_next_link(&self, leaf: &Leaf<'_>) -> bool {
        let names: Vec<String> = leaf.way.iter().map(|step| plain(step)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let Some(Ty::String(format)) = behind(self.types, &leaf.field.ty) else { return false };
        match names.as_slice() {
            [.., outer, "next"] if LINK_OBJECTS.contains(outer) => true,
            [.., outer, "next", "href"] if LINK_OBJECTS.contains(outer) => true,
            [.., "next"] => is_url(format) || shows_url(&leaf.field.facts),
            _ => false,
        }
    }

    fn number(&self) -> Option<Turn> {
        let candidate = self.counted(PAGES)?;
        let total = self.total();
        let is_paged = self.has_candidate(SIZES) || total.is_some() || self.leaf(MORE, is_boolean).is_some();
        let first = first(candidate.facts).filter(|_| is_paged)?;
        Some(Turn::Page { argument: candidate.argument, first, total })
    }

    fn total(&self) -> Option<Total> {
        let pages = self.leaf(PAGE_TOTALS, |_, ty| self.is_integer(ty)).map(Total::Pages);
        pages.or_else(|| self.items_total().map(Total::Items))
    }

    fn items_total(&self) -> Option<Vec<String>> {
        self.leaf(ITEM_TOTALS, |_, ty| self.is_integer(ty))
    }

    fn offset(&self) -> Option<Turn> {
        let candidate = self.counted(OFFSETS)?;
        let default = candidate.facts.default.as_ref().and_then(Value::as_i64).unwrap_or(0);
        let counts_pages = candidate.facts.description.as_deref().is_some_and(|text| {
            let text = text.to_ascii_lowercase();
            text.contains("page number") || text.contains("number of pages")
        });
        let total = self.items_total();
        // An answer that says nothing about the list may have left items out, which count all the same.
        let is_whole = total.is_some() || self.leaf(MORE, is_boolean).is_some();
        if default != 0 || counts_pages || !is_whole || !self.has_candidate(SIZES) {
            return None;
        }
        Some(Turn::Offset { argument: candidate.argument, first: 0, total })
    }

    /// The only parameter of the query among these names, a whole number.
    fn counted(&self, names: &[&str]) -> Option<Candidate<'t>> {
        let mut found = self.candidates().into_iter().filter(|candidate| names.contains(&candidate.plain.as_str()));
        let found = found.next().filter(|_| found.next().is_none())?;
        let is_in_query = matches!(
            found.argument,
            PageArgument::Parameter(Place::Query, _) | PageArgument::Property(Place::Query, ..)
        );
        Some(found).filter(|found| is_in_query && self.is_integer(found.ty))
    }

    fn is_integer(&self, ty: &Ty) -> bool {
        self.kind(ty) == Some(Kind::Number)
    }

    fn kind(&self, ty: &Ty) -> Option<Kind> {
        match behind(self.types, ty)? {
            Ty::String(_) => Some(Kind::Text),
            Ty::Integer(_) | Ty::Number(_) => Some(Kind::Number),
            _ => None,
        }
    }
}

/// What a cursor is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
}

/// The number of the first page: the default, the least number when that is one, or what the description says.
fn first(facts: &Facts) -> Option<i64> {
    let declared = facts.default.as_ref().and_then(Value::as_i64);
    let is_one = |constraint: &Constraint| match constraint {
        Constraint::Minimum(least) => least == "1",
        Constraint::ExclusiveMinimum(least) => least == "0",
        _ => false,
    };
    match declared {
        Some(first @ (0 | 1)) => Some(first),
        Some(_) => None,
        None if facts.constraints.iter().any(is_one) => Some(1),
        None => {
            let text = facts.description.as_deref()?.to_ascii_lowercase();
            let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
            match (says(&["1-based", "1-indexed", "one-based"]), says(&["0-based", "0-indexed", "zero-based"])) {
                (true, false) => Some(1),
                (false, true) => Some(0),
                _ => None,
            }
        }
    }
}

fn is_url(format: &StringFormat) -> bool {
    let StringFormat::Other(format) = format else { return false };
    matches!(format.as_str(), "uri" | "url" | "uri-reference" | "iri" | "iri-reference")
}

/// Whether a text is shown, or said, to be a URL.
fn shows_url(facts: &Facts) -> bool {
    let is_url =
        |example: &Value| example.as_str().is_some_and(|text| text.starts_with("http") || text.starts_with('/'));
    let says = |text: &str| words(text).any(|word| matches!(word.as_str(), "url" | "uri" | "link" | "hyperlink"));
    facts.examples.iter().any(is_url) || facts.description.as_deref().is_some_and(says)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| !character.is_alphanumeric()).map(str::to_ascii_lowercase)
}

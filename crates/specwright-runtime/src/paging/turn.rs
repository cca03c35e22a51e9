//! From one page to the next.

use std::borrow::Cow;

use http::{HeaderMap, Uri};
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::Value;

use crate::links::Links;
use crate::links::resolve::resolve;

/// A page that came, for [`Paged::turn`](crate::Paged::turn): first what the page says about the end of the list, then
/// how the next page is asked for.
#[derive(Debug)]
#[must_use = "the next page is made by `cursor`, `page`, `offset` or a link"]
pub struct PageTurn<'a> {
    headers: &'a HeaderMap,
    url: &'a Uri,
    items: i64,
    seen: i64,
    more: Option<bool>,
    pages: Option<i64>,
    total: Option<i64>,
}

/// What comes after a page. Made by the methods of [`PageTurn`].
#[derive(Debug)]
#[must_use]
pub struct NextPage(pub(crate) Step);

#[derive(Debug)]
pub(crate) enum Step {
    End,
    /// The arguments of the operation ask for the next page; the text tells them from those of every other page.
    Arguments(String),
    Link(Uri),
    Fault(Cow<'static, str>),
}

impl NextPage {
    /// The page was the last one.
    pub const END: Self = Self(Step::End);

    fn fault(message: &'static str) -> Self {
        Self(Step::Fault(message.into()))
    }
}

impl<'a> PageTurn<'a> {
    /// A page that came from `url` with `items` items, the last of `seen`.
    pub(crate) fn new(headers: &'a HeaderMap, url: &'a Uri, items: u64, seen: u64) -> Self {
        let [items, seen] = [items, seen].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        Self { headers, url, items, seen, more: None, pages: None, total: None }
    }

    /// Whether the page says that another one follows.
    pub fn more(self, more: &impl Serialize) -> Self {
        Self { more: value(more).as_bool(), ..self }
    }

    /// How many pages the page says there are.
    pub fn pages(self, pages: &impl Serialize) -> Self {
        Self { pages: whole(&value(pages)).filter(|pages| *pages > 0), ..self }
    }

    /// How many items the page says there are on all pages.
    pub fn total(self, total: &impl Serialize) -> Self {
        Self { total: whole(&value(total)).filter(|total| *total > 0), ..self }
    }

    /// The next page is the one that the page gives a cursor for. Without one, or with an empty one, there is no next page.
    pub fn cursor<T: DeserializeOwned>(self, argument: &mut T, cursor: &impl Serialize) -> NextPage {
        let cursor = value(cursor);
        let is_none = match &cursor {
            Value::String(text) => text.is_empty(),
            // The cursor of the first page cannot be that of the next one.
            Value::Number(number) => number.as_f64() == Some(0.0),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => true,
        };
        if let Some(end) = self.end(is_none) {
            return end;
        }
        let text = cursor.to_string();
        if set(argument, cursor) {
            NextPage(Step::Arguments(text))
        } else {
            NextPage::fault("the cursor of the next page is no value of the argument that it is for")
        }
    }

    /// The next page is the one that a header of the answer gives a cursor for.
    pub fn cursor_header<T: DeserializeOwned>(self, argument: &mut T, name: &str) -> NextPage {
        let cursor = self.headers.get(name).and_then(|cursor| cursor.to_str().ok()).map(str::to_owned);
        self.cursor(argument, &cursor)
    }

    /// The next page is the one with the next number; a call that names none has asked for page `first`.
    pub fn page<T: Serialize + DeserializeOwned>(self, argument: &mut T, first: i64) -> NextPage {
        let number = whole(&value(argument)).unwrap_or(first);
        let is_last = self.pages.is_some_and(|pages| number.saturating_sub(first).saturating_add(1) >= pages);
        if is_last || self.total.is_some_and(|total| self.seen >= total) {
            return NextPage::END;
        }
        self.advance(argument, number.checked_add(1))
    }

    /// The next page is the one behind the last item of this one; a call that names no offset has asked for `first`.
    pub fn offset<T: Serialize + DeserializeOwned>(self, argument: &mut T, first: i64) -> NextPage {
        let offset = whole(&value(argument)).unwrap_or(first);
        let next = offset.checked_add(self.items);
        if self.total.zip(next).is_some_and(|(total, next)| next.saturating_sub(first) >= total) {
            return NextPage::END;
        }
        self.advance(argument, next)
    }

    /// The next page is where a link leads to that stands in the page; a relative one is resolved against the page's URL.
    /// Without one, or with an empty one, there is no next page.
    pub fn link(self, link: &impl Serialize) -> NextPage {
        let link = value(link);
        let target = link.as_str().map(str::trim).filter(|target| !target.is_empty());
        if let Some(end) = self.end(target.is_none()) {
            return end;
        }
        self.follow(&resolve(&self.url.to_string(), target.unwrap_or_default()))
    }

    /// The next page is where the link `rel="next"` of the headers leads to.
    pub fn link_header(self) -> NextPage {
        let links = Links::of(self.headers, self.url);
        let target = links.next().map(|link| link.target().to_owned());
        if let Some(end) = self.end(target.is_none()) {
            return end;
        }
        self.follow(&target.unwrap_or_default())
    }

    fn follow(&self, target: &str) -> NextPage {
        // A fragment is no part of a request.
        let target = target.split('#').next().unwrap_or_default();
        match target.parse() {
            Ok(target) => NextPage(Step::Link(target)),
            Err(_) => NextPage::fault("the link to the next page is no URL"),
        }
    }

    /// The end of a list that says where it goes on, if this is its last page.
    fn end(&self, nothing_follows: bool) -> Option<NextPage> {
        match (self.more, nothing_follows) {
            (Some(false), _) | (None, true) => Some(NextPage::END),
            (Some(true), true) => Some(NextPage::fault("the page says that more follow, but not where they are")),
            (_, false) => None,
        }
    }

    /// The end of a list that is counted through, or its next page.
    fn advance<T: DeserializeOwned>(self, argument: &mut T, next: Option<i64>) -> NextPage {
        let Some(next) = next.filter(|_| self.items > 0 && self.more != Some(false)) else { return NextPage::END };
        if set(argument, next.into()) {
            NextPage(Step::Arguments(next.to_string()))
        } else {
            NextPage::fault("the number of the next page is no value of the argument that it is for")
        }
    }
}

fn value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// A whole number, also one that is written in a string.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Gives an argument its value: as it is, as text, or as the number in it.
fn set<T: DeserializeOwned>(argument: &mut T, value: Value) -> bool {
    let other = match &value {
        Value::String(text) => serde_json::from_str(text).ok().filter(Value::is_number),
        other => Some(Value::String(other.to_string())),
    };
    let found = serde_json::from_value(value).ok().or_else(|| serde_json::from_value(other?).ok());
    found.map(|found| *argument = found).is_some()
}

#[cfg(test)]
mod tests {
    use specwright_values::{Number, Uuid};

    use super::*;

    #[track_caller]
    fn check<T: Serialize + DeserializeOwned>(mut argument: T, value: Value, expected: &str) {
        let fits = set(&mut argument, value);
        let found = serde_json::to_string(&argument).expect("JSON");
        assert_eq!(if fits { found } else { "unfit".to_owned() }, expected);
    }

    #[test]
    fn an_argument_takes_a_cursor_as_it_is_or_in_its_own_form() {
        let id = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        check(None::<String>, "a".into(), r#""a""#);
        check(None::<String>, 7.into(), r#""7""#);
        check(None::<String>, "null".into(), r#""null""#);
        check(None::<i64>, "7".into(), "7");
        check(None::<Number>, 7.into(), "7");
        check(None::<Uuid>, id.into(), &format!("{id:?}"));
        check(None::<i64>, "a".into(), "unfit");
    }

    #[test]
    fn numbers_are_read_in_every_form() {
        let number: Number = serde_json::from_str("7").expect("a number");
        assert_eq!(whole(&value(&number)), Some(7));
        assert_eq!((whole(&value(&"7")), whole(&value(&7)), whole(&value(&None::<i64>))), (Some(7), Some(7), None));
    }
}

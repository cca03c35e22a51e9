//! What is kept between two pages.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

use http::{HeaderMap, Uri};

use super::turn::{NextPage, PageTurn, Step};
use crate::answer::Answer;
use crate::call::{Extras, finish};
use crate::client::Client;
use crate::error::{Details, Error, ErrorKind};
use crate::paging::Paged;
use crate::send::{End, Outcome, Prepared};

/// So many pages come unless the caller says how many may: a server that never ends its list is at fault, and no list
/// is cut short in silence.
const MOST_PAGES: u64 = 100_000;

/// A list whose pages come one after the other.
pub(super) struct Book<O> {
    operation: O,
    extras: Extras,
    track: Track,
}

/// All that does not depend on the operation.
struct Track {
    next: Next,
    /// The URL of the request that is on its way.
    url: Uri,
    /// The requests that were made, told apart by what is new in each.
    marks: BTreeSet<u64>,
    /// The body of the last page.
    body: Option<u64>,
    hasher: RandomState,
    pages: u64,
    items: u64,
    max_pages: Option<u64>,
}

/// What comes next.
enum Next {
    Call,
    Link(Uri),
    Fault(Cow<'static, str>),
    Nothing,
}

impl<O: Paged> Book<O> {
    pub(super) fn new(operation: O, extras: Extras) -> Self {
        Self { operation, extras, track: Track::new() }
    }

    pub(super) fn limit(&mut self, pages: u64) {
        self.track.max_pages = Some(pages);
    }

    /// The request for the next page; `None` behind the last one.
    pub(super) fn open<M>(&mut self, client: &Client<M>) -> Option<Result<Prepared, Error<O::Error>>> {
        let prepared = match self.track.take_next() {
            Next::Call => client.prepare(&self.operation, &self.extras),
            Next::Link(link) => client.prepare_link(&self.operation, &self.extras, &link),
            Next::Fault(message) => return Some(Err(fault::<O>(message))),
            Next::Nothing => return None,
        };
        if let Ok(request) = &prepared.request {
            self.track.url = request.uri().clone();
        }
        Some(Ok(prepared))
    }

    /// The page that came.
    pub(super) fn arrive(&mut self, outcome: Outcome) -> Result<O::Output, Error<O::Error>> {
        let body = self.track.print(&outcome);
        let (_, headers, mut page) = finish::<O>(outcome)?.into_parts();
        let items = O::items(&mut page).map_or(0, |items| items.len());
        if items > 0 && self.track.is_again(body) {
            return Err(fault::<O>("the server answered with the same page again".into()));
        }
        let turn = self.track.turn(&headers, items);
        let next = self.operation.turn(&page, turn);
        self.track.note(next);
        Ok(page)
    }
}

fn fault<O: Paged>(message: Cow<'static, str>) -> Error<O::Error> {
    Error::new(Box::new(Details::new(ErrorKind::Decode, O::ID, message)))
}

impl Track {
    fn new() -> Self {
        Self {
            next: Next::Call,
            url: Uri::default(),
            marks: BTreeSet::new(),
            body: None,
            hasher: RandomState::new(),
            pages: 0,
            items: 0,
            max_pages: None,
        }
    }

    /// What comes next, once: whatever ends a list ends it for good.
    fn take_next(&mut self) -> Next {
        match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Call | Next::Link(_) if self.max_pages.is_some_and(|most| self.pages >= most) => Next::Nothing,
            Next::Call | Next::Link(_) if self.max_pages.is_none() && self.pages >= MOST_PAGES => {
                let message =
                    format!("the list has not ended after {MOST_PAGES} pages; `max_pages` sets another limit");
                Next::Fault(message.into())
            }
            next => next,
        }
    }

    /// A number for the body of an answer.
    fn print(&self, outcome: &Outcome) -> Option<u64> {
        let End::Answered(answer, _) = &outcome.end else { return None };
        Answer::bytes::<()>(answer).ok().map(|body| self.hasher.hash_one(&body))
    }

    /// Whether the page before had the same body.
    fn is_again(&mut self, body: Option<u64>) -> bool {
        let before = std::mem::replace(&mut self.body, body);
        body.is_some() && before == body
    }

    fn turn<'a>(&'a mut self, headers: &'a HeaderMap, items: usize) -> PageTurn<'a> {
        let items = u64::try_from(items).unwrap_or(u64::MAX);
        self.items = self.items.saturating_add(items);
        self.pages += 1;
        PageTurn::new(headers, &self.url, items, self.items)
    }

    fn note(&mut self, NextPage(step): NextPage) {
        let (mark, next) = match step {
            Step::End => return,
            Step::Fault(message) => {
                self.next = Next::Fault(message);
                return;
            }
            Step::Arguments(text) => (self.hasher.hash_one(text), Next::Call),
            Step::Link(target) => {
                // The first page has a URL too.
                self.marks.insert(self.hasher.hash_one(self.url.to_string()));
                (self.hasher.hash_one(target.to_string()), Next::Link(target))
            }
        };
        self.next = match self.marks.insert(mark) {
            true => next,
            false => Next::Fault("the list leads in a circle: a page names one that has come as the next".into()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_an_end_is_an_error_unless_the_caller_has_set_a_limit() {
        let mut track = Track { pages: MOST_PAGES, ..Track::new() };
        assert!(matches!(track.take_next(), Next::Fault(_)));
        assert!(matches!(track.take_next(), Next::Nothing), "the error comes once");
        let mut track = Track { pages: MOST_PAGES, max_pages: Some(MOST_PAGES + 1), ..Track::new() };
        assert!(matches!(track.take_next(), Next::Call));
    }
}

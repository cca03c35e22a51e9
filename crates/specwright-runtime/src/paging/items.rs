use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::error::Error;
use crate::mode::Async;
use crate::paging::{Coming, Paged, Pages};

/// The items of all pages of a list, as a stream, or as an iterator in a blocking client. What goes for
/// [`Pages`] goes for the pages that they come in.
#[must_use = "nothing is sent before an item is asked for"]
pub struct PageItems<O: Paged, M = Async> {
    pages: Pages<O, M>,
    /// What is left of the page that came last.
    page: vec::IntoIter<O::Item>,
    /// How many more items may come.
    left: Option<u64>,
}

impl<O: Paged, M> PageItems<O, M> {
    pub(super) fn new(pages: Pages<O, M>) -> Self {
        Self { pages, page: Vec::new().into_iter(), left: None }
    }

    /// Ends the list after so many pages.
    pub fn max_pages(self, pages: u64) -> Self {
        Self { pages: self.pages.max_pages(pages), ..self }
    }

    /// Ends the list after so many items. No page is asked for behind the last of them.
    pub fn max_items(self, items: u64) -> Self {
        Self { left: Some(items), ..self }
    }

    /// The next item of those that have come.
    fn at_hand(&mut self) -> AtHand<O::Item> {
        if self.left == Some(0) {
            return AtHand::Nothing;
        }
        match self.page.next() {
            Some(item) => {
                self.left = self.left.map(|left| left - 1);
                AtHand::Item(item)
            }
            None => AtHand::Turn,
        }
    }

    fn begin(&mut self, mut page: O::Output) {
        self.page = O::items(&mut page).map(std::mem::take).unwrap_or_default().into_iter();
    }
}

enum AtHand<T> {
    Item(T),
    /// It takes another page.
    Turn,
    Nothing,
}

impl<O: Paged> PageItems<O, Async> {
    /// The next item; `None` behind the last one. May be given up and called again without loss.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Coming<O::Item, O>> {
        loop {
            match self.at_hand() {
                AtHand::Item(item) => return Poll::Ready(Some(Ok(item))),
                AtHand::Nothing => return Poll::Ready(None),
                AtHand::Turn => match ready!(self.pages.poll_page(cx)) {
                    Some(Ok(page)) => self.begin(page),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => return Poll::Ready(None),
                },
            }
        }
    }
}

/// Nothing in it is pinned.
impl<O: Paged, M> Unpin for PageItems<O, M> {}

impl<O: Paged> Stream for PageItems<O, Async> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

#[cfg(feature = "blocking")]
impl<O: Paged> Iterator for PageItems<O, crate::mode::Blocking> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.at_hand() {
                AtHand::Item(item) => return Some(Ok(item)),
                AtHand::Nothing => return None,
                AtHand::Turn => match self.pages.next()? {
                    Ok(page) => self.begin(page),
                    Err(error) => return Some(Err(error)),
                },
            }
        }
    }
}

/// Says which operation, and nothing of its items.
impl<O: Paged, M> fmt::Debug for PageItems<O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageItems").field("pages", &self.pages).finish_non_exhaustive()
    }
}

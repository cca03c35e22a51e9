//! Lists that come in pages.

mod book;
mod items;
mod pages;
mod turn;

pub use items::PageItems;
pub use pages::Pages;
pub use turn::{NextPage, PageTurn};

use crate::call::Call;
use crate::error::Error;
use crate::mode::Mode;
use crate::operation::Operation;

/// An operation whose answers are the pages of a list.
///
/// Says where the items of a page are and how the next page is asked for; [`Pages`] and [`PageItems`] do the rest.
pub trait Paged: Operation {
    /// An item of the list.
    type Item: Send + 'static;

    /// The items of a page; `None` when the page has no place for them.
    fn items(page: &mut Self::Output) -> Option<&mut Vec<Self::Item>>;

    /// Makes this the request for the page behind one that came.
    fn turn(&mut self, page: &Self::Output, turn: PageTurn<'_>) -> NextPage;
}

/// What comes next of a list of an operation; `None` at its end.
type Coming<T, O> = Option<Result<T, Error<<O as Operation>::Error>>>;

impl<O: Paged, M: Mode> Call<O, M> {
    /// The pages of the list, from the one that this call asks for to the last. Each is a call of its own, with all that
    /// was set for this one.
    pub fn pages(self) -> Pages<O, M> {
        let (client, operation, extras) = self.into_parts();
        Pages::new(client, operation, extras)
    }

    /// The items of the list, from the page that this call asks for to the last. A page is asked for when the items of the
    /// one before are used up.
    pub fn items(self) -> PageItems<O, M> {
        PageItems::new(self.pages())
    }
}

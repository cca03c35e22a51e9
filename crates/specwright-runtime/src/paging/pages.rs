use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::book::Book;
use crate::call::Extras;
use crate::client::Client;
use crate::error::Error;
use crate::mode::Async;
use crate::paging::{Coming, Paged};
use crate::send::{Outcome, send};
use crate::transport::BoxFuture;

/// The pages of a list, as a stream, or as an iterator in a blocking client. Nothing is sent before a page is asked for.
///
/// A page that cannot be had is an error, which ends the list. So is a page that comes twice, and one that leads back to
/// another: no server can make a list endless. A link is followed to the origin of the base URL and to those that the
/// client trusts, and nowhere else.
///
/// ```
/// # use specwright_runtime::{Answer, Call, Failure, InvalidRequest, Method, Mock, NextPage, Operation, PageTurn, Paged};
/// # use specwright_runtime::{Query, Reply, RequestWriter, Security, Settings};
/// # struct ListPets { page: Option<i64> }
/// # impl Operation for ListPets {
/// #     type Output = Vec<String>;
/// #     type Error = String;
/// #     const ID: &'static str = "listPets";
/// #     const METHOD: Method = Method::GET;
/// #     const PATH: &'static str = "/pets";
/// #     const SECURITY: Security = &[];
/// #     fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
/// #         request.query("page", &self.page, Query::Form { explode: true })
/// #     }
/// #     fn read(answer: &Answer) -> Result<Vec<String>, Failure<String>> { answer.json() }
/// # }
/// # impl Paged for ListPets {
/// #     type Item = String;
/// #     fn items(page: &mut Vec<String>) -> Option<&mut Vec<String>> { Some(page) }
/// #     fn turn(&mut self, _: &Vec<String>, turn: PageTurn<'_>) -> NextPage { turn.page(&mut self.page, 1) }
/// # }
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = Mock::new();
/// # mock.on::<ListPets>().replies([Reply::ok(&["Rex", "Tom"]), Reply::ok(&["Kit"]), Reply::ok(&[""; 0])]);
/// # let mut settings = Settings::new("pets", Some("https://pets.test"));
/// # settings.transport(mock.clone());
/// # let client = settings.build()?;
/// # let list_pets = || Call::new(&client, ListPets { page: None });
/// let mut pages = list_pets().pages().max_pages(2);
/// while let Some(page) = pages.next().await {
///     println!("{} pets", page?.len());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent before a page is asked for"]
pub struct Pages<O: Paged, M = Async> {
    client: Client<M>,
    book: Book<O>,
    pending: Option<BoxFuture<'static, Outcome>>,
}

impl<O: Paged, M> Pages<O, M> {
    pub(super) fn new(client: Client<M>, operation: O, extras: Extras) -> Self {
        Self { client, book: Book::new(operation, extras), pending: None }
    }

    /// Ends the list after so many pages. Without a limit, a list that has not ended after 100,000 pages is an error.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.book.limit(pages);
        self
    }
}

impl<O: Paged> Pages<O, Async> {
    /// The next page; `None` behind the last one. May be given up and called again without loss.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    pub(super) fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Coming<O::Output, O>> {
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => match self.book.open(&self.client) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(prepared)) => self.pending.insert(Box::pin(send(self.client.shared(), prepared))),
            },
        };
        let outcome = ready!(pending.as_mut().poll(cx));
        self.pending = None;
        Poll::Ready(Some(self.book.arrive(outcome)))
    }
}

/// Nothing in it is pinned but the request, which stands in a box.
impl<O: Paged, M> Unpin for Pages<O, M> {}

impl<O: Paged> Stream for Pages<O, Async> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

#[cfg(feature = "blocking")]
impl<O: Paged> Iterator for Pages<O, crate::mode::Blocking> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        let prepared = match self.book.open(&self.client)? {
            Ok(prepared) => prepared,
            Err(error) => return Some(Err(error)),
        };
        let outcome = self.client.mode().wait(send(self.client.shared(), prepared));
        Some(self.book.arrive(outcome.unwrap_or_else(|| Outcome::abandoned(O::ID))))
    }
}

/// Says which operation, and nothing of its arguments.
impl<O: Paged, M> fmt::Debug for Pages<O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("operation", &std::any::type_name::<O>()).finish_non_exhaustive()
    }
}

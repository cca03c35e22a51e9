//! The examples of `README.md` and `docs/guide.md`, each beside a test that runs it. The pages show what stands here
//! between `// example` and `// end`, word for word: `pages.rs` compares them.

use library_client::{
    Client, ClientBuilder,
    models::Book,
    runtime::{Credential, Mock},
};

mod auth;
mod blocking;
mod calls;
mod connecting;
mod errors;
mod mocking;
mod observing;
mod pages;
mod paging;
mod retry;
mod streaming;

type Checked = Result<(), Box<dyn std::error::Error>>;

/// A client that could do everything, if its transport were not `mock`.
fn builder(mock: &Mock) -> ClientBuilder {
    let staff = Credential::bearer("of-staff");
    Client::builder().reader_key("of-a-reader").credential("Staff", staff).transport(mock.clone())
}

fn client(mock: &Mock) -> Client {
    builder(mock).build().unwrap()
}

/// A book that the library has.
fn book(id: &str, title: &str) -> Book {
    Book::new(id, title)
}

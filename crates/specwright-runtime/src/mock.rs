use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::operation::Operation;
use crate::operation_id::OperationId;
use crate::sent::SentRequest;
use crate::transport::{Body, BoxFuture, Transport, TransportError};

mod expectation;
mod reply;

pub use expectation::Expectation;
use expectation::{Rule, Wanted};
pub use reply::Reply;

/// A transport for tests: it answers from memory, and keeps what was sent.
///
/// Clones share everything, so one goes into the client and one stays with the test. Expectations are tried in the
/// order they were set up; the first that fits a request and is not used up answers it. A request that none fits ends
/// its call at once, with an error whose source says what was expected.
///
/// ```
/// # use specwright_runtime::{
/// #     Answer, Failure, InvalidRequest, Method, Operation, Query, RequestWriter, Security, Settings,
/// # };
/// # struct ListPets { limit: i64 }
/// # impl Operation for ListPets {
/// #     type Output = Vec<String>;
/// #     type Error = String;
/// #     const ID: &'static str = "listPets";
/// #     const METHOD: Method = Method::GET;
/// #     const PATH: &'static str = "/pets";
/// #     const SECURITY: Security = &[];
/// #     fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
/// #         request.query("limit", &self.limit, Query::Form { explode: true })
/// #     }
/// #     fn read(answer: &Answer) -> Result<Vec<String>, Failure<String>> { answer.json() }
/// # }
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::{Mock, Reply};
///
/// let mock = Mock::new();
/// mock.on::<ListPets>().query("limit", "2").replies([Reply::status(503), Reply::ok(&["Rex", "Tom"])]);
/// # let mut settings = Settings::new("pets", Some("https://pets.test"));
/// # settings.transport(mock.clone());
/// # let client = settings.build()?;
/// # let list_pets = |limit| specwright_runtime::Call::new(&client, ListPets { limit });
///
/// // A generated client takes it by `Client::builder().transport(mock.clone())`.
/// assert_eq!(list_pets(2).await?, ["Rex", "Tom"]);
/// assert_eq!(mock.sent::<ListPets>().len(), 2);
/// mock.assert_done();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    sent: Vec<SentRequest>,
    unexpected: Vec<String>,
}

/// A request that nothing was set up for.
#[derive(Debug)]
struct Unexpected(String);

impl Mock {
    /// One that expects nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets up what happens to the requests of an operation. Nothing is expected before a reply is given.
    pub fn on<O: Operation>(&self) -> Expectation {
        Expectation::new(self.clone(), Wanted::Operation { id: OperationId::of::<O>(), method: O::METHOD })
    }

    /// Sets up what happens to requests with this method and path, whatever they are for: to those for tokens, say.
    pub fn on_request(&self, method: impl Into<String>, path: impl Into<String>) -> Expectation {
        Expectation::new(self.clone(), Wanted::Line { method: method.into(), path: path.into() })
    }

    /// The requests of an operation, in their order, with every attempt.
    #[must_use]
    pub fn sent<O: Operation>(&self) -> Vec<SentRequest> {
        let wanted = OperationId::of::<O>();
        self.state().sent.iter().filter(|sent| sent.operation() == Some(wanted)).cloned().collect()
    }

    /// All requests, in their order, with every attempt.
    #[must_use]
    pub fn all_sent(&self) -> Vec<SentRequest> {
        self.state().sent.clone()
    }

    /// Makes sure that everything expected has happened, and nothing else.
    ///
    /// # Panics
    /// When a request came that nothing was set up for, an expectation was never met, or one of its replies is left.
    #[track_caller]
    pub fn assert_done(&self) {
        let state = self.state();
        let open = state.rules.iter().filter_map(Rule::open);
        let faults: Vec<String> = state.unexpected.iter().cloned().chain(open).collect();
        drop(state);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    fn add(&self, rule: Rule) {
        self.state().rules.push(rule);
    }

    /// The reply to a request. The function that may make it is not called here, as it may ask for what was sent.
    fn answer_to(&self, request: &SentRequest) -> Result<expectation::Answer, Unexpected> {
        let mut state = self.state();
        state.sent.push(request.clone());
        let mut misses = Vec::new();
        for rule in &mut state.rules {
            match rule.try_on(request) {
                Ok(answer) => return Ok(answer),
                Err(miss) => misses.push(miss),
            }
        }
        let told = told(request, &misses);
        state.unexpected.push(told.clone());
        Err(Unexpected(told))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn told(request: &SentRequest, misses: &[String]) -> String {
    let name = request.operation().map_or("a request", OperationId::as_str);
    let expected = if misses.is_empty() { "nothing".to_owned() } else { misses.join("; ") };
    format!("{name} ({} {}) was not expected; expected: {expected}", request.method(), request.path())
}

impl Transport for Mock {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = SentRequest::read(request).await?;
            let answer = self.answer_to(&request).map_err(TransportError::permanent)?;
            answer.to(&request).play().await
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Mock")
            .field("expectations", &state.rules.len())
            .field("sent", &state.sent.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Unexpected {}

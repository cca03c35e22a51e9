//! What a scenario is, and what calls say when something is not as it should be.

use std::{fmt, future::Future, pin::Pin, time::Duration};

/// One scenario of the suite: its name there and the calls it asks for.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) call: fn() -> Pin<Box<dyn Future<Output = Outcome> + Send>>,
}

/// How the calls of a scenario ended.
pub(crate) type Outcome = Result<(), Fault>;

/// Why a scenario does not pass.
pub(crate) struct Fault(String);

impl Fault {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl<E: std::error::Error> From<E> for Fault {
    fn from(error: E) -> Self {
        let mut why = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            why = format!("{why}: {error}");
            cause = error.source();
        }
        Self(why)
    }
}

impl Scenario {
    /// Makes the calls; they have 20 seconds.
    pub(crate) async fn run(&self) -> Result<(), String> {
        match tokio::time::timeout(Duration::from_secs(20), tokio::spawn((self.call)())).await {
            Err(_) => Err("no end after 20 seconds".to_owned()),
            Ok(Err(error)) => Err(error.to_string()),
            Ok(Ok(outcome)) => outcome.map_err(|fault| fault.0),
        }
    }
}

/// Says that two values are the same, or which two are not.
pub(crate) fn same<T: PartialEq<U> + fmt::Debug, U: fmt::Debug>(found: T, wanted: U) -> Outcome {
    if found == wanted { Ok(()) } else { Err(Fault::new(format!("found {found:?}, not {wanted:?}"))) }
}

/// Says that an answer is the value of its type that was meant.
pub(crate) fn equal<T: PartialEq + fmt::Debug>(found: T, wanted: T) -> Outcome {
    same(found, wanted)
}

/// A map of any kind.
pub(crate) fn map<V, M: FromIterator<(String, V)>, const N: usize>(entries: [(&str, V); N]) -> M {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Says that a call ended in an answer of an error status.
pub(crate) fn refused<T, E>(result: Result<T, specwright_runtime::Error<E>>, status: u16) -> Result<E, Fault> {
    let Err(error) = result else { return Err(Fault::new("the call succeeded")) };
    same(error.status().map(|status| status.as_u16()), Some(status))?;
    error.into_api().ok_or_else(|| Fault::new("the answer is not one of the declared errors"))
}

/// A file that comes with the suite, in whose folder the calls are run.
pub(crate) fn asset(name: &str) -> Result<Vec<u8>, Fault> {
    std::fs::read(format!("node_modules/@typespec/http-specs/assets/{name}"))
        .map_err(|error| Fault::new(format!("{name}: {error}")))
}

/// The scenarios of a specification, each with an async function.
macro_rules! scenarios {
    ($($name:ident => $call:path,)*) => {
        pub(crate) const SCENARIOS: &[$crate::scenario::Scenario] = &[
            $($crate::scenario::Scenario { name: stringify!($name), call: || Box::pin($call()) },)*
        ];
    };
}
pub(crate) use scenarios;

/// A client of a generated crate for the mock server.
macro_rules! client {
    ($krate:ident $(, $method:ident($($argument:expr),*))*) => {
        $krate::Client::builder().base_url("http://localhost:3000").allow_http(true)$(.$method($($argument),*))*.build()
    };
}
pub(crate) use client;

/// Pairs of scenarios about one value: the first asks for it, the second sends it and gets an answer that says nothing.
macro_rules! exchanges {
    ($krate:ident: $($read:ident => $get:ident, $write:ident => $put:ident, with $value:expr;)*) => {
        pub(crate) const SCENARIOS: &[$crate::scenario::Scenario] = &[$(
            $crate::scenario::Scenario {
                name: stringify!($read),
                call: || Box::pin(async {
                    let found = $crate::scenario::client!($krate)?.$get().await?;
                    $crate::scenario::equal(found, $value)
                }),
            },
            $crate::scenario::Scenario {
                name: stringify!($write),
                call: || Box::pin(async { Ok($crate::scenario::client!($krate)?.$put($value).await?) }),
            },
        )*];
    };
}
pub(crate) use exchanges;

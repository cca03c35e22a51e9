//! A call for each scenario of TypeSpec's http-specs, with nothing but the public API of the generated clients.
//!
//! Usage: `spector-calls [BEGINNING..]`. Prints `pass` or `fail`, the scenario and the reason, separated by tabs. The mock
//! server has to run on port 3000, and the folder of the suite has to be the current one.

#[cfg(feature = "authentication")]
mod authentication;
#[cfg(feature = "documentation")]
mod documentation;
#[cfg(feature = "encode")]
mod encode;
#[cfg(feature = "parameters")]
mod parameters;
#[cfg(feature = "payload")]
mod payload;
#[cfg(feature = "response")]
mod response;
mod scenario;
#[cfg(feature = "serialization")]
mod serialization;
#[cfg(feature = "server")]
mod server;
#[cfg(feature = "special_headers")]
mod special_headers;
#[cfg(feature = "special_words")]
mod special_words;
#[cfg(feature = "streaming")]
mod streaming;
#[cfg(feature = "types")]
mod types;
#[cfg(feature = "versioning")]
mod versioning;

use scenario::Scenario;

/// The scenarios by specification. Each is a feature, so that a part of them can be built alone.
const ALL: &[&[&[Scenario]]] = &[
    #[cfg(feature = "authentication")]
    &[authentication::SCENARIOS],
    #[cfg(feature = "documentation")]
    &[documentation::SCENARIOS],
    #[cfg(feature = "encode")]
    encode::ALL,
    #[cfg(feature = "parameters")]
    &[parameters::SCENARIOS],
    #[cfg(feature = "payload")]
    payload::ALL,
    #[cfg(feature = "response")]
    &[response::SCENARIOS],
    #[cfg(feature = "serialization")]
    &[serialization::SCENARIOS],
    #[cfg(feature = "server")]
    &[server::SCENARIOS],
    #[cfg(feature = "special_headers")]
    &[special_headers::SCENARIOS],
    #[cfg(feature = "special_words")]
    special_words::ALL,
    #[cfg(feature = "streaming")]
    &[streaming::SCENARIOS],
    #[cfg(feature = "types")]
    types::ALL,
    #[cfg(feature = "versioning")]
    &[versioning::SCENARIOS],
];

#[tokio::main]
async fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    for scenario in ALL.iter().copied().flatten().copied().flatten() {
        if only.is_empty() || only.iter().any(|beginning| scenario.name.starts_with(beginning)) {
            match scenario.run().await {
                Ok(()) => println!("pass\t{}", scenario.name),
                Err(why) => println!("fail\t{}\t{}", scenario.name, why.replace(['\t', '\n', '\r'], " ")),
            }
        }
    }
}

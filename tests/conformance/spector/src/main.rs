//! A call for each scenario of TypeSpec's http-specs, with nothing but the public API of the generated clients.
//!
//! Usage: `spector-calls [BEGINNING..]`. Prints `pass` or `fail`, the scenario and the reason, separated by tabs. The mock
//! server has to run on port 3000, and the folder of the suite has to be the current one.

mod authentication;
mod documentation;
mod encode;
mod parameters;
mod payload;
mod response;
mod scenario;
mod serialization;
mod server;
mod special_headers;
mod special_words;
mod streaming;
mod types;
mod versioning;

use scenario::Scenario;

/// The scenarios by specification.
const ALL: &[&[&[Scenario]]] = &[
    &[
        authentication::SCENARIOS,
        documentation::SCENARIOS,
        parameters::SCENARIOS,
        response::SCENARIOS,
        serialization::SCENARIOS,
        server::SCENARIOS,
        special_headers::SCENARIOS,
        streaming::SCENARIOS,
        versioning::SCENARIOS,
    ],
    encode::ALL,
    payload::ALL,
    special_words::ALL,
    types::ALL,
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

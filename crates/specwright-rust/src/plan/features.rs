//! The Cargo features of a client.

/// What a client passes on to the crate it stands on, each with what it adds. The first is on by default.
pub(crate) const RUNTIME: [(&str, &str); 5] = [
    ("default-transport", "The transport that is used where none is set."),
    ("blocking", "`ClientBuilder::build_blocking`: a client for programs without async."),
    ("mock", "`runtime::Mock`: a transport for tests that answers from memory and knows what was sent."),
    (
        "record",
        "`runtime::Recorder` and `runtime::Replay`: transports that write exchanges down, and answer from what was written.",
    ),
    ("tracing", "A `tracing` span for each call, with the attributes of OpenTelemetry."),
];

/// How the client sends and waits, and the tags of a large API, all of which are on by default.
pub(super) fn of_client(tags: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut default = vec!["default-transport".to_owned()];
    default.extend(tags.iter().map(|tag| (*tag).to_owned()));
    let mut features = vec![("default".to_owned(), default)];
    let runtime = RUNTIME.iter().map(|(feature, _)| (*feature).to_owned());
    features.extend(runtime.map(|feature| (feature.clone(), vec![format!("specwright-runtime/{feature}")])));
    features.extend(tags.iter().map(|tag| ((*tag).to_owned(), Vec::new())));
    features
}

//! What the generated clients do: against a mock server that checks them, on the wire, when servers fail, with secrets.

mod documents;
mod example;
mod examples;
mod faults;
mod lossless;
mod mocking;
mod modes;
mod prism;
mod prism_archera;
mod prism_bv;
mod recorder;
mod requests;
mod secrets;
#[path = "../../../crates/specwright-runtime/tests/behaviour/server.rs"]
mod server;
mod transcription;
mod wire;

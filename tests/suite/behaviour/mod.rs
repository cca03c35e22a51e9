//! What the generated clients do: against a mock server that checks them, on the wire, when servers fail, with secrets.

mod documents;
mod modes;
mod prism;
mod prism_archera;
mod prism_bv;
mod recorder;
mod requests;

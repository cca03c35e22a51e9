//! What a client does against servers that misbehave, with values that are hostile, and when time runs out.

#![cfg(test)]

mod api;
#[cfg(feature = "blocking")]
mod blocking;
mod errors;
mod faults;
mod mock;
mod paths;
mod redirects;
mod requests;
mod retries;
mod secrets;
mod server;

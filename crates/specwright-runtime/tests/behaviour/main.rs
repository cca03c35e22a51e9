//! What a client does against servers that misbehave, with values that are hostile, and when time runs out.

#![cfg(feature = "default-transport")]

#[cfg(test)]
mod answers;
#[cfg(test)]
mod api;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(test)]
mod budget;
#[cfg(test)]
mod cancellation;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod heads;
#[cfg(test)]
#[cfg(feature = "mock")]
mod hooks;
#[cfg(test)]
#[cfg(feature = "mock")]
mod idempotency;
#[cfg(test)]
mod live;
#[cfg(test)]
mod mock;
#[cfg(test)]
#[cfg(feature = "mock")]
mod mocking;
#[cfg(test)]
mod multipart;
#[cfg(test)]
mod oauth;
#[cfg(test)]
#[cfg(feature = "mock")]
mod paging;
#[cfg(test)]
mod paths;
#[cfg(test)]
mod proxies;
#[cfg(test)]
#[cfg(all(feature = "mock", feature = "record"))]
mod recording;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod schemes;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod server;
#[cfg(test)]
mod servers;
#[cfg(test)]
#[cfg(all(feature = "mock", feature = "tracing"))]
mod spans;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod token_secrets;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod typed_events;
#[cfg(test)]
mod uploads;

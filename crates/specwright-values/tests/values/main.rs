//! What the values do on the wire.

mod base64;
mod enums;
mod errors;
mod foreign;
mod hostile;
mod maybe;
mod records;
mod secret;
mod times;

//! What a source sends and how it is asked: requests, payloads, the reading of values, findings, and what is kept secret.

pub mod csv;
pub mod failed;
pub mod finding;
pub mod http;
pub mod parse;
pub mod payload;
pub mod personal;
pub mod quota;
pub mod secret;

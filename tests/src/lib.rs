//! What is seen from outside: end to end, crash, browser, parity.
//!
//! This library is the harness: the real server as a process, a stand-in for the European Central
//! Bank, a real browser, and what they share.

pub mod api;
pub mod chromium;
pub mod ecb_server;
pub mod history;
pub mod http;
pub mod made;
pub mod measure;
pub mod postgres;
pub mod prior;
pub mod recorded;
pub mod refit;
pub mod routes;
pub mod server;
pub mod settled;
pub mod start;

mod output;
mod skipped;

//! What the page reads: the server's answers, and what it says to the engine beside it.

mod answers;
pub mod engine;
pub mod json;

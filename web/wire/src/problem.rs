//! What went wrong, as RFC 9457 problem details.

use serde::{Deserialize, Serialize};

/// A problem, as `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A stable address of the kind of problem, such as `/problems/horizon`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short name of the kind, in the language asked for.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong here and what is allowed, in the language asked for.
    pub detail: String,
    /// The path that was asked.
    pub instance: String,
    /// The kind as one word, in no language.
    pub code: String,
    /// What a program reported, for those who look into it: technical, in English, never secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

//! Who may ask for what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The body of `POST /api/v1/tokens`. The server makes the token: nobody brings his own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// Who holds it: 1 to 64 characters of a-z, 0-9, `.`, `_` and `-`.
    pub name: String,
    /// What it allows: `reader`, `pusher`, `reviewer`, `operator`, `admin` or `webhook`.
    pub role: String,
}

/// The answer to `POST /api/v1/tokens`: the only one that ever has the token itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeToken {
    /// Who holds it.
    pub name: String,
    /// What it allows.
    pub role: String,
    /// The token; only its digest is kept.
    pub token: String,
}

impl fmt::Debug for MadeToken {
    /// Says nothing of the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MadeToken")
            .field("name", &self.name)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// A token in the answer to `GET /api/v1/tokens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Who holds it.
    pub name: String,
    /// What it allows.
    pub role: String,
    /// When it was made or revoked.
    pub at: DateTime<Utc>,
    /// Who made or revoked it.
    pub actor: String,
    /// Whether it no longer allows anything.
    pub revoked: bool,
}

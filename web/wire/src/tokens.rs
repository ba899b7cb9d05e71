//! Who may ask for what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The body of `POST /api/v1/tokens`. Whoever makes a token keeps it: only its digest is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// Who holds it: 1 to 64 characters of a-z, 0-9, `.`, `_` and `-`.
    pub name: String,
    /// What it allows: `reader`, `pusher`, `reviewer`, `operator`, `admin` or `webhook`.
    pub role: String,
    /// The SHA-256 digest of the token, in hexadecimal digits.
    pub digest: String,
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

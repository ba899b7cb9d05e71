//! What is held for people, and what they decide.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A value that was held back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Its number.
    pub held: u64,
    /// The batch that brought it.
    pub batch: u64,
    /// Its series.
    pub series: String,
    /// The day that it describes.
    pub period: NaiveDate,
    /// The value.
    pub value: f64,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// The rule that it broke.
    pub rule: String,
    /// How it broke it.
    pub detail: String,
    /// How many people must agree to keep it out. To let it in may take more: see [`Opinion::people`].
    pub reviewers: u8,
    /// What was decided: `accept`, `correct` or `reject`; none while it waits.
    pub decided: Option<String>,
    /// Whether people want different things of it: it waits until one of them says otherwise.
    #[serde(default)]
    pub disputed: bool,
    /// Who has said something on it, in order.
    pub decisions: Vec<Opinion>,
}

/// The held values of one batch that broke the same rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldGroup {
    /// The batch.
    pub batch: u64,
    /// The rule.
    pub rule: String,
    /// How many values it has, decided or not.
    pub held: u64,
    /// How many of them wait.
    pub waiting: u64,
    /// One of them: the newest that waits, or the newest where none does.
    pub example: Option<Held>,
}

/// What somebody decided on a held value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opinion {
    /// Who.
    pub actor: String,
    /// When.
    pub at: DateTime<Utc>,
    /// `accept`, `correct`, `reject` or `reopen`.
    pub decision: String,
    /// The corrected value, if it is one.
    pub value: Option<f64>,
    /// From when on it shall count as known; nothing is from when it is decided.
    #[serde(default)]
    pub known: Option<KnownFrom>,
    /// How many people must agree on it.
    #[serde(default)]
    pub people: u8,
    /// What the value that would enter breaks, by what was believed then.
    #[serde(default)]
    pub breaks: Vec<String>,
    /// Why.
    pub note: String,
}

/// From when on a value that people let in counts as known: a moment such as `2026-10-30T18:00:00Z`, or `published`, which
/// is its own moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum KnownFrom {
    /// From its own moment on.
    Published,
    /// From this moment on.
    Since(DateTime<Utc>),
}

impl std::str::FromStr for KnownFrom {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "published" {
            return Ok(Self::Published);
        }
        let moment = text.parse().map(Self::Since);
        moment
            .map_err(|_| format!("must be published or a moment such as 2026-10-30T18:00:00Z, got {text:?}"))
    }
}

impl TryFrom<String> for KnownFrom {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<KnownFrom> for String {
    fn from(known: KnownFrom) -> Self {
        match known {
            KnownFrom::Published => "published".to_owned(),
            KnownFrom::Since(moment) => moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        }
    }
}

/// The body of `POST /api/v1/held/{number}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// `accept`, `correct`, `reject`, or `reopen` for what was rejected.
    pub decision: String,
    /// The corrected value, for `correct`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// From when on the value counts as known, for `accept` and `correct`; without it, from when that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<KnownFrom>,
    /// Why; a correction needs one.
    #[serde(default)]
    pub note: String,
}

/// The body of `POST /api/v1/held`: one decision on each value of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideGroup {
    /// The batch.
    pub batch: u64,
    /// The rule that they broke.
    pub rule: String,
    /// `accept` or `reject` for all that wait, `reopen` for all that were rejected.
    pub decision: String,
    /// From when on the values count as known, for `accept`; without it, from when that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<KnownFrom>,
    /// Why.
    #[serde(default)]
    pub note: String,
}

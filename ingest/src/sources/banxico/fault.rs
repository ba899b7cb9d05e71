//! What is wrong with an answer of the SIE that holds no data.

use crate::feed::failed::SourceError;
use crate::feed::http::Reply;
use crate::feed::parse;
use chrono::{DateTime, Utc};
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::time::Duration;

const JSON: &str = "application/json";

/// The longest time for which the source refuses requests: to the end of its day.
const BAN_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// Why the SIE gave no data. No text in here can hold more than the body said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The token is wrong, or was not sent.
    Token,
    /// The quota is used up.
    Quota {
        /// How long it stays so, if the source says it.
        reset_in: Option<Duration>,
    },
    /// One of the series does not exist.
    UnknownSeries,
    /// The request names too many series.
    TooMany,
    /// The source does not understand the request.
    BadRequest {
        /// What it says.
        message: String,
    },
    /// A failure inside the source, or a web page of whatever stands before it.
    Outage {
        /// The status.
        status: u16,
        /// The beginning of the body.
        start: String,
    },
    /// The body ends too early.
    Truncated {
        /// The bytes that came.
        length: usize,
    },
    /// An answer of no known form.
    Changed {
        /// The status.
        status: u16,
        /// The beginning of the body.
        start: String,
    },
}

/// The SIE's own description of a failure.
#[derive(Deserialize)]
struct Document {
    error: Description,
}

#[derive(Deserialize)]
struct Description {
    #[serde(default)]
    mensaje: String,
    #[serde(default)]
    detalle: String,
    #[serde(rename = "secondsToReset")]
    seconds_to_reset: Option<i64>,
}

/// Whether `reply` brings a whole document of data, of whatever shape.
pub(super) fn is_data(reply: &Reply) -> bool {
    let is_json = reply.status.is_success() && reply.media_type == JSON;
    is_json && serde_json::from_slice::<IgnoredAny>(&reply.bytes).is_ok()
}

/// What is wrong with an answer that brings no data.
///
/// The SIE says most of it with status 400 and a body in Spanish: a bad token, and a used-up quota too.
pub fn fault(status: u16, headers: &HeaderMap, body: &[u8]) -> Fault {
    let text = String::from_utf8_lossy(body);
    let start = || parse::excerpt(text.trim_start());
    match status {
        // Before the look at the body: whoever refuses the length of a request may do so in HTML.
        413 => Fault::TooMany,
        500.. => Fault::Outage { status, start: start() },
        _ if is_web_page(headers, &text) => Fault::Outage { status, start: start() },
        401 | 403 => Fault::Token,
        404 => Fault::UnknownSeries,
        429 => Fault::Quota { reset_in: reset_in(None, headers) },
        400..=499 => match serde_json::from_slice::<Document>(body) {
            Ok(document) => described(&document.error, headers),
            Err(_) => Fault::Changed { status, start: start() },
        },
        _ => match serde_json::from_slice::<IgnoredAny>(body) {
            Err(error) if error.is_eof() => Fault::Truncated { length: body.len() },
            _ => Fault::Changed { status, start: start() },
        },
    }
}

/// What the SIE's own words mean.
fn described(description: &Description, headers: &HeaderMap) -> Fault {
    let reset_in = reset_in(description.seconds_to_reset, headers);
    let message = description.mensaje.to_lowercase();
    if reset_in.is_some() || message.starts_with("límite de consultas") {
        Fault::Quota { reset_in }
    } else if message.contains("token") {
        Fault::Token
    } else if message.contains("serie") && message.contains("not found") {
        Fault::UnknownSeries
    } else {
        let words = format!("{} {}", description.mensaje, description.detalle);
        Fault::BadRequest { message: parse::excerpt(words.trim()) }
    }
}

/// How long the quota stays used up: by the body, or else by the header.
fn reset_in(seconds: Option<i64>, headers: &HeaderMap) -> Option<Duration> {
    let header = || headers.get("bmx-secondstoreset")?.to_str().ok()?.trim().parse().ok();
    let seconds: i64 = seconds.or_else(header)?;
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or_default()).min(BAN_MAX))
}

fn is_web_page(headers: &HeaderMap, text: &str) -> bool {
    let media_type = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    media_type.to_ascii_lowercase().starts_with("text/html") || parse::is_web_page(text)
}

impl Fault {
    /// Whether the same request may succeed in a moment.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::Outage { .. } | Self::Truncated { .. })
    }

    /// The error of the request known as `origin`, which was made `tries` times, the last of them answered `now`.
    pub(super) fn into_error(self, origin: String, tries: u32, now: DateTime<Utc>) -> SourceError {
        match self {
            Self::Token => SourceError::Token { origin },
            Self::Quota { reset_in } => {
                SourceError::Quota { origin, until: now + reset_in.unwrap_or_default() }
            }
            Self::UnknownSeries => SourceError::UnknownSeries { origin },
            Self::TooMany => SourceError::TooMany { origin },
            Self::BadRequest { message } => SourceError::BadRequest { origin, message },
            Self::Outage { status, start } => SourceError::Unavailable { origin, status, tries, start },
            Self::Truncated { length } => SourceError::Truncated { origin, length, tries },
            Self::Changed { status, start } => SourceError::Changed { origin, status, start },
        }
    }
}

#[cfg(test)]
mod tests;

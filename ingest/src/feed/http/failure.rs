//! Why one try failed, and the error that it becomes.

use crate::feed::failed::SourceError;
use reqwest::StatusCode;

/// Why one try failed.
#[derive(Debug)]
pub(crate) enum Failure {
    Exchange(reqwest::Error),
    Status(StatusCode),
    MediaType { found: String, allowed: String },
    TooLarge { limit: usize },
}

impl Failure {
    /// Whether the same request may succeed in a moment.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Exchange(error) => is_absent(error) || is_broken(error),
            Self::Status(status) => status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS,
            Self::MediaType { .. } | Self::TooLarge { .. } => false,
        }
    }

    /// The error of a request that is known as `origin`; reqwest's own errors would show its URL.
    pub(crate) fn into_error(self, origin: &str, tries: u32) -> SourceError {
        let origin = origin.to_owned();
        match self {
            Self::Exchange(error) if is_absent(&error) => {
                SourceError::Outage { origin, tries, source: error.without_url() }
            }
            Self::Exchange(error) if error.is_redirect() => SourceError::Redirect { origin },
            Self::Exchange(error) => SourceError::Exchange { origin, source: error.without_url() },
            Self::Status(
                status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS),
            ) => SourceError::Refused { origin, status: status.as_u16(), tries },
            Self::Status(status) => SourceError::Status { origin, status: status.as_u16(), tries },
            Self::MediaType { found, allowed } => SourceError::MediaType { origin, found, allowed },
            Self::TooLarge { limit } => SourceError::TooLarge { origin, limit },
        }
    }
}

/// Nobody answers, or not in time.
fn is_absent(error: &reqwest::Error) -> bool {
    error.is_connect() || error.is_timeout()
}

/// The connection broke off before the answer, within it, or within its packing.
fn is_broken(error: &reqwest::Error) -> bool {
    error.is_request() || error.is_body() || error.is_decode()
}

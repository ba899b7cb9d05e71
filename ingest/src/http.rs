//! One careful HTTP request: limits, a few retries, and one clear error for each way to fail.

use crate::parse;
use crate::source::{PAYLOAD_MAX_BYTES, SourceError};
use reqwest::{Client, Response, StatusCode, header, redirect};
use std::time::Duration;

/// A client for public sources.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client,
    limits: Limits,
}

/// How long, how often and how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The longest that one try may take, from the connection to the last byte.
    pub timeout: Duration,
    /// How often a request is made before it fails.
    pub tries: u32,
    /// The longest wait before the second try; it doubles with each further one.
    pub delay: Duration,
    /// The longest body, unpacked.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            tries: 3,
            delay: Duration::from_millis(500),
            bytes: PAYLOAD_MAX_BYTES,
        }
    }
}

/// A body and its content type, without parameters and in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl Http {
    /// A client within `limits`. Fails when the system has no roots of trust.
    pub fn new(limits: Limits) -> Result<Self, reqwest::Error> {
        // Fails only if a provider is installed already, and any provider will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(concat!("paridad/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_secs(10).min(limits.timeout))
            .timeout(limits.timeout)
            .redirect(redirect::Policy::custom(stay_at_origin))
            .build()?;
        Ok(Self { client, limits })
    }

    /// Asks for `url`, whose answer must have one of the content types `allowed`.
    ///
    /// Tried again are failed connections, timeouts and the statuses 429 and 5xx, after a random
    /// part of an exponentially growing delay ("full jitter"), so that clients do not return in step.
    pub(crate) async fn request(&self, url: &str, allowed: &[&str]) -> Result<Answer, SourceError> {
        let mut tries = 1;
        loop {
            match self.try_once(url, allowed).await {
                Ok(answer) => return Ok(answer),
                Err(failure) if failure.is_passing() && tries < self.limits.tries => {
                    let longest = self.limits.delay * 2_u32.saturating_pow(tries - 1);
                    tokio::time::sleep(longest.mul_f64(fastrand::f64())).await;
                    tries += 1;
                }
                Err(failure) => return Err(failure.into_error(url, tries)),
            }
        }
    }

    async fn try_once(&self, url: &str, allowed: &[&str]) -> Result<Answer, Failure> {
        let response = self.client.get(url).send().await.map_err(Failure::Exchange)?;
        if !response.status().is_success() {
            return Err(Failure::Status(response.status()));
        }
        let media_type = media_type(&response);
        if !allowed.contains(&media_type.as_str()) {
            return Err(Failure::MediaType {
                found: parse::excerpt(&media_type),
                allowed: allowed.join(", "),
            });
        }
        let bytes = self.body(response).await?;
        Ok(Answer { media_type, bytes })
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Failure> {
        let limit = self.limits.bytes;
        let mut bytes = Vec::new();
        // Counted as it arrives: a declared length may lie, and a packed body unpacks to any size.
        while let Some(chunk) = response.chunk().await.map_err(Failure::Exchange)? {
            if bytes.len() + chunk.len() > limit {
                return Err(Failure::TooLarge { limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

/// Why one try failed.
enum Failure {
    Exchange(reqwest::Error),
    Status(StatusCode),
    MediaType { found: String, allowed: String },
    TooLarge { limit: usize },
}

impl Failure {
    /// Whether the same request may succeed in a moment.
    fn is_passing(&self) -> bool {
        match self {
            Self::Exchange(error) => error.is_connect() || error.is_timeout(),
            Self::Status(status) => status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS,
            Self::MediaType { .. } | Self::TooLarge { .. } => false,
        }
    }

    fn into_error(self, url: &str, tries: u32) -> SourceError {
        let is_passing = self.is_passing();
        let origin = url.to_owned();
        match self {
            Self::Exchange(error) if is_passing => {
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

/// Follows a few redirects, but only to the scheme, host and port that was asked first.
fn stay_at_origin(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let asked = attempt.previous().first().map(reqwest::Url::origin);
    if asked == Some(attempt.url().origin()) && attempt.previous().len() <= 5 {
        attempt.follow()
    } else {
        attempt.error("redirect refused")
    }
}

fn media_type(response: &Response) -> String {
    let header = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = header.and_then(|value| value.split(';').next()).unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests;

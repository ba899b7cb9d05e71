//! One careful HTTP request: limits, a few retries, and one clear error for each way to fail.

mod failure;
mod limits;
mod patience;
mod protection;

pub(crate) use failure::Failure;
pub use limits::Limits;
pub(crate) use patience::Patience;
pub(crate) use protection::is_here;
pub use protection::is_protected;

use crate::feed::failed::SourceError;
use crate::feed::parse;
use crate::feed::payload::Payload;
use crate::feed::secret::Secret;
use chrono::{DateTime, Utc};
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Client, Response, StatusCode, Url, redirect};
use std::time::Duration;

/// A client for public sources.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client,
    /// For this machine: what goes there in clear must pass no proxy.
    direct: Client,
    limits: Limits,
}

/// A body and its content type, without parameters and in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// A request that carries a token.
///
/// There is no `Debug`: the URL of some sources has the token in its path.
pub(crate) struct Request<'a> {
    /// What is asked; may hold a secret, and so is never shown.
    pub(crate) url: &'a str,
    /// What stands for the URL in errors and payloads; never a secret.
    pub(crate) origin: &'a str,
    /// The name of the header that carries the token, in lower case, and the token.
    pub(crate) secret: Option<(&'a str, &'a Secret)>,
}

/// Whatever a source answered, with any status.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The content type, without parameters and in lower case.
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl Http {
    /// A client within `limits`. Fails when the system has no roots of trust.
    pub fn new(limits: Limits) -> Result<Self, reqwest::Error> {
        // Fails only if a provider is installed already, and any provider will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let careful = || {
            Client::builder()
                .user_agent(concat!("paridad/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(Duration::from_secs(10).min(limits.timeout))
                .timeout(limits.timeout)
                .redirect(redirect::Policy::custom(stay_at_origin))
        };
        Ok(Self { client: careful().build()?, direct: careful().no_proxy().build()?, limits })
    }

    /// Asks for `url`, whose answer must have one of the content types `allowed`.
    ///
    /// Tried again are failed connections, timeouts, broken bodies and the statuses 429 and 5xx.
    pub(crate) async fn request(&self, url: &str, allowed: &[&str]) -> Result<Answer, SourceError> {
        self.ask(&Request { url, origin: url, secret: None }, allowed).await
    }

    /// The same, of a request that may carry a token.
    pub(crate) async fn ask(&self, request: &Request<'_>, allowed: &[&str]) -> Result<Answer, SourceError> {
        let mut patience = self.patience();
        loop {
            let failure = match self.send(request).await.and_then(|reply| reply.accept(allowed)) {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            if !failure.is_passing() || !patience.try_again().await {
                return Err(failure.into_error(request.origin, patience.tries()));
            }
        }
    }

    /// The patience with a new request.
    pub(crate) fn patience(&self) -> Patience<'_> {
        Patience::new(&self.limits)
    }

    /// Makes a request once, and gives the answer whatever its status is.
    pub(crate) async fn send(&self, request: &Request<'_>) -> Result<Reply, Failure> {
        let is_direct = Url::parse(request.url).is_ok_and(|url| protection::is_plain_and_here(&url));
        let client = if is_direct { &self.direct } else { &self.client };
        let mut sent = client.get(request.url);
        if let Some((name, secret)) = request.secret {
            sent = sent.header(name, sensitive(name, secret));
        }
        let response = sent.send().await.map_err(Failure::Exchange)?;
        Ok(Reply {
            status: response.status(),
            headers: response.headers().clone(),
            media_type: media_type(&response),
            bytes: self.body(response).await?,
        })
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

impl Answer {
    /// What a source has sent from an address, asked at `now`.
    pub(crate) fn payload(self, source: &str, origin: String, now: DateTime<Utc>) -> Payload {
        let Self { media_type, bytes } = self;
        Payload { source: source.to_owned(), origin, media_type, bytes, received_at: now }
    }
}

impl Reply {
    /// The body, if the request succeeded with one of the content types `allowed`.
    fn accept(self, allowed: &[&str]) -> Result<Answer, Failure> {
        if !self.status.is_success() {
            return Err(Failure::Status(self.status));
        }
        if !allowed.contains(&self.media_type.as_str()) {
            let found = parse::excerpt(&self.media_type);
            return Err(Failure::MediaType { found, allowed: allowed.join(", ") });
        }
        Ok(Answer { media_type: self.media_type, bytes: self.bytes })
    }
}

/// The token as the value of a header that the client's own traces leave out.
#[expect(clippy::expect_used, reason = "a secret has visible ASCII characters only")]
fn sensitive(name: &str, secret: &Secret) -> HeaderValue {
    let scheme = if name == header::AUTHORIZATION.as_str() { "Bearer " } else { "" };
    let value = format!("{scheme}{}", secret.expose());
    let mut value = HeaderValue::from_str(&value).expect("visible ASCII makes a header");
    value.set_sensitive(true);
    value
}

/// Follows a few redirects, but only to the scheme, host and port that was asked first.
fn stay_at_origin(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let asked = attempt.previous().first().map(Url::origin);
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

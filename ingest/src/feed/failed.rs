//! Why a source gave no payload: one variant for each way to fail.

use super::parse::ParseError;
use super::quota::QuotaError;
use chrono::{DateTime, Utc};
use std::error::Error;
use std::path::PathBuf;

/// Why a source gave no payload.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// No connection, or no answer in time.
    #[error("{origin} could not be reached in {tries} tries")]
    Outage {
        /// What was asked.
        origin: String,
        /// How often it was asked.
        tries: u32,
        /// What happened the last time.
        #[source]
        source: reqwest::Error,
    },
    /// The source is there and declines to serve us.
    #[error("{origin} refused the request with HTTP status {status} (tries: {tries})")]
    Refused {
        /// What was asked.
        origin: String,
        /// 401, 403 or 429.
        status: u16,
        /// How often it was asked.
        tries: u32,
    },
    /// Any other status that is no success.
    #[error("{origin} answered with HTTP status {status} (tries: {tries})")]
    Status {
        /// What was asked.
        origin: String,
        /// The status.
        status: u16,
        /// How often it was asked.
        tries: u32,
    },
    /// The source sends us to another host, or in circles.
    #[error("{origin} redirects to another host or too often")]
    Redirect {
        /// What was asked.
        origin: String,
    },
    /// The body is longer than anything the source should send.
    #[error("{origin} sent more than {limit} bytes")]
    TooLarge {
        /// What was asked.
        origin: String,
        /// The most that is accepted.
        limit: usize,
    },
    /// The content type is none that the source sends.
    #[error("{origin} must send one of {allowed}, got {found:?}")]
    MediaType {
        /// What was asked.
        origin: String,
        /// What came.
        found: String,
        /// What the source sends.
        allowed: String,
    },
    /// The request could not be made, or the body broke off.
    #[error("the exchange with {origin} failed")]
    Exchange {
        /// What was asked.
        origin: String,
        /// What happened.
        #[source]
        source: reqwest::Error,
    },
    /// The token is wrong, or was not sent.
    #[error("{origin} does not accept the token")]
    Token {
        /// What was asked.
        origin: String,
    },
    /// Everything that may be asked for now has been asked.
    #[error("the quota of {origin} is used up until {until}")]
    Quota {
        /// What was asked.
        origin: String,
        /// When it may be asked again.
        until: DateTime<Utc>,
    },
    /// The requests could not be counted, and so none was made.
    #[error("the quota of {origin} could not be kept")]
    Ledger {
        /// What was to be asked.
        origin: String,
        /// What is wrong with the count.
        #[source]
        source: QuotaError,
    },
    /// The source does not know a series that we asked for.
    #[error("{origin} asks for a series that the source does not know")]
    UnknownSeries {
        /// What was asked.
        origin: String,
    },
    /// One request may not ask for so much.
    #[error("{origin} asks for more than the source gives at once")]
    TooMany {
        /// What was asked.
        origin: String,
    },
    /// The source does not understand us.
    #[error("{origin} is a bad request to its source, which says {message:?}")]
    BadRequest {
        /// What was asked.
        origin: String,
        /// What the source says.
        message: String,
    },
    /// A failure inside the source, or a web page of whatever stands before it.
    #[error("{origin} is out of order: HTTP status {status} (tries: {tries}), {start:?}")]
    Unavailable {
        /// What was asked.
        origin: String,
        /// The status, which may be that of a success.
        status: u16,
        /// How often it was asked.
        tries: u32,
        /// The beginning of what came.
        start: String,
    },
    /// The answer ended too early, each time.
    #[error("{origin} broke off after {length} bytes (tries: {tries})")]
    Truncated {
        /// What was asked.
        origin: String,
        /// The bytes that came the last time.
        length: usize,
        /// How often it was asked.
        tries: u32,
    },
    /// The answer is none of those that the source is known to give.
    #[error("{origin} has changed its format: HTTP status {status}, {start:?}")]
    Changed {
        /// What was asked.
        origin: String,
        /// The status.
        status: u16,
        /// The beginning of what came.
        start: String,
    },
    /// A file could not be read.
    #[error("{} could not be read", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A file is being written.
    #[error("{} changed while it was read", path.display())]
    Growing {
        /// Its path.
        path: PathBuf,
    },
    /// A database gave no rows.
    #[error("{origin} gave no rows (tries: {tries})")]
    Database {
        /// What was asked.
        origin: String,
        /// How often it was asked.
        tries: u32,
        /// What happened the last time.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// What came is no table, or lacks a column.
    #[error("{origin} must give a table with the columns that are read")]
    Shape {
        /// What was asked.
        origin: String,
        /// What is wrong with it.
        #[source]
        source: ParseError,
    },
    /// An answer goes on for ever, or in circles.
    #[error("{origin} must have at most {limit} different pages")]
    Pages {
        /// What was asked.
        origin: String,
        /// The most that are asked for.
        limit: usize,
    },
}

//! How long, how often and how much is asked.

use crate::feed::payload::PAYLOAD_MAX_BYTES;
use std::time::Duration;

/// How long, how often and how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The longest that one try may take, from the connection to the last byte.
    pub timeout: Duration,
    /// How often a request is made before it fails.
    pub tries: u32,
    /// The longest wait before the second try; it doubles with each further one.
    pub delay: Duration,
    /// The longest that one request may wait in all until its quota allows it.
    pub wait: Duration,
    /// The longest body, unpacked.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            tries: 3,
            delay: Duration::from_millis(500),
            // The longest window of a source, five minutes, and some time to spare.
            wait: Duration::from_secs(6 * 60),
            bytes: PAYLOAD_MAX_BYTES,
        }
    }
}

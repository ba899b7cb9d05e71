//! How often and how long one request is tried again.

use super::limits::Limits;
use std::time::Duration;

/// What is left of the patience with one request: its tries, and the time that it may wait for a quota.
#[derive(Debug)]
pub(crate) struct Patience<'a> {
    limits: &'a Limits,
    tries: u32,
    waited: Duration,
}

impl<'a> Patience<'a> {
    /// The patience at the first try.
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, tries: 1, waited: Duration::ZERO }
    }

    /// The number of the try that is being made, counted from 1.
    pub(crate) fn tries(&self) -> u32 {
        self.tries
    }

    /// Waits for the next try; false, at once, when this was the last one.
    ///
    /// The wait is a random part of an exponentially growing delay ("full jitter"), so that clients do
    /// not return in step.
    pub(crate) async fn try_again(&mut self) -> bool {
        if self.tries >= self.limits.tries {
            return false;
        }
        let longest = self.limits.delay.saturating_mul(2_u32.saturating_pow(self.tries - 1));
        tokio::time::sleep(longest.mul_f64(fastrand::f64())).await;
        self.tries += 1;
        true
    }

    /// Waits for a quota, which takes `wait`; false, at once, when that is longer than may be waited in all.
    pub(crate) async fn wait_for_quota(&mut self, wait: Duration) -> bool {
        let waited = self.waited.saturating_add(wait);
        if waited > self.limits.wait {
            return false;
        }
        tokio::time::sleep(wait).await;
        self.waited = waited;
        true
    }
}

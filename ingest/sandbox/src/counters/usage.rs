//! What one token asked for in one category, against a sliding window and the day in Mexico City.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::Serialize;
use std::collections::VecDeque;

/// How often one may ask.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quota {
    pub(super) seconds: u32,
    pub(super) in_window: u32,
    pub(super) in_day: u32,
}

/// Requests so far, and the most that any window saw.
#[derive(Debug, Clone, Serialize)]
pub struct Usage {
    /// All requests, refused ones included.
    pub requests: u64,
    /// Those that were one too many.
    pub refused: u64,
    /// The most in any window, wherever it begins, refused ones included.
    pub window_most: u32,
    /// The most in any day of Mexico City, refused ones included.
    pub day_most: u32,
    #[serde(skip)]
    quota: Quota,
    #[serde(skip)]
    recent: VecDeque<DateTime<Utc>>,
    #[serde(skip)]
    day: (NaiveDate, u32),
}

impl Usage {
    pub(super) fn within(quota: Quota) -> Self {
        Self {
            requests: 0,
            refused: 0,
            window_most: 0,
            day_most: 0,
            quota,
            recent: VecDeque::new(),
            day: (NaiveDate::MIN, 0),
        }
    }

    /// Counts a request; when it is one too many, says after how many seconds the next one is served.
    pub(super) fn spend(&mut self, now: DateTime<Utc>) -> Result<(), u32> {
        let window = TimeDelta::seconds(i64::from(self.quota.seconds));
        while self.recent.front().is_some_and(|first| *first + window <= now) {
            self.recent.pop_front();
        }
        self.recent.push_back(now);
        let today = in_mexico(now);
        let in_day = if self.day.0 == today { self.day.1 + 1 } else { 1 };
        self.day = (today, in_day);
        let in_window = u32::try_from(self.recent.len()).unwrap_or(u32::MAX);
        self.requests += 1;
        self.window_most = self.window_most.max(in_window);
        self.day_most = self.day_most.max(in_day);
        let wait = if in_day > self.quota.in_day {
            midnight_after(today) - now
        } else if in_window > self.quota.in_window {
            window
        } else {
            return Ok(());
        };
        self.refused += 1;
        Err(u32::try_from(wait.num_seconds() + 1).unwrap_or(1))
    }
}

/// UTC-6 all year: summer time ended in 2022, and for an hour's difference before then no quota is worth a time zone.
const BEHIND: TimeDelta = TimeDelta::hours(6);

fn in_mexico(moment: DateTime<Utc>) -> NaiveDate {
    (moment - BEHIND).date_naive()
}

fn midnight_after(day: NaiveDate) -> DateTime<Utc> {
    (day + Days::new(1)).and_time(NaiveTime::MIN).and_utc() + BEHIND
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_window_slides_and_what_is_too_much_waits_for_its_end() {
        let mut usage = Usage::within(Quota { seconds: 60, in_window: 2, in_day: 100 });
        assert_eq!(usage.spend(at("2026-03-17T20:00:00Z")), Ok(()));
        assert_eq!(usage.spend(at("2026-03-17T20:00:59Z")), Ok(()));
        assert_eq!(usage.spend(at("2026-03-17T20:01:00Z")), Ok(()), "the first one has left the window");
        assert_eq!(usage.spend(at("2026-03-17T20:01:01Z")), Err(61));
        assert_eq!((usage.requests, usage.refused, usage.window_most), (4, 1, 3));
    }

    #[test]
    fn a_day_ends_at_midnight_in_mexico_city() {
        let mut usage = Usage::within(Quota { seconds: 1, in_window: 9, in_day: 1 });
        assert_eq!(usage.spend(at("2026-03-17T06:00:00Z")), Ok(()));
        assert_eq!(usage.spend(at("2026-03-18T05:59:00Z")), Err(61));
        assert_eq!(usage.spend(at("2026-03-18T06:00:00Z")), Ok(()));
        assert_eq!(usage.day_most, 2);
    }
}

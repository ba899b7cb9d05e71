//! The windows of a quota: pure, with the time as an argument.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use paridad_engine::time::zone;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::time::Duration;

/// What a request counts as. Banxico keeps one quota for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A range, or a full history: 200 in 5 minutes and 10,000 a day.
    Historical,
    /// The latest value, or metadata: 80 a minute and 40,000 a day.
    Latest,
}

/// No request may be made now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the quota is used up until {until}")]
pub struct Wait {
    /// The first moment at which one may be made.
    pub until: DateTime<Utc>,
}

/// How much later a request may reach the source than it was counted here.
///
/// A source counts at arrival. Were the first request of a window slow and the one after its end
/// fast, they would arrive closer together than they left.
const SLACK_MS: i64 = 10_000;

/// What a source allows for one kind of requests.
struct Allowance {
    window_ms: i64,
    in_window: usize,
    in_day: u32,
}

const HISTORICAL: Allowance = Allowance { window_ms: 5 * 60_000, in_window: 200, in_day: 10_000 };
const LATEST: Allowance = Allowance { window_ms: 60_000, in_window: 80, in_day: 40_000 };

/// The requests of one token, as far back as they still count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ledger {
    historical: Requests,
    latest: Requests,
}

/// The requests of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Requests {
    /// When the latest ones were sent, in milliseconds of the epoch, oldest first.
    sent_ms: VecDeque<i64>,
    /// The day in Mexico City to which `in_day` belongs.
    day: Option<NaiveDate>,
    in_day: u32,
    /// Until when the source has refused more, in milliseconds of the epoch.
    blocked_ms: i64,
}

impl Ledger {
    /// Counts a request of `kind` at `now`, or says until when none may be made.
    pub(super) fn spend(&mut self, kind: Kind, now: DateTime<Utc>) -> Result<(), Wait> {
        self.of(kind).spend(allowance(kind), now)
    }

    /// Allows nothing of `kind` before `until`.
    pub(super) fn block(&mut self, kind: Kind, until: DateTime<Utc>) {
        // Rounded up: the source's own count starts anew at `until`, not before.
        self.of(kind).blocked_ms = until.timestamp_millis().saturating_add(1);
    }

    fn of(&mut self, kind: Kind) -> &mut Requests {
        match kind {
            Kind::Historical => &mut self.historical,
            Kind::Latest => &mut self.latest,
        }
    }
}

fn allowance(kind: Kind) -> &'static Allowance {
    match kind {
        Kind::Historical => &HISTORICAL,
        Kind::Latest => &LATEST,
    }
}

impl Kind {
    /// The window that a source most likely means when it refuses without saying until when.
    pub fn window(self) -> Duration {
        Duration::from_millis(allowance(self).window_ms.unsigned_abs())
    }
}

impl Requests {
    fn spend(&mut self, allowance: &Allowance, now: DateTime<Utc>) -> Result<(), Wait> {
        let now_ms = now.timestamp_millis();
        self.forget(allowance, now_ms);
        self.turn_day(now);
        if let Some(free_ms) = self.free_ms(allowance, now).filter(|free_ms| *free_ms > now_ms) {
            return Err(Wait { until: DateTime::from_timestamp_millis(free_ms).unwrap_or(now) });
        }
        self.sent_ms.push_back(now_ms);
        self.in_day += 1;
        Ok(())
    }

    /// Drops what no window can hold any more.
    ///
    /// A request from the future was made before the clock was put back: it counts from now on.
    fn forget(&mut self, allowance: &Allowance, now_ms: i64) {
        for sent_ms in &mut self.sent_ms {
            *sent_ms = now_ms.min(*sent_ms);
        }
        while self.sent_ms.front().is_some_and(|first_ms| now_ms - first_ms >= allowance.window_ms + SLACK_MS)
        {
            self.sent_ms.pop_front();
        }
    }

    /// Starts the count of a new day with the requests that may reach the source only after midnight.
    fn turn_day(&mut self, now: DateTime<Utc>) {
        let today = mexican_day(now);
        // A clock that was put back to the day before keeps the count: too high is safe, and ends by itself.
        if self.day.is_none_or(|day| day < today) {
            let late_ms = start_of(today).timestamp_millis() - SLACK_MS;
            let late = self.sent_ms.iter().filter(|sent_ms| **sent_ms >= late_ms).count();
            self.in_day = u32::try_from(late).unwrap_or(u32::MAX);
        }
        self.day = Some(today);
    }

    /// The first moment at which a window that is full now has room, and the source's own ban is over.
    fn free_ms(&self, allowance: &Allowance, now: DateTime<Utc>) -> Option<i64> {
        let leaving = self.sent_ms.len().checked_sub(allowance.in_window);
        let in_window = leaving.and_then(|index| self.sent_ms.get(index));
        let window_free = in_window.map(|sent_ms| sent_ms + allowance.window_ms + SLACK_MS);
        let is_day_full = self.in_day >= allowance.in_day;
        // The slack again, for the source's midnight may come a little later than ours.
        let tomorrow = || mexican_day(now).checked_add_days(Days::new(1)).map(start_of);
        let day_free =
            if is_day_full { tomorrow().map(|day| day.timestamp_millis() + SLACK_MS) } else { None };
        window_free.max(day_free).max(Some(self.blocked_ms))
    }
}

/// The day on the calendar in Mexico City at `now`.
fn mexican_day(now: DateTime<Utc>) -> NaiveDate {
    // Noon in Mexico is at 17:00 or 18:00 UTC, so midnight is between five and six hours after ours.
    let day = now.date_naive();
    if now < start_of(day) { day.pred_opt().unwrap_or(day) } else { day }
}

/// Midnight in Mexico City at the start of `day`: twelve hours after the noon before. Its clocks changed
/// at two in the morning, so none of these hours was ever skipped or doubled.
fn start_of(day: NaiveDate) -> DateTime<Utc> {
    zone::mexico_noon(day.pred_opt().unwrap_or(day)) + TimeDelta::hours(12)
}

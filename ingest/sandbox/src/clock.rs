//! The sandbox's own clock: it is set to any day and runs on from there.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use tokio::time::Instant;

/// The first and the last day that the clock can show; series are generated for a little more than that.
pub const DAYS: (NaiveDate, NaiveDate) =
    (NaiveDate::from_ymd_opt(1996, 1, 1).unwrap(), NaiveDate::from_ymd_opt(2039, 12, 31).unwrap());

/// A moment that the clock cannot show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the sandbox's clock must show a day from {} to {}, got {asked}", DAYS.0, DAYS.1)]
pub struct ClockError {
    asked: NaiveDate,
}

/// A clock: what it was set to, and when that was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    set_to: DateTime<Utc>,
    since: Instant,
}

impl Clock {
    pub(crate) fn set_to(moment: DateTime<Utc>) -> Result<Self, ClockError> {
        let asked = moment.date_naive();
        if (DAYS.0..=DAYS.1).contains(&asked) {
            return Ok(Self { set_to: moment, since: Instant::now() });
        }
        Err(ClockError { asked })
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        let elapsed = TimeDelta::from_std(self.since.elapsed()).unwrap_or(TimeDelta::MAX);
        self.set_to.checked_add_signed(elapsed).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

/// The moment by which everything that a day brings is out: 20:00 UTC, early afternoon in Mexico City.
pub fn after_publications(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN + TimeDelta::hours(20)).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_runs_on_from_where_it_was_set_and_only_through_generated_days() {
        let noon = after_publications("2026-03-17".parse().unwrap());
        let now = Clock::set_to(noon).unwrap().now();
        assert!(now >= noon && now < noon + TimeDelta::minutes(1));
        let error = Clock::set_to(after_publications("2040-01-01".parse().unwrap())).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the sandbox's clock must show a day from 1996-01-01 to 2039-12-31, got 2040-01-01"
        );
    }
}

//! One plan of a source: when it is pulled, and when that can be left out.

use super::{Clock, Cron};
use crate::feed::payload::Known;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::SeriesId;
use paridad_engine::time::calendar::Calendar;
use serde::Deserialize;
use std::time::Duration;

/// How many days are searched for one on which a plan is due: a 29 February on a bank day may be decades away.
const SEARCHED_DAYS: usize = 60 * 366;

/// When a source is pulled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The name of the source.
    pub source: String,
    /// At which minutes of which days.
    pub cron: Cron,
    /// By whose clock.
    pub clock: Clock,
    /// The days that count.
    pub days: Days,
    /// Each pull waits for a random part of this.
    pub jitter: Duration,
    /// The pulls of a day are left out once the value of that day is known of this series.
    pub until_known: Option<SeriesId>,
}

/// The days on which a plan counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Days {
    /// All of them.
    #[default]
    All,
    /// Those on which Mexican banks open.
    MexicanBanks,
    /// Those on which the euro's payment system is open.
    Target,
}

impl Days {
    fn count(self, day: NaiveDate) -> bool {
        match self {
            Self::All => true,
            Self::MexicanBanks => Calendar::MexicanBanks.is_open(day),
            Self::Target => Calendar::Target.is_open(day),
        }
    }
}

impl Plan {
    /// The first moment after `after` at which it is due; none if there is no such day in a lifetime.
    pub fn next(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut days = self.clock.day(after).iter_days().take(SEARCHED_DAYS).filter(|day| self.is_on(*day));
        // The clock may go back within a day, but not over a midnight.
        days.find_map(|day| self.moments(day).filter(|moment| *moment > after).min())
    }

    /// The last moment up to `until` at which it was due.
    pub fn latest(&self, until: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut days =
            self.clock.day(until).iter_days().rev().take(SEARCHED_DAYS).filter(|day| self.is_on(*day));
        days.find_map(|day| self.moments(day).filter(|moment| *moment <= until).max())
    }

    /// The last moment up to `now` at which it was due, unless there was a run since. Many missed ones are made up for by one
    /// run: it brings all that they would have.
    pub fn missed(&self, last_run: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.latest(now).filter(|due| last_run.is_none_or(|last_run| last_run < *due))
    }

    /// Whether what it asks for at the moment `due` is known.
    pub fn is_settled(&self, due: DateTime<Utc>, known: &Known) -> bool {
        let newest = self.until_known.as_ref().and_then(|series| known.get(series));
        newest.is_some_and(|newest| *newest >= self.clock.day(due))
    }

    fn is_on(&self, day: NaiveDate) -> bool {
        self.cron.is_on(day) && self.days.count(day)
    }

    fn moments(&self, day: NaiveDate) -> impl Iterator<Item = DateTime<Utc>> {
        self.cron.times().map(move |time| self.clock.moment(day, time))
    }
}

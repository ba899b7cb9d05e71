//! The schedule: when each source is pulled, as a pure function of its plans, the calendars and the time.
//!
//! Each source brings its plans. A file `schedule.toml` in the data folder changes them: its plans take the place of all those of
//! their sources, and `off = ["inegi"]` leaves a source to people. A plan is a table `[[plan]]`:
//!
//! - `source`: a public one, or one of the bank's own that is no folder;
//! - `cron`: minute, hour, day, month, weekday, by the `clock`, which is `mexico_city` or `frankfurt`;
//! - `days`: the days that count: `all`, `mexican_banks`, or `target`, the working days of the euro's payment system;
//! - `jitter_seconds`: each pull waits for a random part of this, so that not everybody comes in the same second;
//! - `until_known`: a series; once the archive has its value of the day, the rest of the day's pulls are left out.

mod clock;
mod cron;
mod field;
mod plan;
mod text;

pub use clock::Clock;
pub use cron::Cron;
pub use field::CronError;
pub use plan::{Days, Plan};
pub use text::ScheduleError;

use crate::sources::PUBLIC;

/// When a source of the bank's own is pulled unless somebody says otherwise.
const OWN: &str = include_str!("schedule/own.toml");

/// When each source is pulled. A source may have several plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    plans: Vec<Plan>,
}

impl Schedule {
    /// The schedule that comes with the binary.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the texts are part of the binary, and a test parses them"
    )]
    pub fn bundled() -> Self {
        let plans = PUBLIC.iter().flat_map(|source| {
            text::parse(source.plans, &[source.name]).expect("the bundled plans are sound").plans
        });
        Self { plans: plans.collect() }
    }

    /// This schedule, and a plan for each of these sources of the bank's own.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the text is part of the binary, and a test parses it"
    )]
    #[must_use]
    pub fn with<'a>(mut self, own: impl IntoIterator<Item = &'a str>) -> Self {
        let plans = text::parse(OWN, &["own"]).expect("the bundled plan is sound").plans;
        for source in own {
            self.plans.extend(plans.iter().map(|plan| Plan { source: source.to_owned(), ..plan.clone() }));
        }
        self
    }

    /// This schedule as `text` changes it: the plans there take the place of all those of their sources, and the sources
    /// listed as `off` have none.
    ///
    /// ```
    /// use paridad_ingest::schedule::Schedule;
    ///
    /// let text = "off = [\"inegi\"]\n[[plan]]\nsource = \"ecb\"\ncron = \"30 17 * * 1-5\"\nclock = \"frankfurt\"";
    /// let schedule = Schedule::bundled().overridden(text).unwrap();
    /// let plans: Vec<_> = schedule.of("ecb").collect();
    /// let next = plans[0].next("2026-07-03T16:00:00Z".parse().unwrap()).unwrap();
    /// assert_eq!(next.to_rfc3339(), "2026-07-06T15:30:00+00:00");
    /// assert_eq!(schedule.of("inegi").count(), 0);
    /// ```
    pub fn overridden(self, text: &str) -> Result<Self, ScheduleError> {
        let mut sources: Vec<&str> = self.plans.iter().map(|plan| plan.source.as_str()).collect();
        // The plans of one source stand together.
        sources.dedup();
        let overrides = text::parse(text, &sources)?;
        let mut plans = self.plans;
        plans.retain(|plan| !overrides.names(&plan.source));
        plans.extend(overrides.plans);
        Ok(Self { plans })
    }

    /// The plans of a source.
    pub fn of(&self, source: &str) -> impl Iterator<Item = &Plan> {
        self.plans.iter().filter(move |plan| plan.source == source)
    }
}

#[cfg(test)]
mod tests;

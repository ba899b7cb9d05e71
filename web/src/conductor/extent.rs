//! How much of history a batch is, before it goes out or comes back, and whether that is much.

use super::fold::Line;
use super::targets::targets;
use super::{Conductor, ConductorError};
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;
use paridad_store::{Reader, Wanted};
use std::collections::{BTreeMap, BTreeSet};

/// More values than this are much: some ten days of all that the ECB publishes.
const VALUES_MAX: usize = 300;

/// A day of the target is much that is older than so many of its newest: the month in which a bad pull is noticed.
const DAYS_BACK: usize = 21;

/// One in so many days of the target is as much as may go without a second thought; a single day is, in any history.
const SHARE: usize = 100;

/// What a batch brought of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) values: usize,
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
}

/// How much of history a batch is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extent {
    /// What it brought, by series.
    pub(crate) parts: BTreeMap<SeriesId, Part>,
    /// How many values that is.
    pub(crate) values: usize,
    /// How many days of the target are among them.
    pub(crate) target_days: usize,
    /// How many days the target has with them.
    pub(crate) target_days_of: usize,
    /// Whether it moves the target of some recipe.
    pub(crate) is_of_target: bool,
    /// Whether it is so much that nobody does it by mistake.
    pub(crate) is_much: bool,
}

impl Extent {
    /// That of a batch, in history or out of it.
    pub(crate) fn of(reader: &Reader, batch: u64) -> Result<Self, ConductorError> {
        if reader.batch(batch)?.is_none() {
            return Err(ConductorError::NoSuchBatch { wanted: batch });
        }
        let last = reader.last_learned()?.ok_or(ConductorError::Empty)?;
        let leading = Line::of(reader, &last)?.recipe.target.leading().clone();
        let (mut parts, mut its_days): (BTreeMap<SeriesId, Part>, BTreeSet<NaiveDate>) = Default::default();
        for row in reader.observations_of_batch(batch)? {
            let (series, day) = (row.observation.series, row.observation.period);
            if series == leading {
                its_days.insert(day);
            }
            let part = parts.entry(series).or_insert(Part { values: 0, first: day, last: day });
            (part.values, part.first, part.last) = (part.values + 1, part.first.min(day), part.last.max(day));
        }
        let all_days = days(reader, &leading, batch)?;
        let values = parts.values().map(|part| part.values).sum();
        // Without so many days each of them is old.
        let recent = all_days.iter().rev().nth(DAYS_BACK - 1);
        let is_old = its_days.first().is_some_and(|first| recent.is_none_or(|recent| first < recent));
        let is_share = its_days.len() > 1 && its_days.len() * SHARE > all_days.len();
        let guarded = targets(reader);
        Ok(Self {
            is_of_target: parts.keys().any(|series| guarded.hold(series)),
            is_much: is_old || is_share || values > VALUES_MAX,
            target_days: its_days.len(),
            target_days_of: all_days.len(),
            parts,
            values,
        })
    }

    /// The words by which somebody confirms that he means it.
    pub(crate) fn confirmation(&self) -> String {
        format!("{} values", self.values)
    }
}

/// The days of a series that count, or would with a batch.
fn days(reader: &Reader, series: &SeriesId, batch: u64) -> Result<BTreeSet<NaiveDate>, ConductorError> {
    let (exclusions, mut days) = (reader.exclusions()?, BTreeSet::new());
    for row in reader.observations(series, NaiveDate::MIN..=NaiveDate::MAX)? {
        let (_, row) = row?;
        if row.batch == batch || !exclusions.has(row.batch) {
            days.insert(row.observation.period);
        }
    }
    Ok(days)
}

impl Conductor {
    /// Refuses what is much and was not confirmed in its own words, where one person decides it alone.
    pub(crate) fn check_confirmed(&self, wanted: Wanted, said: Option<&str>) -> Result<(), ConductorError> {
        let (Wanted::TakeOut { batch } | Wanted::PutBack { batch }) = wanted else { return Ok(()) };
        let reader = self.archive.read()?;
        self.check_wanted(&reader, wanted)?;
        if super::people::some_may_decide(&reader)? {
            return Ok(());
        }
        let extent = Extent::of(&reader, batch)?;
        let words = extent.confirmation();
        if extent.is_much && said != Some(&words) {
            return Err(ConductorError::Unconfirmed { words });
        }
        Ok(())
    }
}

//! Batches that were taken out of history, and put back: nothing of them is removed, but a replay leaves out what does not count.

use crate::reader::{EVERYTHING, row};
use crate::{ObservationRow, Reader, Records, StoreError, Table, VersionKind, VersionRow, Writer, key};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::SeriesId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// A batch that was taken out of history for the first time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusionRow {
    /// The batch.
    pub batch: u64,
    /// The event after which the batch is out; what was said up to it was said with the batch.
    pub event: u64,
    /// When it was taken out.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
    /// Who took it out.
    pub actor: String,
    /// Why.
    pub reason: String,
}

/// What does not count of all that came: the batches that are out of history. Whoever asks whether something counts, live, in a
/// view or in a replay, asks this.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exclusions(BTreeMap<u64, Vec<Change>>);

/// A batch goes out of history, or comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change {
    at: DateTime<Utc>,
    is_out: bool,
}

impl Exclusions {
    /// Whether a batch is out of history after the last of all changes.
    pub fn has(&self, batch: u64) -> bool {
        self.since(batch).is_some()
    }

    /// Whether a batch was out of history at a moment.
    pub fn had(&self, batch: u64, moment: DateTime<Utc>) -> bool {
        let changes = self.0.get(&batch).into_iter().flatten();
        changes.rev().find(|change| change.at <= moment).is_some_and(|change| change.is_out)
    }

    /// Since when a batch is out of history, if it is.
    pub fn since(&self, batch: u64) -> Option<DateTime<Utc>> {
        let last = self.0.get(&batch)?.last()?;
        last.is_out.then_some(last.at)
    }

    /// The batches that are out of history after the last of all changes.
    pub fn batches(&self) -> BTreeSet<u64> {
        self.0.keys().copied().filter(|batch| self.has(*batch)).collect()
    }

    fn add(&mut self, row: &VersionRow) {
        let (batch, is_out) = match row.kind {
            VersionKind::Without { batch } => (batch, true),
            VersionKind::PutBack { batch } => (batch, false),
            _ => return,
        };
        self.0.entry(batch).or_default().push(Change { at: row.created_at, is_out });
    }
}

impl Reader {
    /// What is out of history now.
    pub fn exclusions(&self) -> Result<Exclusions, StoreError> {
        self.exclusions_at(u64::MAX)
    }

    /// What was out of history by a version, or before it.
    pub fn exclusions_at(&self, version: u64) -> Result<Exclusions, StoreError> {
        let mut exclusions = Exclusions::default();
        self.changes_until(version)?.iter().for_each(|row| exclusions.add(row));
        Ok(exclusions)
    }

    /// The first and the last day of a series' values that count, if any does.
    pub fn days_that_count(
        &self,
        series: &SeriesId,
        exclusions: &Exclusions,
    ) -> Result<Option<RangeInclusive<NaiveDate>>, StoreError> {
        let counts = |row: &Result<(u64, ObservationRow), StoreError>| match row {
            Ok((_, row)) => !exclusions.has(row.batch),
            Err(_) => true,
        };
        let all = || self.observations(series, NaiveDate::MIN..=NaiveDate::MAX);
        let Some((_, first)) = all()?.find(counts).transpose()? else { return Ok(None) };
        let last = all()?
            .rfind(counts)
            .transpose()?
            .map_or(first.observation.period, |(_, last)| last.observation.period);
        Ok(Some(first.observation.period..=last))
    }

    /// The first time that each batch was taken out of history, by the number of the batch. Whether it still is, the versions say.
    pub fn first_exclusions(&self) -> Result<Records<ExclusionRow>, StoreError> {
        self.range(Table::Exclusions, EVERYTHING, row)
    }
}

impl Writer<'_> {
    /// Puts on record that a batch goes out of history, beside the version without it. One that was out before is on record.
    pub fn append_exclusion(&mut self, row: &ExclusionRow) -> Result<(), StoreError> {
        let key = key::number(row.batch);
        if self.find::<ExclusionRow>(Table::Exclusions, &key)?.is_some() {
            return Ok(());
        }
        self.append(Table::Exclusions, &key, row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Archive, Hash};

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(60 * minutes, 0).unwrap()
    }

    /// An archive whose versions have changed history so, a minute after each other.
    fn archive(kinds: &[VersionKind]) -> Archive {
        let archive = Archive::in_memory().unwrap();
        for (number, kind) in (1..).zip(kinds) {
            let row = VersionRow {
                number,
                parent: None,
                kind: *kind,
                event: 1,
                day: at(0).date_naive(),
                snapshot: Hash::of(b"a state"),
                engine_revision: 1,
                created_at: at(i64::try_from(number).unwrap()),
                speaks: true,
                actor: "ana".to_owned(),
                reason: String::new(),
            };
            archive.write(|writer| writer.append_version(&row)).unwrap();
        }
        archive
    }

    #[test]
    fn a_batch_counts_before_it_is_taken_out_and_again_from_when_it_is_put_back() {
        let (out, back) = (VersionKind::Without { batch: 7 }, VersionKind::PutBack { batch: 7 });
        let archive = archive(&[VersionKind::Learned, out, VersionKind::Without { batch: 9 }, back, out]);
        let reader = archive.read().unwrap();
        let exclusions = reader.exclusions().unwrap();
        let had: Vec<bool> = (1..=5).map(|minutes| exclusions.had(7, at(minutes))).collect();
        assert_eq!(had, [false, true, true, false, true]);
        let is_out: Vec<bool> =
            (1..=5).map(|version| reader.exclusions_at(version).unwrap().has(7)).collect();
        assert_eq!(is_out, had, "by version as by moment");
        assert_eq!((exclusions.since(7), exclusions.since(8)), (Some(at(5)), None));
        assert_eq!(exclusions.batches(), BTreeSet::from([7, 9]));
        assert_eq!(reader.exclusions_at(4).unwrap().batches(), BTreeSet::from([9]));
    }
}

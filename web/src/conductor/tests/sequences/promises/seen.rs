//! What an archive holds, read once after each step.

use super::{Kept, unread};
use crate::conductor::Conductor;
use crate::conductor::tests::sequences::beginning::{KNOWN, beginning};
use chrono::NaiveDate;
use paridad_store::{
    BatchRow, DecisionRow, HeldRow, ObservationRow, Standing, StoreError, VersionRow, standing,
};
use std::collections::BTreeMap;

/// How many days before the first that a sequence brings may still change.
const CHANGING: usize = 12;

/// What an archive holds that a sequence may have brought.
#[derive(Debug, Default)]
pub(in crate::conductor::tests::sequences) struct Seen {
    pub(super) versions: Vec<VersionRow>,
    pub(super) batches: BTreeMap<u64, BatchRow>,
    /// In the order in which they came: those of the bank's own, and the latest of the others.
    pub(super) observations: Vec<ObservationRow>,
    /// What is or was held, with what was decided on it.
    pub(super) held: BTreeMap<u64, (HeldRow, Vec<DecisionRow>)>,
}

impl Seen {
    pub(in crate::conductor::tests::sequences) fn of(conductor: &Conductor) -> Kept<Self> {
        Self::read(conductor).map_err(unread)
    }

    fn read(conductor: &Conductor) -> Result<Self, StoreError> {
        let reader = conductor.archive.read()?;
        let mut versions = reader.versions()?.collect::<Result<Vec<_>, _>>()?;
        versions.reverse();
        let mut observations: Vec<(u64, ObservationRow)> = Vec::new();
        for (series, days) in reader.series()? {
            let is_own = series.as_str().starts_with("internal.");
            let from = if is_own { NaiveDate::MIN } else { beginning().days[KNOWN - CHANGING] };
            let rows = reader.observations(&series, from.max(*days.start())..=*days.end().max(&from))?;
            observations.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        observations.sort_by_key(|(number, _)| *number);
        let mut held = BTreeMap::new();
        for row in reader.held_from(1)? {
            let (number, row) = row?;
            held.insert(number, (row, reader.decisions_on(number)?.collect::<Result<_, _>>()?));
        }
        let batches = reader.batches(..)?.collect::<Result<_, _>>()?;
        let observations = observations.into_iter().map(|(_, row)| row).collect();
        Ok(Self { versions, batches, observations, held })
    }

    /// The numbers of what waits for people.
    pub(super) fn waiting(&self) -> impl Iterator<Item = u64> {
        let is_open = |(row, decisions): &(HeldRow, Vec<DecisionRow>)| {
            matches!(standing(row, decisions), Standing::Open { .. })
        };
        self.held.iter().filter(move |(_, held)| is_open(held)).map(|(number, _)| *number)
    }
}

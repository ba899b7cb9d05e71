//! What came of the forecasts of one day, as it was put on record.

use super::View;
use chrono::NaiveDate;
use paridad_engine::forecast::record::Outcome;
use paridad_engine::time::horizon::{ANCHORS, Horizon};
use paridad_store::{Reader, StoreError};
use std::collections::BTreeMap;

/// How far these forecasts look.
pub(crate) const ONE_DAY: Horizon = ANCHORS[0];

/// What came of one forecast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Came {
    /// The day on which the truth came.
    pub(crate) day: NaiveDate,
    /// The share of the forecast distribution below the truth.
    pub(crate) pit: f64,
}

impl View {
    /// What came of the last forecasts, at least `most` of them where there are as many, by their origins: those of the recipe that
    /// speaks, which are those since the last promotion.
    pub(crate) fn last_outcomes(
        &self,
        reader: &Reader,
        most: usize,
    ) -> Result<BTreeMap<NaiveDate, Came>, StoreError> {
        let row = &self.speaking;
        let mut promoted = reader.last_promoted(row.number)?;
        // Who speaks again may be older than what was promoted meanwhile.
        while let Some(later) = promoted.as_ref().filter(|promoted| promoted.event > row.event) {
            promoted = reader.last_promoted(later.number - 1)?;
        }
        let since = promoted.map_or(0, |promoted| promoted.event);
        let mut last = BTreeMap::new();
        for record in reader.outcomes_until::<Vec<Outcome>>(row.event)?.rev() {
            // What an engine of long ago put on record is in a form that is no longer read.
            let Ok((event, outcomes)) = record else { break };
            if event <= since || last.len() >= most {
                break;
            }
            for outcome in outcomes.into_iter().rev().filter(|outcome| outcome.horizon == ONE_DAY) {
                // A day that was revised has been judged twice: the last time counts.
                last.entry(outcome.origin).or_insert(Came { day: outcome.day, pit: outcome.pit });
            }
        }
        Ok(last)
    }
}

//! How much each expert weighed, as it was put on record day by day.

use crate::view::OWN_REVISION;
use crate::view::forecast_record::{ForecastRecord, HeadWeights};
use chrono::NaiveDate;
use paridad_store::{Reader, StoreError};
use paridad_wire as wire;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The weights at one anchor on the last days in `wanted`, as this engine put them on record, and whether there are earlier
/// ones; of a day that was spoken from anew, the last ones.
pub(crate) fn days(
    reader: &Reader,
    anchor: usize,
    wanted: &RangeInclusive<NaiveDate>,
    limit: usize,
) -> Result<(Vec<wire::DayWeights>, bool), StoreError> {
    let mut days: BTreeMap<NaiveDate, wire::DayWeights> = BTreeMap::new();
    // What another engine said is in the form that it knew.
    let first = 1 + last_foreign_event(reader)?;
    for record in reader.forecasts_from::<ForecastRecord>(first)?.rev() {
        let ForecastRecord { weights, forecasts } = record?.1;
        let (Some(head), Some(last)) = (weights.heads.get(anchor), forecasts.last()) else { continue };
        let day = last.origin.day;
        // A day may be spoken from anew later than the one after it, but not later than a whole list of them.
        if day < *wanted.start() || days.len() > 2 * limit {
            break;
        }
        if day <= *wanted.end() {
            days.entry(day).or_insert_with(|| day_weights(day, head));
        }
    }
    let earlier = days.len().saturating_sub(limit);
    Ok((days.into_values().skip(earlier).collect(), earlier > 0))
}

fn last_foreign_event(reader: &Reader) -> Result<u64, StoreError> {
    let mut last = 0;
    for row in reader.versions()? {
        let row = row?;
        if row.is_learned() && row.engine_revision != OWN_REVISION {
            last = last.max(row.event);
        }
    }
    Ok(last)
}

fn day_weights(day: NaiveDate, head: &HeadWeights) -> wire::DayWeights {
    let weight = |thousandths: &u16| f64::from(*thousandths) / 1e3;
    let weights = |experts: &Vec<u16>| experts.iter().map(weight).collect();
    wire::DayWeights {
        day,
        location: weights(&head.location),
        spread: head.spread.iter().map(weights).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::forecast_record::Weights;
    use chrono::DateTime;
    use paridad_engine::forecast::model::Origin;
    use paridad_engine::forecast::record::OriginForecasts;
    use paridad_store::Archive;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, number).unwrap()
    }

    fn said(number: u32, walk: u16) -> ForecastRecord {
        let origin = Origin {
            day: day(number),
            at: DateTime::UNIX_EPOCH,
            log_spot: 3.0,
            row: Vec::new(),
            spread_row: Vec::new(),
            reference: 0.01,
        };
        let head = HeadWeights { location: vec![walk, 1_000 - walk], spread: vec![vec![1_000]] };
        ForecastRecord {
            weights: Weights { heads: vec![head] },
            forecasts: vec![OriginForecasts { origin, forecasts: Vec::new() }],
        }
    }

    #[test]
    fn each_day_has_the_weights_that_it_was_last_spoken_with() {
        let archive = Archive::in_memory().unwrap();
        archive
            .write(|writer| {
                for (event, said) in (1..).zip([said(1, 100), said(2, 200), said(2, 250), said(3, 300)]) {
                    writer.append_forecasts(event, &said)?;
                }
                Ok(())
            })
            .unwrap();
        let reader = archive.read().unwrap();
        let (found, more) = days(&reader, 0, &(day(2)..=day(3)), 9).unwrap();
        let walks: Vec<_> = found.iter().map(|found| (found.day, found.location[0])).collect();
        assert_eq!(walks, [(day(2), 0.25), (day(3), 0.3)]);
        assert_eq!(found[0].spread, [[1.0]]);
        assert!(!more && days(&reader, 0, &(day(4)..=day(9)), 9).unwrap().0.is_empty());
        let (found, more) = days(&reader, 0, &(day(1)..=day(9)), 2).unwrap();
        let last: Vec<_> = found.iter().map(|found| found.day).collect();
        assert_eq!(
            (last, more),
            (vec![day(2), day(3)], true),
            "the last two, and that there is one before them"
        );
    }
}

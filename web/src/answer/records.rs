//! What is on record of batches and of single values.

use chrono::{NaiveDate, TimeDelta};
use paridad_engine::data::series::SeriesId;
use paridad_ingest::quality::{Grade, Profile};
use paridad_store::{BatchRow, ObservationRow, Reader, StoreError};
use paridad_wire as wire;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::RangeInclusive;

/// How long after it became known a value may come and still be one that was known live.
const LIVE: TimeDelta = TimeDelta::days(1);

/// The newest batches, or those `before` a number, each with its grade.
pub(crate) fn batches(
    reader: &Reader,
    limit: usize,
    before: Option<u64>,
) -> Result<Vec<wire::Batch>, StoreError> {
    let newest = reader.batches(..before.unwrap_or(u64::MAX))?.rev().take(limit);
    newest
        .map(|batch| {
            let (seq, row) = batch?;
            let profiles = reader.profiles_of_batch::<Profile>(seq)?;
            let faults = row.findings.len() + row.held as usize;
            let grade = Grade::of(profiles.iter().map(|(_, profile)| profile), faults);
            let BatchRow { source, received_at, raw, observed, held, findings } = row;
            Ok(wire::Batch {
                seq,
                source,
                received_at,
                observed,
                held,
                grade: (!profiles.is_empty()).then(|| grade.percent()),
                raw: raw.to_string(),
                findings,
            })
        })
        .collect()
}

/// The profiles of a series, newest first.
pub(crate) fn profiles(
    reader: &Reader,
    series: &SeriesId,
    limit: usize,
) -> Result<Vec<wire::Profile>, StoreError> {
    let newest = reader.profiles_of::<Profile>(series)?.rev().take(limit);
    newest
        .map(|profile| {
            let (batch, profile) = profile?;
            let Profile { count, missing, min, max, mean, last, longest_gap_days, held, dimensions } =
                profile;
            Ok(wire::Profile {
                batch,
                received_at: reader.batch(batch)?.map(|row| row.received_at),
                count,
                missing,
                held,
                min,
                max,
                mean,
                last,
                longest_gap_days,
                dimensions: dimensions
                    .into_iter()
                    .map(|(dimension, count)| (dimension.name().to_owned(), count))
                    .collect(),
            })
        })
        .collect()
}

/// All vintages of the periods in a span, by period, then as they came.
pub(crate) fn vintages(
    reader: &Reader,
    series: &SeriesId,
    span: RangeInclusive<NaiveDate>,
    limit: usize,
) -> Result<Vec<wire::Vintage>, StoreError> {
    let exclusions = reader.exclusions()?;
    let mut batches: BTreeMap<u64, (String, String)> = BTreeMap::new();
    let mut list = Vec::new();
    for row in reader.observations(series, span)?.take(limit) {
        let (_, ObservationRow { observation, received_at, batch }) = row?;
        let (source, raw) = match batches.entry(batch) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(unknown) => {
                let row = reader.batch(batch)?.map(|row| (row.source, row.raw.to_string()));
                unknown.insert(row.unwrap_or_default()).clone()
            }
        };
        list.push(wire::Vintage {
            period: observation.period,
            value: observation.value,
            known_at: observation.known_at,
            received_at,
            live: received_at - observation.known_at <= LIVE,
            source,
            batch,
            raw,
            taken_out_at: exclusions.since(batch),
        });
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use paridad_engine::data::series::Observation;
    use paridad_store::{Archive, Hash, VersionKind, VersionRow};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// An archive with a value that came live and a revision that was backfilled and is out of history.
    fn archive() -> (Archive, SeriesId) {
        let (archive, series) = (Archive::in_memory().unwrap(), SeriesId::try_from("internal.flow").unwrap());
        let known_at = at("2026-11-18T15:00:00Z");
        for (value, received_at) in [(1.0, "2026-11-18T15:01:00Z"), (2.0, "2026-11-20T15:01:00Z")] {
            let row = BatchRow {
                source: "drop".to_owned(),
                received_at: at(received_at),
                raw: Hash::of(b"raw"),
                observed: 1,
                held: 0,
                findings: Vec::new(),
            };
            let period = "2026-11-18".parse().unwrap();
            let observation = Observation { series: series.clone(), period, value, known_at };
            archive
                .write(|writer| {
                    let batch = writer.append_batch(&row)?;
                    let received_at = at(received_at);
                    writer.append_observation(&ObservationRow { observation, received_at, batch })
                })
                .unwrap();
        }
        let row = VersionRow {
            number: 1,
            parent: None,
            kind: VersionKind::Without { batch: 2 },
            event: 1,
            day: known_at.date_naive(),
            snapshot: Hash::of(b"a state"),
            engine_revision: 1,
            created_at: at("2026-11-21T09:00:00Z"),
            speaks: true,
            actor: "ana".to_owned(),
            reason: "wrong".to_owned(),
        };
        archive.write(|writer| writer.append_version(&row)).unwrap();
        (archive, series)
    }

    #[test]
    fn a_vintage_says_whence_it_came_and_whether_it_was_known_live() {
        let (archive, series) = archive();
        let list = vintages(&archive.read().unwrap(), &series, NaiveDate::MIN..=NaiveDate::MAX, 10).unwrap();
        let told: Vec<_> =
            list.iter().map(|one| (one.value, one.batch, one.live, one.taken_out_at.is_some())).collect();
        assert_eq!(told, [(1.0, 1, true, false), (2.0, 2, false, true)]);
        assert_eq!((list[0].source.as_str(), list[0].raw.len()), ("drop", 64));
    }

    #[test]
    fn batches_are_listed_newest_first_with_their_grade() {
        let (archive, series) = archive();
        let reader = archive.read().unwrap();
        assert_eq!(batches(&reader, 1, None).unwrap()[0].grade, None, "nothing was measured");
        let profile = r#"{"count":4,"missing":1,"min":1.0,"max":1.0,"mean":1.0,"last":"2026-11-18",
            "longest_gap_days":1,"held":0,"dimensions":{"completeness":1}}"#;
        let profile: Profile = serde_json::from_str(profile).unwrap();
        archive.write(|writer| writer.append_profile(2, &series, &profile)).unwrap();
        let reader = archive.read().unwrap();
        let list = batches(&reader, 9, None).unwrap();
        let earlier = batches(&reader, 9, Some(2)).unwrap();
        assert_eq!(earlier.iter().map(|batch| batch.seq).collect::<Vec<_>>(), [1], "page by page");
        assert_eq!((list[0].seq, list[0].grade, list[1].grade), (2, Some(80), None));
        let listed = profiles(&reader, &series, 9).unwrap();
        assert_eq!((listed[0].batch, listed[0].received_at), (2, Some(at("2026-11-20T15:01:00Z"))));
        assert_eq!(listed[0].dimensions["completeness"], 1);
    }
}

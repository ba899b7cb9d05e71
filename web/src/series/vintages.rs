//! All values that ever came for the periods of a series.

use chrono::{NaiveDate, TimeDelta};
use paridad_engine::data::series::SeriesId;
use paridad_store::{ObservationRow, Reader, StoreError};
use paridad_wire as wire;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::RangeInclusive;

/// How long after it became known a value may come and still be one that was known live.
const LIVE: TimeDelta = TimeDelta::days(1);

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
    use paridad_store::{Archive, BatchRow, Hash, VersionKind, VersionRow};

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
}

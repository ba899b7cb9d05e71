//! What batches were worth, and what each brought of a series.

use paridad_engine::data::series::SeriesId;
use paridad_ingest::quality::{Grade, Profile};
use paridad_store::{BatchRow, Reader, StoreError};
use paridad_wire as wire;

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

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use paridad_store::{Archive, Hash};

    #[test]
    fn batches_are_listed_newest_first_with_their_grade() {
        let (archive, series) = (Archive::in_memory().unwrap(), SeriesId::try_from("internal.flow").unwrap());
        let received_at: DateTime<Utc> = "2026-11-20T15:01:00Z".parse().unwrap();
        for _ in 0..2 {
            let (source, raw, findings) = ("drop".to_owned(), Hash::of(b"raw"), Vec::new());
            let row = BatchRow { source, received_at, raw, observed: 1, held: 0, findings };
            archive.write(|writer| writer.append_batch(&row)).unwrap();
        }
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
        assert_eq!((listed[0].batch, listed[0].received_at), (2, Some(received_at)));
        assert_eq!(listed[0].dimensions["completeness"], 1);
    }
}

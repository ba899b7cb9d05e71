//! How fresh each series of the catalogue is: what it has, and whether the next value is due.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_ingest::catalogue::Entry;
use paridad_ingest::quality::{Due, timeliness};
use paridad_ingest::sources::catalogue;
use paridad_store::{ObservationRow, Reader, StoreError};
use paridad_wire as wire;

/// How long after its moment a value may wait for its pull: what is known at 14 in Mexico City comes with a pull at half past 18.
const PULL_WAITS: TimeDelta = TimeDelta::hours(6);

/// The freshness of every series of the catalogue that the archive has, or whose source is one of those that can be pulled.
pub(crate) fn freshness(
    reader: &Reader,
    sources: &[&str],
    now: DateTime<Utc>,
) -> Result<Vec<wire::Freshness>, StoreError> {
    let (exclusions, mut list) = (reader.exclusions()?, Vec::new());
    for entry in catalogue().entries() {
        let mut vintages = reader.observations(&entry.id, NaiveDate::MIN..=NaiveDate::MAX)?.rev();
        let counts = |row: &Result<(u64, ObservationRow), StoreError>| {
            row.as_ref().map_or(true, |(_, row)| !exclusions.has(row.batch))
        };
        match vintages.find(counts).transpose()? {
            Some((_, row)) => list.push(of_known(entry, (row.observation.period, row.received_at), now)),
            None if sources.contains(&entry.source.as_str()) => list.push(missing(entry)),
            None => {}
        }
    }
    Ok(list)
}

fn of_known(
    entry: &Entry,
    (last, received_at): (NaiveDate, DateTime<Utc>),
    now: DateTime<Utc>,
) -> wire::Freshness {
    let (state, due_at) = match timeliness(entry, last, now) {
        Due::NotDue { until } => ("not_due", until),
        Due::DueSince { since, late } => (if late < PULL_WAITS { "due" } else { "late" }, since),
    };
    wire::Freshness {
        state: state.to_owned(),
        last: Some(last),
        age_days: Some(now.date_naive().signed_duration_since(last).num_days()),
        received_at: Some(received_at),
        due_at: Some(due_at),
        ..missing(entry)
    }
}

fn missing(entry: &Entry) -> wire::Freshness {
    wire::Freshness {
        series: entry.id.to_string(),
        source: entry.source.clone(),
        state: "missing".to_owned(),
        last: None,
        age_days: None,
        received_at: None,
        due_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_engine::data::series::{Observation, SeriesId};
    use paridad_store::{Archive, Hash, VersionKind, VersionRow};

    const RECEIVED: &str = "2026-11-18T15:06:00Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// An archive with the ECB's dollar of Wednesday, 18 November 2026.
    fn archive() -> Archive {
        let archive = Archive::in_memory().unwrap();
        let observation = Observation {
            series: SeriesId::try_from("ecb.eur.usd").unwrap(),
            period: "2026-11-18".parse().unwrap(),
            value: 1.1,
            known_at: at("2026-11-18T15:00:00Z"),
        };
        let row = ObservationRow { observation, received_at: at(RECEIVED), batch: 1 };
        archive.write(|writer| writer.append_observation(&row)).unwrap();
        archive
    }

    #[test]
    fn a_value_is_due_when_it_may_be_out_and_late_when_it_was_not_pulled() {
        let archive = archive();
        let reader = archive.read().unwrap();
        for (now, state, age_days) in [
            ("2026-11-18T23:00:00Z", "not_due", 0),
            ("2026-11-19T14:59:00Z", "not_due", 1),
            ("2026-11-19T15:00:00Z", "due", 1),
            ("2026-11-19T20:59:00Z", "due", 1),
            ("2026-11-19T21:00:00Z", "late", 1),
            ("2026-11-30T12:00:00Z", "late", 12),
        ] {
            let list = freshness(&reader, &[], at(now)).unwrap();
            assert_eq!(list.len(), 1, "what nobody pulls and nobody has is not listed");
            assert_eq!((list[0].state.as_str(), list[0].age_days), (state, Some(age_days)), "{now}");
            assert_eq!(list[0].due_at, Some(at("2026-11-19T15:00:00Z")));
            assert_eq!(list[0].received_at, Some(at(RECEIVED)));
        }
    }

    #[test]
    fn a_day_that_was_taken_out_of_history_is_missed_until_it_is_put_back() {
        let archive = archive();
        let mut row = VersionRow {
            number: 1,
            parent: None,
            kind: VersionKind::Without { batch: 1 },
            event: 1,
            day: "2026-11-18".parse().unwrap(),
            snapshot: Hash::of(b"a state"),
            engine_revision: 1,
            created_at: at(RECEIVED),
            speaks: true,
            actor: "ana".to_owned(),
            reason: String::new(),
        };
        let usd = || {
            let list = freshness(&archive.read().unwrap(), &["ecb"], at(RECEIVED)).unwrap();
            let found = list.into_iter().find(|row| row.series == "ecb.eur.usd").unwrap();
            (found.state, found.received_at)
        };
        archive.write(|writer| writer.append_version(&row)).unwrap();
        assert_eq!(usd(), ("missing".to_owned(), None));
        (row.number, row.kind) = (2, VersionKind::PutBack { batch: 1 });
        archive.write(|writer| writer.append_version(&row)).unwrap();
        assert_eq!(usd(), ("not_due".to_owned(), Some(at(RECEIVED))));
    }

    #[test]
    fn a_series_of_a_source_that_can_be_pulled_is_missed() {
        let archive = archive();
        let reader = archive.read().unwrap();
        let list = freshness(&reader, &["ecb"], at(RECEIVED)).unwrap();
        assert!(list.len() > 5 && list.iter().all(|row| row.source == "ecb"));
        assert_eq!(list.iter().filter(|row| row.state != "missing").count(), 1);
        assert!(list.iter().filter(|row| row.state == "missing").all(|row| row.last.is_none()));
    }
}

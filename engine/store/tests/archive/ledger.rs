//! Transactions that touch every table, each made from its number alone, so that what is there
//! can be compared with what should be there.

mod people;

use crate::random::Random;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_store::{
    Archive, BatchRow, Hash, ObservationRow, RawRow, Reader, StoreError, Table, VersionKind, VersionRow,
    Writer,
};

/// The observations of one transaction.
pub(crate) const OBSERVATIONS: u64 = 12;

/// Writes the transaction of that number; the first is 1.
pub(crate) fn append(archive: &Archive, number: u64) -> Result<(), StoreError> {
    archive.write(|w| append_all(w, number))
}

/// The events in a view, after a check that all that belongs to them is there, and no more.
pub(crate) fn check(reader: &Reader) -> u64 {
    let last = reader.count(Table::Events).unwrap();
    for number in 1..=last {
        check_one(reader, number);
    }
    for table in [Table::Batches, Table::Raw, Table::Forecasts, Table::Outcomes, Table::Versions] {
        assert_eq!(reader.count(table).unwrap(), last, "{table}");
    }
    assert_eq!(reader.count(Table::Observations).unwrap(), OBSERVATIONS * last);
    assert_eq!(reader.audit_from(1).unwrap().map(|row| row.unwrap().seq).last().unwrap_or(0), last);
    people::check(reader, last);
    last
}

/// A text of up to a few thousand characters, the same for the same number.
pub(crate) fn text(number: u64, name: &str) -> String {
    let mut random = Random(number);
    let length = if random.chance(20) { 4000 } else { 200 };
    let words: Vec<String> = (0..random.below(length)).map(|i| format!("{name}{number}.{i}")).collect();
    words.join(" ")
}

/// A moment, the same for the same number.
pub(crate) fn moment(number: u64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
        + TimeDelta::nanoseconds(1_773_705_600_123_456_789)
        + TimeDelta::hours(number.cast_signed())
}

/// The series of the observations.
pub(crate) fn series() -> SeriesId {
    SeriesId::try_from("banxico.fix").unwrap()
}

/// The observation of that place in the transaction of that number.
pub(crate) fn observation(number: u64, place: u64) -> ObservationRow {
    // Two transactions share their periods: the later one revises the earlier one.
    let days = (number / 2 * OBSERVATIONS + place).cast_signed();
    let period = NaiveDate::from_ymd_opt(1991, 11, 12).unwrap() + TimeDelta::days(days);
    let known_at = DateTime::from_timestamp(moment(number).timestamp(), 0).unwrap();
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let value = 17.0 + (number as f64) / 1000.0 + place as f64;
    ObservationRow {
        observation: Observation { series: series(), period, value, known_at },
        received_at: moment(number),
        batch: number,
    }
}

fn append_all(w: &mut Writer<'_>, number: u64) -> Result<(), StoreError> {
    let raw = w.append_raw(&raw_row(number), text(number, "raw").as_bytes())?;
    w.append_batch(&batch(number, raw))?;
    for place in 0..OBSERVATIONS {
        w.append_observation(&observation(number, place))?;
    }
    let event = w.append_event(&text(number, "event"))?;
    w.append_forecasts(event, &text(number, "forecasts"))?;
    w.append_outcomes(event, &vec![number; 20])?;
    let snapshot = w.put_part(text(number, "part").as_bytes())?;
    w.append_version(&version(number, snapshot))?;
    w.append_audit(moment(number), "the program", "learn", &text(number, "audit"))?;
    people::append(w, number)
}

fn check_one(reader: &Reader, number: u64) {
    let raw = Hash::of(text(number, "raw").as_bytes());
    let payload = reader.raw(&raw).unwrap().unwrap();
    assert_eq!((payload.row, payload.bytes), (raw_row(number), text(number, "raw").into_bytes()));
    assert_eq!(reader.batch(number).unwrap().unwrap(), batch(number, raw));
    for place in 0..OBSERVATIONS {
        let row = observation(number, place);
        let period = row.observation.period;
        let mut vintages = reader.observations(&series(), period..=period).unwrap();
        assert!(vintages.any(|found| found.unwrap().1 == row), "observation {number} {place}");
    }
    assert_eq!(reader.event::<String>(number).unwrap().unwrap(), text(number, "event"));
    assert_eq!(reader.forecasts::<String>(number).unwrap().unwrap(), text(number, "forecasts"));
    assert_eq!(reader.outcomes::<Vec<u64>>(number).unwrap().unwrap(), vec![number; 20]);
    let snapshot = Hash::of(text(number, "part").as_bytes());
    assert_eq!(reader.part(&snapshot).unwrap().unwrap(), text(number, "part").into_bytes());
    assert_eq!(reader.version(number).unwrap().unwrap(), version(number, snapshot));
}

fn raw_row(number: u64) -> RawRow {
    RawRow {
        source: "banxico".to_owned(),
        origin: format!("series/{number}"),
        media_type: "application/json".to_owned(),
        received_at: moment(number),
    }
}

fn batch(number: u64, raw: Hash) -> BatchRow {
    BatchRow {
        source: "banxico".to_owned(),
        received_at: moment(number),
        raw,
        observed: 12,
        held: 1,
        findings: vec![text(number, "finding")],
    }
}

fn version(number: u64, snapshot: Hash) -> VersionRow {
    VersionRow {
        number,
        parent: number.checked_sub(1).filter(|parent| *parent > 0),
        kind: if number == 1 { VersionKind::Bundled } else { VersionKind::Learned },
        event: number,
        day: moment(number).date_naive(),
        snapshot,
        engine_revision: 1,
        created_at: moment(number),
        speaks: true,
        actor: "the program".to_owned(),
        reason: "a new day".to_owned(),
    }
}

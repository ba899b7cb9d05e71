//! Each table gives back what was put in, in order, and refuses what it must.

use crate::ledger::{self, moment, observation, series};
use paridad_engine::data::series::SeriesId;
use paridad_store::{Archive, Hash, RawRow, StoreError, Table};

#[test]
fn every_row_is_read_as_it_was_written() {
    let archive = Archive::in_memory().unwrap();
    (1..=5).for_each(|number| ledger::append(&archive, number).unwrap());
    let reader = archive.read().unwrap();
    assert_eq!(ledger::check(&reader), 5);
    assert_eq!(reader.counts().unwrap()[&Table::Observations], 60);
    let report = archive.scrub().unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.counts, reader.counts().unwrap());
    let last = reader.audit_from(1).unwrap().next_back().unwrap().unwrap();
    assert_eq!(report.audit_head, Some(last.hash));
}

#[test]
fn ranges_go_both_ways() {
    let archive = Archive::in_memory().unwrap();
    (1..=5).for_each(|number| ledger::append(&archive, number).unwrap());
    let reader = archive.read().unwrap();
    let from_three: Vec<u64> = reader.events_from::<String>(3).unwrap().map(|row| row.unwrap().0).collect();
    assert_eq!(from_three, [3, 4, 5]);
    let some: Vec<u64> = reader.batches(2..4).unwrap().rev().map(|row| row.unwrap().0).collect();
    assert_eq!(some, [3, 2]);
    assert_eq!(reader.batches(..).unwrap().next_back().unwrap().unwrap().0, 5);
    assert_eq!(reader.batches(6..).unwrap().count(), 0);
}

#[test]
fn vintages_of_a_period_come_in_the_order_of_their_arrival() {
    let archive = Archive::in_memory().unwrap();
    (1..=3).for_each(|number| ledger::append(&archive, number).unwrap());
    let period = observation(2, 0).observation.period;
    let reader = archive.read().unwrap();
    let found: Vec<_> =
        reader.observations(&series(), period..=period).unwrap().map(Result::unwrap).collect();
    assert_eq!(found, [(13, observation(2, 0)), (25, observation(3, 0))]);
}

#[test]
fn a_series_does_not_see_the_ones_whose_names_begin_alike() {
    let archive = Archive::in_memory().unwrap();
    for name in ["ecb.eur", "ecb.eur.mxn", "ecb.eur-x"] {
        let mut row = observation(1, 0);
        row.observation.series = SeriesId::try_from(name).unwrap();
        archive.write(|w| w.append_observation(&row)).unwrap();
    }
    let all = chrono::NaiveDate::MIN..=chrono::NaiveDate::MAX;
    let reader = archive.read().unwrap();
    let series = SeriesId::try_from("ecb.eur").unwrap();
    assert_eq!(reader.observations(&series, all).unwrap().count(), 1);
}

#[test]
fn a_payload_and_a_part_are_kept_once() {
    let archive = Archive::in_memory().unwrap();
    let row = |origin: &str| RawRow {
        source: "ecb".to_owned(),
        origin: origin.to_owned(),
        media_type: "text/csv".to_owned(),
        received_at: moment(1),
    };
    let (first, second, part) = archive
        .write(|w| {
            w.put_part(b"part")?;
            Ok((w.append_raw(&row("a"), b"x")?, w.append_raw(&row("b"), b"x")?, w.put_part(b"part")?))
        })
        .unwrap();
    let reader = archive.read().unwrap();
    assert_eq!((first, part), (second, Hash::of(b"part")));
    assert_eq!(reader.raw(&first).unwrap().unwrap().row.origin, "a");
    assert_eq!((reader.count(Table::Raw).unwrap(), reader.count(Table::Parts).unwrap()), (1, 1));
    assert_eq!(reader.part(&Hash::of(b"other")).unwrap(), None);
}

#[test]
fn what_is_there_is_never_replaced() {
    let archive = Archive::in_memory().unwrap();
    archive.write(|w| w.append_forecasts(4, &1)).unwrap();
    let error = archive.write(|w| w.append_forecasts(4, &2)).unwrap_err();
    assert_eq!(error.to_string(), "table forecasts already has the record 4, and records are never replaced");
    assert_eq!(archive.read().unwrap().forecasts::<i32>(4).unwrap(), Some(1));
}

#[test]
fn a_type_that_was_not_written_is_an_error() {
    let archive = Archive::in_memory().unwrap();
    archive.write(|w| w.append_event(&(1_u8, 2_u8))).unwrap();
    let error = archive.read().unwrap().event::<u8>(1).unwrap_err();
    assert!(matches!(error, StoreError::Decode { table: Table::Events, .. }), "{error}");
}

#[test]
fn an_archive_in_use_cannot_be_opened_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.redb");
    let archive = Archive::open(&path).unwrap();
    let error = Archive::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert!(error.to_string().contains("is open in another process"), "{error}");
    ledger::append(&archive, 1).unwrap();
    drop(archive);
    assert_eq!(ledger::check(&Archive::open(&path).unwrap().read().unwrap()), 1);
}

#[test]
fn an_archive_whose_making_was_cut_short_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.redb");
    let left = folder.path().join(format!(".archive.redb.{}-0.partial", std::process::id()));
    std::fs::write(&left, "half").unwrap();
    ledger::append(&Archive::open(&path).unwrap(), 1).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(std::fs::read(left).unwrap(), b"half");
}

#[test]
fn another_programs_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.redb");
    let database = redb::Database::create(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    drop(transaction.open_table(redb::TableDefinition::<u64, u64>::new("other")).unwrap());
    transaction.commit().unwrap();
    drop(database);
    assert!(matches!(Archive::open(&path), Err(StoreError::NotAnArchive { .. })));
    std::fs::write(&path, "no database at all").unwrap();
    assert!(matches!(Archive::open(&path), Err(StoreError::Open { .. })));
}

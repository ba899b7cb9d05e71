//! An archive of format 1, made before anything was held, decided, run, excluded, allowed, pushed or
//! profiled: it is read as it is, and becomes one of today with the first write.

use crate::ledger::{moment, observation, series};
use chrono::NaiveDate;
use paridad_store::{Archive, PushKey, Reader, RunRow, RunStep, StoreError, Table, Trigger, restore};
use redb::{Database, TableDefinition};
use serde::Serialize;
use std::path::Path;

type Definition<'a> = TableDefinition<'a, &'static [u8], &'static [u8]>;

/// The tables of format 1.
const TABLES: [&str; 10] = [
    "meta",
    "raw",
    "batches",
    "observations",
    "events",
    "forecasts",
    "outcomes",
    "parts",
    "versions",
    "audit",
];

#[test]
fn an_older_archive_is_read_as_if_its_later_tables_were_empty() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.redb");
    make(&path, 1);
    let archive = Archive::open(&path).unwrap();
    check(&archive.read().unwrap());
    let report = archive.scrub().unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!((report.counts.len(), report.counts[&Table::Runs]), (Table::ALL.len(), 0));
    drop(archive);
    assert_eq!((tables(&path), format(&path)), (TABLES.len(), 1), "reading changes nothing");
}

#[test]
fn an_older_archive_is_written_to_and_is_then_one_of_today() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.redb");
    make(&path, 1);
    let archive = Archive::open(&path).unwrap();
    let before = archive.read().unwrap();
    let started = RunStep::Started { trigger: Trigger::Schedule, since: None };
    let row = RunRow {
        run: 1,
        source: "ecb".to_owned(),
        actor: "the program".to_owned(),
        at: moment(1),
        step: started,
    };
    archive.write(|w| w.append_run(&row)).unwrap();
    check(&before);
    drop(before);
    let reader = archive.read().unwrap();
    assert_eq!(reader.open_runs().unwrap()[0].started, row);
    assert_eq!(reader.event::<String>(1).unwrap().as_deref(), Some("the peso opened"));
    assert!(archive.scrub().unwrap().is_clean());
    drop((archive, reader));
    assert_eq!((tables(&path), format(&path)), (Table::ALL.len(), 6));
    assert_eq!(Archive::open(&path).unwrap().read().unwrap().open_runs().unwrap().len(), 1);
}

#[test]
fn an_older_archive_is_backed_up_and_an_older_backup_restored() {
    let folder = tempfile::tempdir().unwrap();
    let [path, backup, restored] = ["archive", "backup", "restored"].map(|name| folder.path().join(name));
    make(&path, 1);
    let report = Archive::open(&path).unwrap().backup(&backup, &[]).unwrap();
    assert_eq!(restore(&path, &restored).unwrap(), report);
    for copy in [&backup, &restored] {
        let archive = Archive::open(copy).unwrap();
        check(&archive.read().unwrap());
        archive.write(|w| w.append_event(&"the peso closed")).unwrap();
        assert!(archive.scrub().unwrap().is_clean());
    }
}

#[test]
fn a_table_that_is_missing_from_an_archive_of_today_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.redb");
    make(&path, 6);
    let archive = Archive::open(&path).unwrap();
    let error = archive.read().unwrap().held(1).unwrap_err();
    assert!(matches!(error, StoreError::Database { .. }), "{error}");
    assert_eq!(archive.scrub().unwrap().faults[0].table, Table::Held);
}

/// What the older archive holds, and that all else is empty.
fn check(reader: &Reader) {
    assert_eq!(reader.event::<String>(1).unwrap().as_deref(), Some("the peso opened"));
    let all = NaiveDate::MIN..=NaiveDate::MAX;
    let rows: Vec<_> = reader.observations(&series(), all).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows, [(1, observation(1, 0))]);
    assert_eq!(reader.observations_of_batch(1).unwrap(), [observation(1, 0)]);
    for table in [Table::Held, Table::Decisions, Table::Runs, Table::Exclusions, Table::Tokens, Table::Keys] {
        assert_eq!(reader.count(table).unwrap(), 0, "{table}");
    }
    assert_eq!(reader.held(1).unwrap(), None);
    assert_eq!(reader.precedents().unwrap(), []);
    assert_eq!(reader.held_from(1).unwrap().rev().count(), 0);
    assert_eq!(reader.decisions().unwrap().count() + reader.decisions_on(1).unwrap().count(), 0);
    assert_eq!(reader.runs_from(1).unwrap().count() + reader.first_exclusions().unwrap().count(), 0);
    assert_eq!(reader.open_runs().unwrap(), []);
    assert_eq!(reader.tokens().unwrap(), []);
    assert_eq!(reader.token_by_digest(&[0; 32]).unwrap(), None);
    assert_eq!(reader.key(PushKey { token: "bank", text: "1" }).unwrap(), None);
    assert_eq!(reader.profiles_of::<u8>(&series()).unwrap().count(), 0);
}

/// Makes an archive with the tables of format 1, which says of itself that it has `format`.
fn make(path: &Path, format: u32) {
    let database = Database::create(path).unwrap();
    let transaction = database.begin_write().unwrap();
    let put = |table: &str, key: &[u8], row: &[u8]| {
        let mut open = transaction.open_table(Definition::new(table)).unwrap();
        open.insert(key, &sealed(table, key, row)[..]).unwrap();
    };
    for table in TABLES {
        transaction.open_table(Definition::new(table)).unwrap();
    }
    put("meta", b"format", &bytes(&format));
    put("events", &1_u64.to_be_bytes(), &bytes(&"the peso opened"));
    let row = observation(1, 0);
    let day = row.observation.period.signed_duration_since(NaiveDate::default()).num_days();
    let day = (i32::try_from(day).unwrap().cast_unsigned() ^ (1 << 31)).to_be_bytes();
    let key = [series().as_str().as_bytes(), &[0], &day, &1_u64.to_be_bytes()].concat();
    put("observations", &key, &bytes(&row));
    transaction.commit().unwrap();
}

fn bytes(row: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(row).unwrap()
}

/// The envelope of a record, as every program so far wrote it.
pub(crate) fn sealed(table: &str, key: &[u8], body: &[u8]) -> Vec<u8> {
    let length = (key.len() as u64).to_le_bytes();
    let sum = blake3::hash(&[table.as_bytes(), &[0], &length, key, &[1], body].concat());
    [&[1], &sum.as_bytes()[..8], body].concat()
}

fn tables(path: &Path) -> usize {
    let database = Database::open(path).unwrap();
    redb::ReadableDatabase::begin_read(&database).unwrap().list_tables().unwrap().count()
}

fn format(path: &Path) -> u8 {
    let database = Database::open(path).unwrap();
    let view = redb::ReadableDatabase::begin_read(&database).unwrap();
    let meta = view.open_table(Definition::new("meta")).unwrap();
    let value = meta.get(&b"format"[..]).unwrap().unwrap();
    *value.value().last().unwrap()
}

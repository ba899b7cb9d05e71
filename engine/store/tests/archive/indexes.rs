//! Indexes: looked up as they were walked, made with the first write to an older archive, and compared by the scrub.

use crate::ledger::{self, moment, observation, series};
use paridad_store::{
    AdmittedRow, Archive, BatchRow, Decision, DecisionRow, FileKey, Hash, HeldIn, HeldRow, HeldState, KeyRow,
    PushKey, RawRow, Reader, RunRow, RunStep, StoreError, Table, Trigger, VersionKind, VersionRow, Writer,
};
use redb::{Database, TableDefinition};
use std::path::Path;

type Definition<'a> = TableDefinition<'a, &'static [u8], &'static [u8]>;

/// The tables that came with format 4, the one of format 5, and the two of format 6.
const LATER: [&str; 10] = [
    "admitted",
    "files",
    "held_values",
    "waiting",
    "done_runs",
    "marks",
    "requests",
    "proofs",
    "held_in",
    "held_groups",
];

/// Earlier formats, each with the tables that it did not have.
const EARLIER: [(u8, &[&str]); 3] = [(3, &LATER), (4, LATER.split_at(7).1), (5, LATER.split_at(8).1)];

const SOURCE: &str = "deposits";
const CONTENTS: [&[u8]; 2] = [b"one", b"two"];

/// What is held under these numbers: the same value three times, then another one. The first is accepted.
const HELD: [u64; 4] = [1, 1, 1, 2];

fn fill(w: &mut Writer<'_>) -> Result<(), StoreError> {
    for number in HELD {
        w.append_held(&held(number))?;
    }
    w.append_decision(&DecisionRow {
        held: 1,
        decision: Decision::Accept,
        note: String::new(),
        actor: "ana".to_owned(),
        at: moment(1),
    })?;
    for (since, end) in [(false, true), (true, true), (false, false)] {
        let started =
            RunStep::Started { trigger: Trigger::Manual, since: since.then(|| moment(1).date_naive()) };
        let run = w.next_run()?;
        w.append_run(&step(run, started))?;
        if end {
            let done = RunStep::Done { observed: 0, known: 0, held: 0, learned: 0, version: 1 };
            w.append_run(&step(run, done))?;
        }
    }
    let kinds = [
        (VersionKind::Bundled, true),
        (VersionKind::Challenger, false),
        (VersionKind::Promoted { from: 2 }, true),
        (VersionKind::Without { batch: 1 }, true),
        (VersionKind::Rollback { to: 1 }, true),
        (VersionKind::Learned, false),
    ];
    for (kind, speaks) in kinds {
        let number = w.next_version()?;
        w.append_version(&VersionRow { kind, speaks, ..version(number) })?;
    }
    Ok(())
}

fn held(number: u64) -> HeldRow {
    HeldRow {
        observation: observation(number, 0).observation,
        rule: "implausible".to_owned(),
        detail: String::new(),
        batch: number,
        received_at: moment(number),
        reviewers: 1,
    }
}

fn step(run: u64, step: RunStep) -> RunRow {
    RunRow { run, source: SOURCE.to_owned(), actor: "ana".to_owned(), at: moment(run), step }
}

fn version(number: u64) -> VersionRow {
    VersionRow {
        number,
        parent: None,
        kind: VersionKind::Learned,
        event: number,
        day: moment(number).date_naive(),
        snapshot: Hash::of(b"a state"),
        engine_revision: 1,
        created_at: moment(number),
        speaks: true,
        actor: "ana".to_owned(),
        reason: String::new(),
    }
}

/// Two contents of one file, as archives before format 4 kept that they were taken in.
fn drop_as_before(w: &mut Writer<'_>) -> Result<(), StoreError> {
    for bytes in CONTENTS {
        let (source, origin) = (SOURCE.to_owned(), "/drop/flows.csv".to_owned());
        let row = RawRow {
            source: source.clone(),
            origin,
            media_type: "text/csv".to_owned(),
            received_at: moment(1),
        };
        let raw = w.append_raw(&row, bytes)?;
        let batch =
            BatchRow { source, received_at: moment(1), raw, observed: 0, held: 0, findings: Vec::new() };
        let batch = w.append_batch(&batch)?;
        let key = PushKey { token: "source deposits", text: &raw.to_string() };
        w.append_key(key, &KeyRow { batch, payload: raw, at: moment(1) })?;
    }
    Ok(())
}

fn check(reader: &Reader) {
    let (value, other) = (observation(1, 0).observation, observation(2, 0).observation);
    assert_eq!(reader.held_as(&value).unwrap(), [1, 2, 3]);
    assert_eq!(reader.held_as(&other).unwrap(), [4]);
    assert_eq!(reader.held_for(&series(), value.period).unwrap(), [1, 2, 3]);
    assert_eq!(reader.waiting().unwrap(), [2, 3, 4]);
    let began = |row: Option<RunRow>| row.map(|row| row.run);
    assert_eq!(began(reader.last_done(SOURCE).unwrap()), Some(3), "the fifth step began one that goes on");
    assert_eq!(began(reader.last_whole(SOURCE).unwrap()), Some(1));
    assert_eq!(began(reader.last_done("deposit").unwrap()), None);
    let number = |row: Option<VersionRow>| row.map(|row| row.number);
    assert_eq!(number(reader.speaking().unwrap()), Some(5));
    assert_eq!(number(reader.last_learned().unwrap()), Some(6));
    assert_eq!([2, 3, 6].map(|until| number(reader.last_promoted(until).unwrap())), [None, Some(3), Some(3)]);
    let out = |until| reader.exclusions_at(until).unwrap().batches().len();
    assert_eq!((out(3), out(4), out(6)), (0, 1, 1));
    let challengers = reader.challengers().unwrap();
    assert_eq!(challengers.iter().map(|row| row.number).collect::<Vec<_>>(), [2]);
    assert!(reader.may_return(&challengers[0]).unwrap(), "it was promoted");
    let another = VersionRow { number: 7, ..challengers[0].clone() };
    assert!(!reader.may_return(&another).unwrap(), "nobody has promoted it");
}

fn check_groups(reader: &Reader) {
    let groups = reader.held_groups(HeldState::Waiting, None, 9).unwrap();
    let found: Vec<_> = groups.iter().map(|group| (group.batch, group.held, group.waiting)).collect();
    assert_eq!(found, [(2, 1, 1), (1, 3, 2)]);
    let first = HeldIn::Group { batch: 1, rule: "implausible" };
    assert_eq!(reader.held_in(first, HeldState::Waiting, (u64::MAX, 9)).unwrap(), [3, 2]);
    assert_eq!(reader.waiting_before(4, 9).unwrap(), [3, 2]);
}

fn check_files(reader: &Reader) {
    let file = FileKey { source: SOURCE, origin: "/drop/flows.csv" };
    assert_eq!(reader.last_of_file(file).unwrap(), Some(2));
    assert_eq!(reader.last_of_file(FileKey { origin: "/drop", ..file }).unwrap(), None);
    let before = CONTENTS.map(|bytes| reader.file_before(SOURCE, Hash::of(bytes)).unwrap());
    assert_eq!(before, [Some(1), Some(2)]);
}

/// Makes an archive one of an earlier format.
fn age(path: &Path, (format, later): (u8, &[&str])) {
    let database = Database::open(path).unwrap();
    let transaction = database.begin_write().unwrap();
    for table in later {
        transaction.delete_table(Definition::new(table)).unwrap();
    }
    let mut meta = transaction.open_table(Definition::new("meta")).unwrap();
    meta.insert(&b"format"[..], &crate::older::sealed("meta", b"format", &[format])[..]).unwrap();
    drop(meta);
    transaction.commit().unwrap();
}

#[test]
fn an_older_archive_answers_by_a_walk_and_has_its_indexes_after_the_first_write() {
    EARLIER.into_iter().for_each(check_earlier);
}

fn check_earlier(earlier: (u8, &[&str])) {
    let folder = tempfile::tempdir().unwrap();
    let [path, copy] = ["archive", "copy"].map(|name| folder.path().join(name));
    let archive = Archive::open(&path).unwrap();
    archive.write(fill).unwrap();
    archive.write(drop_as_before).unwrap();
    drop(archive);
    age(&path, earlier);
    let archive = Archive::open(&path).unwrap();
    archive.backup(&copy, &[]).unwrap();
    for archive in [archive, Archive::open(&copy).unwrap()] {
        check(&archive.read().unwrap());
        check_groups(&archive.read().unwrap());
        if earlier.0 < 4 {
            check_files(&archive.read().unwrap());
        }
        assert!(archive.scrub().unwrap().is_clean());
        archive.write(|w| w.append_event(&"the peso opened")).unwrap();
        let reader = archive.read().unwrap();
        check(&reader);
        check_groups(&reader);
        let counts = [Table::HeldValues, Table::Waiting, Table::DoneRuns, Table::Marks];
        assert_eq!(counts.map(|table| reader.count(table).unwrap()), [4, 3, 2, 11]);
        assert_eq!([Table::HeldIn, Table::HeldGroups].map(|table| reader.count(table).unwrap()), [8, 2]);
        if earlier.0 < 4 {
            check_files(&reader);
            assert_eq!(reader.count(Table::Files).unwrap(), 2);
        }
        let report = archive.scrub().unwrap();
        assert!(report.is_clean(), "{report:?}");
    }
}

#[test]
fn what_is_decided_waits_no_longer_and_a_key_is_listed_once() {
    let archive = Archive::in_memory().unwrap();
    archive.write(fill).unwrap();
    check(&archive.read().unwrap());
    let decision = |held, decision| DecisionRow {
        held,
        decision,
        note: String::new(),
        actor: "ana".to_owned(),
        at: moment(2),
    };
    archive.write(|w| w.append_decision(&decision(3, Decision::Reject))).unwrap();
    assert_eq!(archive.read().unwrap().waiting().unwrap(), [2, 4]);
    assert!(archive.scrub().unwrap().is_clean());
}

#[test]
fn the_scrub_names_what_an_index_lacks_and_what_it_lists_wrongly() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.redb");
    let archive = Archive::open(&path).unwrap();
    archive.write(fill).unwrap();
    drop(archive);
    let database = Database::open(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    let mut waiting = transaction.open_table(Definition::new("waiting")).unwrap();
    waiting.remove(&2_u64.to_be_bytes()[..]).unwrap();
    let wrong = 1_u64.to_be_bytes();
    waiting.insert(&wrong[..], &crate::older::sealed("waiting", &wrong, &[])[..]).unwrap();
    drop(waiting);
    transaction.commit().unwrap();
    drop(database);
    let faults = Archive::open(&path).unwrap().scrub().unwrap().faults;
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        ["record 1 of table waiting: it lists what is not so", "record 2 of table waiting: it is missing"]
    );
}

#[test]
fn the_observations_of_a_batch_are_those_that_it_let_in_and_that_are_learned() {
    let archive = Archive::in_memory().unwrap();
    let decided = |number| AdmittedRow {
        run: number,
        observations: (0..ledger::OBSERVATIONS).map(|place| observation(number, place).observation).collect(),
    };
    archive
        .write(|w| {
            for number in [1, 2] {
                w.append_admitted(number, &decided(number))?;
                // The last one is not learned yet.
                for place in 0..ledger::OBSERVATIONS - 1 {
                    w.append_observation(&observation(number, place))?;
                }
            }
            w.append_observation(&observation(7, 0)).map(drop)
        })
        .unwrap();
    let reader = archive.read().unwrap();
    let learned: Vec<_> = (0..ledger::OBSERVATIONS - 1).map(|place| observation(2, place)).collect();
    assert_eq!(reader.observations_of_batch(2).unwrap(), learned);
    assert_eq!(reader.observations_of_batch(7).unwrap(), [observation(7, 0)], "as before format 4");
    assert_eq!(reader.admitted(2).unwrap(), Some(decided(2)));
    assert_eq!(reader.admitted(7).unwrap(), None);
}

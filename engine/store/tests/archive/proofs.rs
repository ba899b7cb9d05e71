//! What is proven: of which bytes, whatever comes after them.

use crate::ledger::{self, moment};
use crate::older::sealed;
use paridad_store::{Archive, Extent, Hash, ProofRow, Reader, StoreError};
use redb::{Database, ReadableTable, TableDefinition};
use std::path::Path;

type Definition<'a> = TableDefinition<'a, &'static [u8], &'static [u8]>;

/// The envelope before the body of a record.
const HEADER: usize = 9;

fn digest(reader: &Reader, until: &Extent) -> Hash {
    reader.digest_until(until, &mut || true).unwrap()
}

/// Flips a bit in the body of the first record of a table, and puts the checksum right.
fn alter(path: &Path, table: &str) {
    let database = Database::open(path).unwrap();
    let transaction = database.begin_write().unwrap();
    {
        let mut open = transaction.open_table(Definition::new(table)).unwrap();
        let (key, value) = {
            let (key, value) = open.first().unwrap().unwrap();
            (key.value().to_vec(), value.value().to_vec())
        };
        let mut body = value[HEADER..].to_vec();
        *body.last_mut().unwrap() ^= 1;
        open.insert(&key[..], &sealed(table, &key, &body)[..]).unwrap();
    }
    transaction.commit().unwrap();
}

#[test]
fn the_digest_of_what_is_proven_is_the_same_whatever_is_appended_and_another_with_any_altered_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.redb");
    let archive = Archive::open(&path).unwrap();
    (1..=3).for_each(|number| ledger::append(&archive, number).unwrap());
    let reader = archive.read().unwrap();
    let until = reader.extent().unwrap();
    assert_eq!(until, Extent { event: 3, version: 3, observation: 3 * ledger::OBSERVATIONS });
    let proven = digest(&reader, &until);
    drop(reader);
    ledger::append(&archive, 4).unwrap();
    let reader = archive.read().unwrap();
    assert_eq!(digest(&reader, &until), proven);
    assert_ne!(digest(&reader, &reader.extent().unwrap()), proven);
    drop((reader, archive));
    for table in ["events", "forecasts", "outcomes", "versions", "observations"] {
        alter(&path, table);
        let altered = Archive::open(&path).unwrap();
        assert_ne!(digest(&altered.read().unwrap(), &until), proven, "{table}");
        drop(altered);
        alter(&path, table);
        let again = Archive::open(&path).unwrap();
        assert_eq!(digest(&again.read().unwrap(), &until), proven, "{table}");
    }
}

#[test]
fn proofs_are_read_the_newest_first_and_walks_end_when_they_are_asked_to() {
    let archive = Archive::in_memory().unwrap();
    ledger::append(&archive, 1).unwrap();
    let reader = archive.read().unwrap();
    let until = reader.extent().unwrap();
    let proof = |number| ProofRow {
        until,
        digest: digest(&reader, &until),
        engine_revision: 5,
        at: moment(number),
        full_at: moment(1),
    };
    archive.write(|w| w.append_proof(&proof(1))).unwrap();
    archive.write(|w| w.append_proof(&proof(2))).unwrap();
    let now = archive.read().unwrap();
    let proofs: Vec<ProofRow> = now.proofs().unwrap().map(Result::unwrap).collect();
    assert_eq!(proofs, [proof(2), proof(1)]);
    assert!(archive.scrub().unwrap().is_clean());
    let mut left = 5;
    let mut go_on = || {
        left -= 1;
        left > 0
    };
    assert!(matches!(now.scrub(&mut go_on), Err(StoreError::Interrupted)));
    assert!(matches!(now.digest_until(&until, &mut || false), Err(StoreError::Interrupted)));
}

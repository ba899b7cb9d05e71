//! What people and schedules add is kept once, and its last word counts.

use crate::ledger::{self, moment, series};
use paridad_engine::data::series::SeriesId;
use paridad_store::{Archive, ExclusionRow, Hash, KeyRow, PushKey, StoreError, Table, TokenRow};

#[test]
fn the_first_time_that_a_batch_is_taken_out_of_history_stays_on_record() {
    let archive = Archive::in_memory().unwrap();
    let row = |batch| ExclusionRow {
        batch,
        event: 40,
        at: moment(1),
        actor: "ana".to_owned(),
        reason: "ten times too high".to_owned(),
    };
    archive.write(|w| w.append_exclusion(&row(7))).unwrap();
    archive.write(|w| w.append_exclusion(&row(3))).unwrap();
    archive.write(|w| w.append_exclusion(&ExclusionRow { event: 50, ..row(7) })).unwrap();
    let found: Vec<_> = archive.read().unwrap().first_exclusions().unwrap().map(Result::unwrap).collect();
    assert_eq!(found, [row(3), row(7)]);
}

#[test]
fn the_last_row_of_a_name_is_its_token() {
    let archive = Archive::in_memory().unwrap();
    let row = |name: &str, digest: u8, revoked| TokenRow {
        name: name.to_owned(),
        role: "writer".to_owned(),
        digest: [digest; 32],
        at: moment(1),
        actor: "ana".to_owned(),
        revoked,
    };
    for row in [row("desk", 1, false), row("bank", 2, false), row("desk", 3, false), row("bank", 2, true)] {
        archive.write(|w| w.append_token(&row)).unwrap();
    }
    let reader = archive.read().unwrap();
    assert_eq!(reader.tokens().unwrap(), [row("bank", 2, true), row("desk", 3, false)]);
    assert_eq!(reader.token_by_digest(&[3; 32]).unwrap(), Some(row("desk", 3, false)));
    for gone in [[1; 32], [2; 32], [4; 32]] {
        assert_eq!(reader.token_by_digest(&gone).unwrap(), None);
    }
    assert_eq!(reader.count(Table::Tokens).unwrap(), 4);
}

#[test]
fn a_push_is_known_by_its_token_and_key() {
    let archive = Archive::in_memory().unwrap();
    let row = KeyRow { batch: 7, payload: Hash::of(b"pushed"), at: moment(1) };
    let key = PushKey { token: "bank", text: "2026-03-17" };
    archive.write(|w| w.append_key(key, &row)).unwrap();
    let error = archive.write(|w| w.append_key(key, &row)).unwrap_err();
    assert!(matches!(error, StoreError::Exists { table: Table::Keys, .. }), "{error}");
    let reader = archive.read().unwrap();
    assert_eq!(reader.key(key).unwrap(), Some(row));
    assert_eq!(reader.key(PushKey { token: "bank2026", text: "-03-17" }).unwrap(), None);
}

#[test]
fn profiles_of_a_series_come_in_the_order_of_their_batches() {
    let archive = Archive::in_memory().unwrap();
    let longer = SeriesId::try_from("banxico.fix.bid").unwrap();
    for (batch, series) in [(300, series()), (7, series()), (8, longer)] {
        archive.write(|w| w.append_profile(batch, &series, &(batch, 0.25))).unwrap();
    }
    let reader = archive.read().unwrap();
    let found: Vec<_> = reader.profiles_of::<(u64, f64)>(&series()).unwrap().map(Result::unwrap).collect();
    assert_eq!(found, [(7, (7, 0.25)), (300, (300, 0.25))]);
    let error = archive.write(|w| w.append_profile(7, &series(), &0)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "table profiles already has the record banxico.fix 7, and records are never replaced"
    );
}

#[test]
fn the_observations_of_a_batch_are_found() {
    let archive = Archive::in_memory().unwrap();
    (1..=3).for_each(|number| ledger::append(&archive, number).unwrap());
    let found = archive.read().unwrap().observations_of_batch(2).unwrap();
    let expected: Vec<_> = (0..ledger::OBSERVATIONS).map(|place| ledger::observation(2, place)).collect();
    assert_eq!(found, expected);
    assert_eq!(archive.read().unwrap().observations_of_batch(9).unwrap(), []);
}

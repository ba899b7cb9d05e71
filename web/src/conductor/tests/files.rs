//! Files that are dropped: each content once while it is the last of its place, and again when it comes back.

use super::*;
use paridad_engine::data::series::SeriesId;
use paridad_ingest::feed::payload::Delivery;
use paridad_store::{Hash, KeyRow, PushKey};

const SOURCE: &str = "deposits";
const PLACE: &str = "/drop/flows.csv";
const PERIOD: &str = "2024-01-01";

/// A file with one value, as it lies at a place.
fn file(place: &str, value: f64, now: DateTime<Utc>) -> Payload {
    let text = format!("series,period,value,known_at\nflow,{PERIOD},{value},2024-02-01T00:00:00Z\n");
    Payload { origin: place.to_owned(), ..payload(SOURCE, "text/csv", &text, now) }
}

fn drop_file(conductor: &mut Conductor, payload: Payload) -> Pulled {
    let now = payload.received_at;
    let delivery = Delivery { once: true, ..payload.clone().into() };
    let brought = Brought { deliveries: vec![delivery.into()], trigger: Trigger::Drop, ..brought(payload) };
    conductor.take(&brought, now).unwrap()
}

fn was_before(pulled: &Pulled) -> bool {
    pulled.findings.iter().any(|finding| finding.contains("was taken in before"))
}

/// The value that is believed now.
fn flow(conductor: &Conductor) -> f64 {
    let (series, day) = (SeriesId::try_from("internal.flow").unwrap(), PERIOD.parse().unwrap());
    let rows = conductor.archive.read().unwrap().observations(&series, day..=day).unwrap();
    let last = rows.map(|row| row.unwrap().1.observation).max_by_key(|observation| observation.known_at);
    last.unwrap().value
}

fn last_batch(conductor: &Conductor) -> u64 {
    conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap().0
}

fn hours(scene: &Scene, hours: i64) -> DateTime<Utc> {
    ecb_publication(scene.days[KNOWN]) + chrono::TimeDelta::hours(hours)
}

#[test]
fn a_file_that_returns_to_an_earlier_content_is_taken_in_again() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    for (hour, value) in [(0, 1.0), (1, 2.0), (2, 1.0), (3, 2.0)] {
        let pulled = drop_file(&mut conductor, file(PLACE, value, hours(&scene, hour)));
        assert_eq!((pulled.observed, was_before(&pulled)), (1, false), "{value}: {pulled:?}");
        assert_eq!(flow(&conductor).to_bits(), f64::to_bits(value));
    }
    let batch = last_batch(&conductor);
    drop(conductor);
    let mut conductor = scene.open();
    let pulled = drop_file(&mut conductor, file(PLACE, 2.0, hours(&scene, 4)));
    assert!(was_before(&pulled), "nobody changed it: {pulled:?}");
    assert_eq!(last_batch(&conductor), batch, "and nothing is kept of it");
    assert_clean(&conductor);
}

#[test]
fn a_file_whose_batch_was_taken_out_can_come_again() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    drop_file(&mut conductor, file(PLACE, 1.0, hours(&scene, 0)));
    let bad = last_batch(&conductor);
    conductor.take_out(bad, "a wrong file", ("ana", Utc::now())).unwrap();
    let pulled = drop_file(&mut conductor, file(PLACE, 1.0, hours(&scene, 1)));
    assert!(!was_before(&pulled), "{pulled:?}");
    assert_eq!((pulled.observed, pulled.held), (0, 1), "the value waits for a person: {pulled:?}");
    let pulled = drop_file(&mut conductor, file(PLACE, 1.0, hours(&scene, 2)));
    assert!(was_before(&pulled), "once: {pulled:?}");
    assert_clean(&conductor);
}

#[test]
fn the_same_content_at_another_place_is_a_file_of_its_own() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    drop_file(&mut conductor, file(PLACE, 1.0, hours(&scene, 0)));
    drop_file(&mut conductor, file(PLACE, 2.0, hours(&scene, 1)));
    let pulled = drop_file(&mut conductor, file("/drop/corrected.csv", 1.0, hours(&scene, 2)));
    assert_eq!((pulled.observed, was_before(&pulled)), (1, false), "{pulled:?}");
    assert_eq!(flow(&conductor).to_bits(), f64::to_bits(1.0));
    assert_clean(&conductor);
}

#[test]
fn a_content_that_an_older_archive_took_in_is_not_taken_in_at_a_place_that_is_new() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    // As an earlier program put on record that it was taken in: by its content alone.
    let known = file(PLACE, 1.0, hours(&scene, 0));
    conductor.take(&brought(known.clone()), known.received_at).unwrap();
    let (batch, payload) = (last_batch(&conductor), Hash::of(&known.bytes));
    let (token, text) = (format!("source {SOURCE}"), payload.to_string());
    let key = PushKey { token: &token, text: &text };
    let row = KeyRow { batch, payload, at: known.received_at };
    conductor.archive.write(|writer| writer.append_key(key, &row)).unwrap();
    let pulled = drop_file(&mut conductor, file("/drop/copy.csv", 1.0, hours(&scene, 1)));
    assert!(was_before(&pulled), "{pulled:?}");
    conductor.take_out(batch, "a wrong file", ("ana", Utc::now())).unwrap();
    let pulled = drop_file(&mut conductor, file("/drop/copy.csv", 1.0, hours(&scene, 2)));
    assert!(!was_before(&pulled), "{pulled:?}");
    assert_clean(&conductor);
}

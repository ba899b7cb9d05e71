//! The calendar of events in an archive that was made before there was one.

use super::refits::old_archive;
use super::*;
use paridad_ingest::bundle;
use paridad_ingest::sources::events;
use paridad_store::BatchRow;

/// The batches of an archive, the first one first.
fn batches(conductor: &Conductor) -> Vec<(u64, BatchRow)> {
    let reader = conductor.archive.read().unwrap();
    (1..).map_while(|number| Some((number, reader.batch(number).unwrap()?))).collect()
}

#[test]
fn an_archive_made_before_takes_the_calendar_in_once_and_verifies_clean() {
    let scene = Scene::new();
    let learned = scene.open();
    let old = scene.folder.path().join("old");
    std::fs::create_dir(&old).unwrap();
    let is_event = |id: &str| id.starts_with("events.");
    old_archive(&learned, &Archive::open(old.join(ARCHIVE_FILE)).unwrap(), |value| {
        !is_event(value.series.as_str())
    });
    let history = HistoryFrom::File(scene.history());
    let open = || Conductor::open(&old, &history, Published::default(), &mut |_| {}).unwrap();
    let calendar = bundle::calendar().unwrap();
    for _ in 0..2 {
        let conductor = open();
        let kept = batches(&conductor);
        let [(number, batch)] = kept.as_slice() else { panic!("{kept:?}") };
        assert_eq!((batch.source.as_str(), batch.observed as usize), (events::NAME, calendar.len()));
        let reader = conductor.archive.read().unwrap();
        let mut rows = reader.observations_of_batch(*number).unwrap();
        rows.sort_by_key(|row| row.observation.known_at);
        assert!(rows.iter().zip(&calendar).all(|(row, day)| row.observation.known_at == day.known_at));
        assert!(Conductor::verify(conductor.archive()).unwrap().clean);
    }
}

#[test]
fn a_calendar_that_people_took_out_stays_out() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let known = batches(&conductor);
    assert_eq!(known.last().unwrap().1.source, events::NAME);
    conductor.take_out(known.last().unwrap().0, "to see", ("ana", Utc::now())).unwrap();
    drop(conductor);
    let again = scene.open();
    assert_eq!(batches(&again).len(), known.len());
    assert!(Conductor::verify(again.archive()).unwrap().clean);
}

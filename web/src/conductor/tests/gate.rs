//! A gate that cannot see refuses: damage to the past of a series keeps out what would be judged by it.

use super::*;
use paridad_engine::data::series::SeriesId;
use paridad_store::{ObservationRow, RunStep};

fn row(conductor: &Conductor, index: usize, scene: &Scene) -> ObservationRow {
    let (series, day) = (SeriesId::try_from("ecb.eur.mxn").unwrap(), scene.days[index]);
    let mut rows = conductor.archive.read().unwrap().observations(&series, day..=day).unwrap();
    rows.next().unwrap().unwrap().1
}

/// Flips a bit in the value of an observation, wherever the file holds it.
fn damage(scene: &Scene, row: &ObservationRow) {
    let file = scene.folder.path().join("data").join(ARCHIVE_FILE);
    let (mut bytes, wanted) = (std::fs::read(&file).unwrap(), postcard::to_allocvec(row).unwrap());
    let places: Vec<usize> =
        bytes.windows(wanted.len()).enumerate().filter(|(_, w)| *w == wanted).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at + wanted.len() / 2] ^= 4;
    }
    std::fs::write(&file, bytes).unwrap();
}

#[test]
fn a_pull_fails_and_says_so_where_the_past_that_it_is_judged_by_cannot_be_read() {
    let scene = Scene::new();
    let conductor = scene.open();
    let last = row(&conductor, KNOWN - 1, &scene);
    drop(conductor);
    damage(&scene, &last);
    let mut conductor = scene.open();
    let observed = |conductor: &Conductor| {
        conductor.archive.read().unwrap().count(paridad_store::Table::Observations).unwrap()
    };
    let (before, day) = (observed(&conductor), conductor.learned.day);
    // Half as much again is implausible, if what was before is known.
    let payload = scene.payload(KNOWN, 1.5);
    let now = payload.received_at;
    let error = conductor.take(&brought(payload), now).unwrap_err();
    let said = chain(&error);
    assert!(said.starts_with("what ecb brought cannot be judged: "), "{said}");
    assert!(said.contains("is damaged"), "{said}");
    assert_eq!((observed(&conductor), conductor.learned.day), (before, day), "nothing is let in");
    let reader = conductor.archive.read().unwrap();
    let (_, step) = reader.runs_from(1).unwrap().next_back().unwrap().unwrap();
    assert_eq!(step.step, RunStep::Failed { reason: said });
    assert!(reader.open_runs().unwrap().is_empty());
    assert!(last_done(&reader, Ecb::NAME).unwrap().is_none(), "all of it is asked for again");
}

#[test]
fn what_is_judged_by_what_can_be_read_enters_all_the_same() {
    let scene = Scene::new();
    let conductor = scene.open();
    // Old enough to play no part any more.
    let old = row(&conductor, 0, &scene);
    drop(conductor);
    damage(&scene, &old);
    let mut conductor = scene.open();
    assert_eq!(scene.bring(&mut conductor, KNOWN, 1.0).learned, 1);
}

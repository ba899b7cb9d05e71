//! What was taken out of history and is put back: it counts as if it had never been out, and is there once.

use super::*;
use paridad_engine::data::digest::Digest;
use paridad_engine::snapshot::encode;

fn digest(conductor: &Conductor) -> Digest {
    encode(&conductor.forecaster).digest()
}

fn last_batch(conductor: &Conductor) -> u64 {
    conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap().0
}

fn take_out(conductor: &mut Conductor, batch: u64) {
    conductor.take_out(batch, "a wrong file", ("ana", Utc::now())).unwrap();
}

fn put_back(conductor: &mut Conductor, batch: u64) -> VersionRow {
    conductor.put_back(batch, "it was right", ("ana", Utc::now())).unwrap()
}

/// A value of the bank's own, which the recipe reads.
fn carry(conductor: &mut Conductor, day: NaiveDate, value: f64) {
    let text = format!("series,period,value\nrate.mxn,{day},{value}\nrate.usd,{day},4.0\n");
    take(conductor, Csv::NAME, "text/csv", &text, ecb_publication(day)).unwrap();
}

#[test]
fn a_batch_that_was_taken_out_and_put_back_leaves_no_bit_of_a_difference() {
    let (scene, other) = (Scene::new(), Scene::new());
    let (mut conductor, mut undisturbed) = (scene.open(), other.open());
    for (scene, conductor) in [(&scene, &mut conductor), (&other, &mut undisturbed)] {
        carry(conductor, scene.days[KNOWN], 11.0);
        (KNOWN..KNOWN + 2).for_each(|index| drop(scene.bring(conductor, index, 1.0)));
    }
    let (batch, versions) = (last_batch(&conductor) - 2, conductor.learned.number);
    take_out(&mut conductor, batch);
    assert_ne!(digest(&conductor), digest(&undisturbed));
    let row = put_back(&mut conductor, batch);
    let wanted = (VersionKind::PutBack { batch }, versions + 2, true);
    assert_eq!((row.kind, row.number, row.speaks), wanted);
    assert_eq!(digest(&conductor), digest(&undisturbed));
    let models = [&conductor, &undisturbed].map(|one| one.published.load_full().unwrap().model.clone());
    assert!(models[0] == models[1], "it says the same, to the bit");
    assert_clean(&conductor);

    // Learning goes on from there, also after a restart.
    drop(conductor);
    let mut conductor = scene.open();
    for (scene, conductor) in [(&scene, &mut conductor), (&other, &mut undisturbed)] {
        scene.bring(conductor, KNOWN + 2, 1.0);
    }
    assert_eq!(digest(&conductor), digest(&undisturbed));
    assert_clean(&conductor);
}

#[test]
fn what_is_put_back_is_known_again_and_enters_no_second_time() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let batch = last_batch(&conductor);
    take_out(&mut conductor, batch);
    assert_eq!(scene.bring(&mut conductor, KNOWN, 1.0).held, 3);
    put_back(&mut conductor, batch);
    let (before, observations) = (digest(&conductor), conductor.archive.read().unwrap());
    let count = |reader: &Reader| reader.count(paridad_store::Table::Observations).unwrap();
    let again = scene.bring(&mut conductor, KNOWN, 1.0);
    assert_eq!((again.observed, again.held), (0, 0), "{again:?}");
    // What waited since it was out is what is believed now, and adds nothing if people let it in.
    let_in_all(&mut conductor);
    assert_eq!(count(&conductor.archive.read().unwrap()), count(&observations));
    assert_eq!(digest(&conductor), before);
    assert_clean(&conductor);
}

#[test]
fn a_batch_is_put_back_only_while_it_is_out_and_may_go_out_again() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let batch = last_batch(&conductor);
    let refused = conductor.put_back(batch, "", ("ana", Utc::now())).unwrap_err();
    assert!(matches!(refused, ConductorError::NotTakenOut { .. }), "{refused}");
    let with = digest(&conductor);
    take_out(&mut conductor, batch);
    let without = digest(&conductor);
    put_back(&mut conductor, batch);
    take_out(&mut conductor, batch);
    assert_eq!(digest(&conductor), without);
    drop(conductor);
    let mut conductor = scene.open();
    assert_eq!((digest(&conductor), conductor.taken_out.contains(&batch)), (without, true));
    assert_clean(&conductor);
    put_back(&mut conductor, batch);
    drop(conductor);
    let conductor = scene.open();
    assert_eq!((digest(&conductor), conductor.taken_out.is_empty()), (with, true));
    assert_clean(&conductor);
}

#[test]
fn what_a_batch_had_not_learned_when_it_was_taken_out_is_learned_once_it_is_put_back() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let brought = brought(scene.payload(KNOWN, 1.0));
    let payload = &brought.deliveries[0].payload;
    let parsed = paridad_ingest::sources::parse(payload).unwrap();
    let now = payload.received_at;
    let run = conductor.begin(&brought, now).unwrap();
    let step = run::Step { run, actor: "test", now, key: None };
    let (checked, _) = conductor.check(payload, &parsed).unwrap();
    let batch = conductor.keep(&brought.deliveries[0], &checked, &[], &step).unwrap();
    take_out(&mut conductor, batch);
    drop(conductor);
    let mut conductor = scene.open();
    put_back(&mut conductor, batch);
    assert_eq!(conductor.learned.day, scene.days[KNOWN]);
    assert!(conductor.archive.read().unwrap().open_runs().unwrap().is_empty());
    assert_clean(&conductor);

    let other = Scene::new();
    let mut undisturbed = other.open();
    other.bring(&mut undisturbed, KNOWN, 1.0);
    assert_eq!(digest(&conductor), digest(&undisturbed));
}

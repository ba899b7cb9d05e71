//! What is taken out of history and comes again: asked for, held for people, and in every fold once they let it in.

use super::*;
use chrono::TimeDelta;
use paridad_engine::data::series::SeriesId;
use paridad_engine::recipe::Recipe;
use paridad_store::HeldRow;

fn last_batch(conductor: &Conductor) -> u64 {
    conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap().0
}

fn take_out(conductor: &mut Conductor, batch: u64) {
    conductor.take_out(batch, "a wrong file", ("ana", Utc::now())).unwrap();
}

/// What is held, with its number.
fn held(conductor: &Conductor) -> Vec<(u64, HeldRow)> {
    conductor.archive.read().unwrap().held_from(1).unwrap().map(Result::unwrap).collect()
}

/// The day from which is spoken.
fn day(conductor: &Conductor) -> NaiveDate {
    conductor.published.load_full().unwrap().model.origin.day
}

/// The newest day of the peso that its source is told is known.
fn newest_known(conductor: &Conductor) -> NaiveDate {
    let series = SeriesId::try_from("ecb.eur.mxn").unwrap();
    known(&conductor.archive.read().unwrap(), None).unwrap()[&series]
}

/// A challenger learns everything, and is promoted.
fn promote(conductor: &mut Conductor) {
    let challenger =
        Challenger::learn(conductor.archive(), Recipe::ecb_cross("mxn").unwrap(), &mut |_| Ok(())).unwrap();
    let row = conductor.keep_challenger(&challenger, "to see", ("ana", Utc::now())).unwrap();
    conductor.promote(row.number, "it is better", ("ana", Utc::now())).unwrap();
}

#[test]
fn what_was_taken_out_and_comes_again_is_held_in_the_line_and_let_in_is_in_every_fold() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let bad = last_batch(&conductor);
    take_out(&mut conductor, bad);
    assert_eq!(day(&conductor), scene.days[KNOWN - 1]);
    let again = scene.bring(&mut conductor, KNOWN, 1.0);
    assert_eq!((again.observed, again.held, again.learned), (0, 3, 0), "{again:?}");
    let rows = held(&conductor);
    let asked: Vec<_> =
        rows.iter().map(|(_, row)| (row.observation.series.as_str(), row.reviewers)).collect();
    assert_eq!(asked, [("ecb.eur.brl", 1), ("ecb.eur.mxn", 2), ("ecb.eur.usd", 2)]);
    assert!(rows.iter().all(|(_, row)| row.rule == "taken_out"), "{rows:?}");
    promote(&mut conductor);
    assert_eq!(day(&conductor), scene.days[KNOWN - 1], "no fold knows what waits");
    let_in_all(&mut conductor);
    assert_eq!(day(&conductor), scene.days[KNOWN]);
    promote(&mut conductor);
    assert_eq!(day(&conductor), scene.days[KNOWN], "every fold knows what people let in");
    scene.bring(&mut conductor, KNOWN + 1, 1.0);
    assert_eq!(day(&conductor), scene.days[KNOWN + 1], "and learns on");
    assert_clean(&conductor);
}

#[test]
fn a_value_that_another_batch_brought_before_stays_when_the_same_is_taken_out() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let first = last_batch(&conductor);
    take_out(&mut conductor, first);
    scene.bring(&mut conductor, KNOWN, 1.0);
    let_in_all(&mut conductor);
    let (number, second) = (held(&conductor).len(), last_batch(&conductor));
    assert_eq!(day(&conductor), scene.days[KNOWN]);
    // What people let in is taken out too, and comes once more: it waits once more.
    take_out(&mut conductor, second);
    let again = scene.bring(&mut conductor, KNOWN, 1.0);
    assert!(again.observed == 0 && again.held > 0, "{again:?}");
    assert!(held(&conductor).len() > number, "it was let in before, and must be able to be again");
    let_in_all(&mut conductor);
    assert_eq!(day(&conductor), scene.days[KNOWN]);
    promote(&mut conductor);
    assert_eq!(day(&conductor), scene.days[KNOWN]);
    assert_clean(&conductor);
}

#[test]
fn a_day_whose_only_values_were_taken_out_is_asked_for_again_until_they_wait() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let bad = last_batch(&conductor);
    scene.bring(&mut conductor, KNOWN + 1, 1.0);
    assert_eq!(newest_known(&conductor), scene.days[KNOWN + 1]);
    take_out(&mut conductor, bad);
    assert_eq!(newest_known(&conductor), scene.days[KNOWN].pred_opt().unwrap());
    // Another value is believed at once, unless it fails a rule of its own.
    assert_eq!(scene.bring(&mut conductor, KNOWN, 1.001).held, 2);
    assert_eq!(newest_known(&conductor), scene.days[KNOWN + 1]);
    assert_clean(&conductor);
}

#[test]
fn a_source_of_the_banks_own_is_asked_again_from_the_first_day_that_was_taken_out() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let bring = |conductor: &mut Conductor, index: usize| {
        let text = format!("series,period,value\nflow,{},1.0\n", scene.days[index]);
        take(conductor, Csv::NAME, "text/csv", &text, ecb_publication(scene.days[KNOWN])).unwrap();
    };
    let from = |conductor: &Conductor| {
        asked(&conductor.archive.read().unwrap(), Csv::NAME, None).unwrap().from.unwrap()
    };
    bring(&mut conductor, 2);
    let bad = last_batch(&conductor);
    bring(&mut conductor, 5);
    let usual = scene.days[KNOWN] - TimeDelta::days(40);
    assert_eq!(from(&conductor), usual);
    take_out(&mut conductor, bad);
    assert_eq!(from(&conductor), scene.days[2]);
    bring(&mut conductor, 2);
    assert_eq!(from(&conductor), usual, "it has come, and waits");
    assert_clean(&conductor);
}

#[test]
fn what_a_batch_had_not_learned_when_it_was_taken_out_is_never_learned() {
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
    let conductor = scene.open();
    assert_eq!(day(&conductor), scene.days[KNOWN - 1]);
    assert!(conductor.archive.read().unwrap().open_runs().unwrap().is_empty());
    assert_clean(&conductor);
}

#[test]
fn a_value_that_was_let_in_waits_again_when_its_source_says_it_again() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let first = ecb_publication(scene.days[KNOWN]);
    for (hours, factor, number) in [(0, 1.0, 0), (2, 1.001, 1), (4, 1.0, 2), (6, 1.001, 3), (8, 1.001, 3)] {
        let now = first + TimeDelta::hours(hours);
        let payload = Payload { received_at: now, ..scene.payload(KNOWN, factor) };
        conductor.take(&brought(payload), now).unwrap();
        assert_eq!(held(&conductor).len(), number, "after {hours} hours");
        for (number, actor) in held(&conductor).iter().flat_map(|(n, _)| [(*n, "ana"), (*n, "luis")]) {
            // It may have been decided before.
            let _ = conductor.decide(number, Decision::Accept, "", (actor, now + TimeDelta::hours(1)));
        }
    }
    assert_clean(&conductor);
}

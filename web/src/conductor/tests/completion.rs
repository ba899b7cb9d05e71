//! Runs that were cut short: what was decided when a payload was kept is learned, and nothing is decided again.

use super::take::PUT_BY_AT_ONCE;
use super::*;
use paridad_engine::data::series::Observation;
use paridad_ingest::quality::Checked;
use paridad_store::{HeldRow, RunStep};

/// A value of the bank's own, as its payload's day knows it.
fn flow(month: u32, value: f64) -> Observation {
    let day = |month| NaiveDate::from_ymd_opt(2024, month, 1).unwrap();
    let known_at = day(month + 1).and_time(chrono::NaiveTime::MIN).and_utc();
    Observation { series: "internal.flow".try_into().unwrap(), period: day(month), value, known_at }
}

/// Keeps a payload with what was let in of it, as a run does that ends there.
fn keep(conductor: &mut Conductor, payload: &Payload, admitted: &[Observation]) -> (u64, u64) {
    let brought = brought(payload.clone());
    let run = conductor.begin(&brought, payload.received_at).unwrap();
    let step = run::Step { run, actor: "test", now: payload.received_at, key: None };
    let checked = Checked { admitted: admitted.to_vec(), ..Checked::default() };
    (run, conductor.keep(&payload.clone().into(), &checked, &[], &step).unwrap())
}

fn learned(conductor: &Conductor) -> Vec<Observation> {
    let series = "internal.flow".try_into().unwrap();
    let rows =
        conductor.archive.read().unwrap().observations(&series, NaiveDate::MIN..=NaiveDate::MAX).unwrap();
    rows.map(|row| row.unwrap().1.observation).collect()
}

#[test]
fn what_was_decided_is_learned_although_its_payload_reads_otherwise_by_now() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let decided = [flow(1, 1.0), flow(2, 2.0)];
    let other = payload(Csv::NAME, "text/csv", "nothing that is read", ecb_publication(scene.days[KNOWN]));
    keep(&mut conductor, &other, &decided);
    drop(conductor);
    let conductor = scene.open();
    assert_eq!(learned(&conductor), decided);
    assert!(conductor.archive.read().unwrap().open_runs().unwrap().is_empty());
    assert_clean(&conductor);
}

#[test]
fn what_was_learned_before_the_end_is_not_learned_twice_and_the_rest_is() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let decided = [flow(1, 1.0), flow(2, 2.0), flow(3, 1.0)];
    let text = "series,period,value\nflow,2024-01-01,1.0\n";
    let payload = payload(Csv::NAME, "text/csv", text, ecb_publication(scene.days[KNOWN]));
    let (run, batch) = keep(&mut conductor, &payload, &decided);
    let step = run::Step { run, actor: "test", now: payload.received_at, key: None };
    let mut pulled = conductor.nothing_of(Csv::NAME);
    conductor.learn_all(vec![decided[1].clone()], batch, &step, &mut pulled).unwrap();
    drop(conductor);
    let conductor = scene.open();
    assert_eq!(learned(&conductor), decided);
    assert_clean(&conductor);
}

#[test]
fn what_no_recipe_reads_goes_on_record_once_wherever_that_was_cut_short() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let mut decided: Vec<Observation> = (0..=2 * PUT_BY_AT_ONCE)
        .map(|row| {
            let (series, period) = (format!("internal.flow{}", row / KNOWN), scene.days[row % KNOWN]);
            let series = series.as_str().try_into().unwrap();
            Observation { series, period, value: 1.0, known_at: ecb_publication(period) }
        })
        .collect();
    brought::put_in_order(&mut decided);
    let text = "series,period,value\nflow0,2024-01-02,1.0\n";
    let payload = payload(Csv::NAME, "text/csv", text, ecb_publication(scene.days[KNOWN]));
    let (run, batch) = keep(&mut conductor, &payload, &decided);
    let step = run::Step { run, actor: "test", now: payload.received_at, key: None };
    let mut pulled = conductor.nothing_of(Csv::NAME);
    conductor.learn_all(decided[..PUT_BY_AT_ONCE + 7].to_vec(), batch, &step, &mut pulled).unwrap();
    let rows = conductor.archive.read().unwrap().observations_of_batch(batch).unwrap();
    assert_eq!(rows.len(), PUT_BY_AT_ONCE + 7);
    drop(conductor);
    let conductor = scene.open();
    let rows = conductor.archive.read().unwrap().observations_of_batch(batch).unwrap();
    let mut kept: Vec<Observation> = rows.into_iter().map(|row| row.observation).collect();
    brought::put_in_order(&mut kept);
    assert!(kept == decided, "{} of {}", kept.len(), decided.len());
    assert_clean(&conductor);
}

#[test]
fn what_a_later_pull_learned_meanwhile_is_not_learned_twice() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let text = "series,period,value,known_at\nflow,2024-01-01,1.0,2024-02-01T00:00:00Z\n";
    let payload = payload(Csv::NAME, "text/csv", text, ecb_publication(scene.days[KNOWN]));
    let (run, batch) = keep(&mut conductor, &payload, &[flow(1, 1.0)]);
    // As if what was open could not be completed, and what came next could be learned.
    let step = run::Step { run, actor: "test", now: payload.received_at, key: None };
    let mut pulled = conductor.nothing_of(Csv::NAME);
    conductor.learn_all(vec![flow(1, 1.0)], batch + 1, &step, &mut pulled).unwrap();
    drop(conductor);
    let conductor = scene.open();
    assert_eq!(learned(&conductor), [flow(1, 1.0)]);
    assert_clean(&conductor);
}

/// Keeps a payload as a program before format 4 of the archive did: with what is held, and with how many values are let in.
fn keep_as_before(conductor: &mut Conductor, payload: &Payload, observed: usize, held: &[Observation]) {
    let run = conductor.begin(&brought(payload.clone()), payload.received_at).unwrap();
    let step = run::Step { run, actor: "test", now: payload.received_at, key: None };
    conductor
        .archive
        .write(|writer| {
            let batch = keep::append_batch(writer, payload, (observed, held.len()), Vec::new())?;
            for observation in held {
                writer.append_held(&HeldRow {
                    observation: observation.clone(),
                    rule: "expectation".to_owned(),
                    detail: String::new(),
                    batch,
                    received_at: payload.received_at,
                    reviewers: 1,
                })?;
            }
            run::append_step(writer, &step, &payload.source, RunStep::Kept { batch })
        })
        .unwrap();
}

#[test]
fn what_an_older_program_kept_is_read_again_and_all_that_was_not_held_then_is_let_in() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let text = "series,period,value,known_at\nflow,2024-01-01,1.0,2024-02-01T00:00:00Z\n\
        flow,2024-02-01,2.0,2024-03-01T00:00:00Z\nflow,2024-02-01,2.0,2024-03-01T00:00:00Z\n";
    let payload = payload(Csv::NAME, "text/csv", text, ecb_publication(scene.days[KNOWN]));
    keep_as_before(&mut conductor, &payload, 1, &[flow(1, 1.0)]);
    drop(conductor);
    let mut conductor = scene.open();
    assert_eq!(learned(&conductor), [flow(2, 2.0)], "once, and without what is held");
    // The same comes again and all of it is let in, although a part of it waits since the batch before.
    keep_as_before(&mut conductor, &payload, 1, &[]);
    drop(conductor);
    let conductor = scene.open();
    assert_eq!(learned(&conductor), [flow(1, 1.0), flow(2, 2.0)]);
    assert_clean(&conductor);
}

#[test]
fn what_people_let_in_is_on_record_with_its_moment_before_it_is_learned() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.5);
    let_in_all(&mut conductor);
    let reader = conductor.archive.read().unwrap();
    let (batch, row) = reader.batches(1..).unwrap().next_back().unwrap().unwrap();
    assert_eq!(row.source, paridad_ingest::sources::review::NAME);
    let admitted = reader.admitted(batch).unwrap().unwrap().observations;
    let rows = reader.observations_of_batch(batch).unwrap();
    assert!(!admitted.is_empty() && rows.iter().all(|row| admitted.contains(&row.observation)));
    let decided = ecb_publication(scene.days[KNOWN]) + chrono::TimeDelta::hours(1);
    assert!(admitted.iter().all(|value| value.known_at == decided), "known from the decision on");
}

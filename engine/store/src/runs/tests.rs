//! Which runs are open follows from their steps, however long the history before them is.

use super::*;
use crate::Archive;

fn row(run: u64, step: RunStep) -> RunRow {
    let (source, actor) = ("banxico".to_owned(), "the program".to_owned());
    RunRow { run, source, actor, at: DateTime::UNIX_EPOCH, step }
}

fn started() -> RunStep {
    RunStep::Started { trigger: Trigger::Schedule, since: None }
}

fn failed() -> RunStep {
    RunStep::Failed { reason: "the source is away".to_owned() }
}

fn append(archive: &Archive, run: u64, step: RunStep) -> Result<u64, StoreError> {
    archive.write(|w| w.append_run(&row(run, step)))
}

/// The open runs, each with its batches.
fn open(archive: &Archive) -> Vec<(u64, Vec<u64>)> {
    let open = archive.read().unwrap().open_runs().unwrap();
    open.into_iter().map(|run| (run.started.run, run.batches)).collect()
}

/// Where a search for open runs begins.
fn first(archive: &Archive) -> u64 {
    let reader = archive.read().unwrap();
    reader.range(Table::Runs, crate::reader::EVERYTHING, first_open).unwrap().next_back().unwrap().unwrap()
}

#[test]
fn a_run_is_open_until_it_is_done_or_fails() {
    let archive = Archive::in_memory().unwrap();
    assert_eq!(open(&archive), []);
    let done = RunStep::Done { observed: 2, known: 1, held: 0, learned: 1, version: 9 };
    append(&archive, 1, started()).unwrap();
    append(&archive, 2, started()).unwrap();
    append(&archive, 2, RunStep::Kept { batch: 7 }).unwrap();
    append(&archive, 1, RunStep::Kept { batch: 8 }).unwrap();
    append(&archive, 2, RunStep::Kept { batch: 9 }).unwrap();
    assert_eq!(open(&archive), [(1, vec![8]), (2, vec![7, 9])]);
    assert_eq!(append(&archive, 1, done).unwrap(), 6);
    assert_eq!((open(&archive), first(&archive)), (vec![(2, vec![7, 9])], 2));
    append(&archive, 2, failed()).unwrap();
    assert_eq!((open(&archive), first(&archive)), (vec![], 8));
}

#[test]
fn a_run_that_stays_open_is_found_behind_any_number_of_others() {
    let archive = Archive::in_memory().unwrap();
    append(&archive, 1, started()).unwrap();
    for run in (2..200).step_by(2) {
        append(&archive, run, started()).unwrap();
        append(&archive, run, failed()).unwrap();
    }
    assert_eq!((open(&archive), first(&archive)), (vec![(1, vec![])], 1));
    append(&archive, 1, failed()).unwrap();
    assert_eq!((open(&archive), first(&archive)), (vec![], 201));
}

#[test]
fn steps_of_no_open_run_are_refused() {
    let archive = Archive::in_memory().unwrap();
    let error = append(&archive, 4, started()).unwrap_err();
    assert_eq!(error.to_string(), "a run that starts now must have the number 1, got 4");
    append(&archive, 1, started()).unwrap();
    append(&archive, 1, failed()).unwrap();
    for run in [1, 2] {
        let error = append(&archive, run, RunStep::Kept { batch: 7 }).unwrap_err();
        assert_eq!(error.to_string(), format!("the run {run} is not open: it never started, or it is over"));
    }
}

#[test]
fn steps_come_in_order_from_either_end() {
    let archive = Archive::in_memory().unwrap();
    append(&archive, 1, started()).unwrap();
    append(&archive, 1, RunStep::Kept { batch: 7 }).unwrap();
    append(&archive, 1, failed()).unwrap();
    let reader = archive.read().unwrap();
    let steps: Vec<_> = reader.runs_from(2).unwrap().map(Result::unwrap).collect();
    assert_eq!(steps, [(2, row(1, RunStep::Kept { batch: 7 })), (3, row(1, failed()))]);
    let newest = reader.runs_from(1).unwrap().next_back().unwrap().unwrap();
    assert_eq!(newest, (3, row(1, failed())));
}

#[test]
fn steps_of_every_program_so_far_are_still_read() {
    let triggers =
        [Trigger::Schedule, Trigger::CatchUp, Trigger::Manual, Trigger::Push, Trigger::Drop].into_iter();
    let mut stored: Vec<(Vec<u8>, RunStep)> = (0..)
        .zip(triggers)
        .map(|(place, trigger)| (vec![0, place, 0], RunStep::Started { trigger, since: None }))
        .collect();
    let since = NaiveDate::from_ymd_opt(2026, 3, 17);
    let dated = [&[0, 2, 1, 10][..], b"2026-03-17"].concat();
    stored.push((dated, RunStep::Started { trigger: Trigger::Manual, since }));
    stored.push((vec![1, 7], RunStep::Kept { batch: 7 }));
    let done = RunStep::Done { observed: 1, known: 2, held: 3, learned: 4, version: 5 };
    stored.push((vec![2, 1, 2, 3, 4, 5], done));
    stored.push((vec![3, 1, b'x'], RunStep::Failed { reason: "x".to_owned() }));
    for (bytes, step) in stored {
        assert_eq!(postcard::from_bytes(&bytes), Ok(step.clone()));
        assert_eq!(postcard::to_allocvec(&step), Ok(bytes));
    }
}

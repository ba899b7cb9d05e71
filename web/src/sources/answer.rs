//! What the runs of sources brought.

use paridad_store::{Reader, RunRow, RunStep, StoreError, Trigger};
use paridad_wire as wire;
use std::collections::BTreeMap;

/// The newest runs. Steps are read from the newest back, so a run's end comes before its beginning.
pub(crate) fn runs(reader: &Reader, limit: usize) -> Result<Vec<wire::Run>, StoreError> {
    let mut ends: BTreeMap<u64, Vec<RunRow>> = BTreeMap::new();
    let mut runs = Vec::new();
    for step in reader.runs_from(1)?.rev() {
        let (_, row) = step?;
        let RunStep::Started { trigger, .. } = row.step else {
            ends.entry(row.run).or_default().push(row);
            continue;
        };
        let later = ends.remove(&row.run).unwrap_or_default();
        runs.push(run(&row, trigger, later));
        if runs.len() == limit {
            break;
        }
    }
    Ok(runs)
}

fn run(started: &RunRow, trigger: Trigger, later: Vec<RunRow>) -> wire::Run {
    let mut run = wire::Run {
        run: started.run,
        source: started.source.clone(),
        actor: started.actor.clone(),
        trigger: name(trigger).to_owned(),
        started_at: started.at,
        ended_at: None,
        batches: Vec::new(),
        brought: None,
        failed: None,
    };
    for RunRow { step, at, .. } in later.into_iter().rev() {
        match step {
            RunStep::Started { .. } => {}
            RunStep::Kept { batch } => run.batches.push(batch),
            RunStep::Done { observed, known, held, learned, version } => {
                run.ended_at = Some(at);
                run.brought = Some(wire::RunBrought { observed, known, held, learned, version });
            }
            RunStep::Failed { reason } => (run.ended_at, run.failed) = (Some(at), Some(reason)),
        }
    }
    run
}

fn name(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Schedule => "schedule",
        Trigger::CatchUp => "catch_up",
        Trigger::Manual => "manual",
        Trigger::Push => "push",
        Trigger::Drop => "drop",
    }
}

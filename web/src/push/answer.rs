//! What came of a push, read from what is on record, so that it is answered the same however often it is sent.

use paridad_store::{Reader, RunRow, RunStep, StoreError};
use paridad_wire::Pushed;

/// What came of the push that became a batch; nothing while not all of it is learned.
pub(crate) fn pushed(reader: &Reader, batch: u64) -> Result<Option<Pushed>, StoreError> {
    let Some(findings) = reader.batch(batch)?.map(|row| row.findings) else { return Ok(None) };
    Ok(end(reader, batch)?.and_then(|step| match step {
        RunStep::Done { observed, known, held, learned, version } => {
            Some(Pushed { batch, observed, known, held, learned, version, findings })
        }
        _ => None,
    }))
}

/// How the run ended that brought a batch. Of one that was kept before format 4 of the archive nobody knows which run that
/// was: its steps are read from the newest back.
fn end(reader: &Reader, batch: u64) -> Result<Option<RunStep>, StoreError> {
    let run = match reader.admitted(batch)? {
        Some(row) => Some(row.run),
        None => run_of(reader, batch)?,
    };
    let Some(run) = run else { return Ok(None) };
    for step in reader.runs_from(run)? {
        let (_, row) = step?;
        if row.run == run && matches!(row.step, RunStep::Done { .. } | RunStep::Failed { .. }) {
            return Ok(Some(row.step));
        }
    }
    Ok(None)
}

/// The run that kept a batch.
fn run_of(reader: &Reader, batch: u64) -> Result<Option<u64>, StoreError> {
    for step in reader.runs_from(1)?.rev() {
        let (_, RunRow { run, step, .. }) = step?;
        if step == (RunStep::Kept { batch }) {
            return Ok(Some(run));
        }
    }
    Ok(None)
}

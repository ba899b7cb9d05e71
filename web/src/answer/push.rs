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

/// How the run ended that brought a batch. Steps are read from the newest back: a push is sent again soon, if ever.
fn end(reader: &Reader, batch: u64) -> Result<Option<RunStep>, StoreError> {
    let mut ends = Vec::new();
    for step in reader.runs_from(1)?.rev() {
        let (_, RunRow { run, step, .. }) = step?;
        match step {
            RunStep::Kept { batch: kept } if kept == batch => {
                return Ok(ends.into_iter().find_map(|(ended, end)| (ended == run).then_some(end)));
            }
            end @ (RunStep::Done { .. } | RunStep::Failed { .. }) => ends.push((run, end)),
            RunStep::Kept { .. } | RunStep::Started { .. } => {}
        }
    }
    Ok(None)
}

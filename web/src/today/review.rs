//! What somebody should look at: counts and names.

use super::asked::Ground;
use crate::app::failed;
use crate::freshness::late;
use crate::problem::Trouble;
use crate::review::waiting;
use paridad_store::{Reader, RunStep, StoreError};
use paridad_wire as wire;
use std::collections::{BTreeMap, BTreeSet};

/// How many steps of runs are looked back on for the last run of each source.
const STEPS: usize = 1_000;

/// What somebody should look at now.
pub(super) fn review(ground: &Ground<'_>) -> Result<wire::ToReview, Trouble> {
    let Ground { reader, shown, sources, audience, .. } = ground;
    let concerns = shown.concerns.list().into_iter().map(|concern| concern.matter);
    let ending = shown.ending(audience.now).next().map(|_| "events".to_owned());
    let concerns: BTreeSet<String> = concerns.chain(ending).collect();
    Ok(wire::ToReview {
        held: waiting(reader).map_err(failed)?.held,
        late_sources: late(reader, sources, audience.now)?.sources,
        failed_sources: failed_sources(reader, sources).map_err(failed)?,
        silent_experts: shown.model.silent(),
        concerns: concerns.into_iter().collect(),
    })
}

/// The sources whose last run that has ended failed.
fn failed_sources(reader: &Reader, sources: &[String]) -> Result<Vec<String>, StoreError> {
    let mut has_failed: BTreeMap<String, bool> = BTreeMap::new();
    for step in reader.runs_from(1)?.rev().take(STEPS) {
        let (_, row) = step?;
        let failed = match row.step {
            RunStep::Failed { .. } => true,
            RunStep::Done { .. } => false,
            RunStep::Started { .. } | RunStep::Kept { .. } => continue,
        };
        if sources.contains(&row.source) {
            has_failed.entry(row.source).or_insert(failed);
        }
        if has_failed.len() == sources.len() {
            break;
        }
    }
    Ok(has_failed.into_iter().filter_map(|(source, failed)| failed.then_some(source)).collect())
}

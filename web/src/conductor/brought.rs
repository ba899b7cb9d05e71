//! What one run of a source brought, put in order and said in words.

use crate::secrets::personal::Protected;
use crate::wording::remark;
use chrono::NaiveDate;
use paridad_engine::data::series::Observation;
use paridad_ingest::feed::finding::Finding;
use paridad_ingest::quality::Checked;
use paridad_store::Trigger;

/// How many findings of a batch are kept and shown; the payload has the rest.
const FINDINGS_KEPT: usize = 100;

/// What one run of a source brought.
#[derive(Debug)]
pub(crate) struct Brought {
    /// The name of the source.
    pub(crate) source: String,
    /// What it gave, in the order in which it was asked.
    pub(crate) deliveries: Vec<Protected>,
    /// Who wanted it.
    pub(crate) actor: String,
    /// What set it off.
    pub(crate) trigger: Trigger,
    /// From which day on it was asked for, if that was said.
    pub(crate) since: Option<NaiveDate>,
}

/// The order in which values are learned: by the moment at which each became known.
pub(super) fn put_in_order(observations: &mut [Observation]) {
    observations.sort_by(|a, b| (a.known_at, &a.series, a.period).cmp(&(b.known_at, &b.series, b.period)));
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The first findings in words, and how many more there are: those on whole series first, then those on held values.
pub(super) fn bounded<'a>(findings: impl Iterator<Item = &'a Finding>, checked: &'a Checked) -> Vec<String> {
    let held = checked.held.iter().map(|held| &held.finding);
    let (of_all, of_one): (Vec<&Finding>, Vec<&Finding>) =
        findings.partition(|finding| finding.period.is_none());
    let mut all = of_all.into_iter().chain(held).chain(of_one);
    let mut kept: Vec<String> = all.by_ref().take(FINDINGS_KEPT).map(remark).collect();
    let more = all.count();
    if more > 0 {
        kept.push(format!("and {more} more"));
    }
    kept
}

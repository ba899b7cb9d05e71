//! No value enters by fewer people than are asked for.

use super::{Kept, Seen, holds};
use paridad_ingest::sources::review;
use paridad_store::{ANONYMOUS, Decision, DecisionRow, HeldRow, ObservationRow};
use std::collections::BTreeSet;

/// The series that the first target is made of: whatever puts a value into them takes two.
const LEGS: [&str; 2] = ["ecb.eur.usd", "ecb.eur.mxn"];

/// Every value that people let in was wanted, just so, by enough of them.
pub(in crate::conductor::tests::sequences) fn enough_people_decided(seen: &Seen) -> Kept {
    let by_people = |row: &&ObservationRow| seen.batches[&row.batch].source == review::NAME;
    for entered in seen.observations.iter().filter(by_people) {
        let wanted = seen.held.values().any(|(row, decisions)| is_wanted(entered, row, decisions));
        holds(wanted, || format!("{:?} entered by too few people", entered.observation))?;
    }
    Ok(())
}

/// Whether what entered is what enough people decided on a value that was held.
fn is_wanted(entered: &ObservationRow, row: &HeldRow, decisions: &[DecisionRow]) -> bool {
    let (entered, held) = (&entered.observation, &row.observation);
    if (&entered.series, entered.period) != (&held.series, held.period) {
        return false;
    }
    let wanted = |made: &DecisionRow| match &made.decision {
        Decision::Accept => Some(held.value),
        Decision::Correct { value } => Some(*value),
        Decision::Enter(entry) => Some(entry.value.unwrap_or(held.value)),
        Decision::Reject | Decision::RejectLike { .. } | Decision::Reopen => None,
    };
    let wants =
        |made: &&DecisionRow| wanted(made).is_some_and(|value| value.to_bits() == entered.value.to_bits());
    let is_leg = LEGS.contains(&held.series.as_str());
    let needed = if is_leg { 2 } else { usize::from(row.reviewers.max(1)) };
    let who = decisions.iter().filter(wants).map(|made| made.actor.as_str());
    who.filter(|actor| needed == 1 || *actor != ANONYMOUS).collect::<BTreeSet<_>>().len() >= needed
}

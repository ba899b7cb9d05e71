//! What waits for a person, and what people have decided.

use crate::problem::Trouble;
use paridad_store::{Decision, DecisionRow, HeldRow, Reader, Standing, StoreError, standing};
use paridad_wire as wire;

/// The values that wait for a person, newest first; with `all`, also those that were decided.
pub(crate) fn held_values(reader: &Reader, limit: usize, all: bool) -> Result<Vec<wire::Held>, StoreError> {
    let mut list = Vec::new();
    for row in reader.held_from(1)?.rev() {
        let (number, row) = row?;
        let decisions: Vec<DecisionRow> = reader.decisions_on(number)?.collect::<Result<_, _>>()?;
        let held = value(number, row, decisions);
        if all || held.decided.is_none() {
            list.push(held);
        }
        if list.len() == limit {
            break;
        }
    }
    Ok(list)
}

/// The value that was held under a number.
pub(crate) fn held_value(reader: &Reader, number: u64) -> Result<Option<wire::Held>, StoreError> {
    let Some(row) = reader.held(number)? else { return Ok(None) };
    let decisions = reader.decisions_on(number)?.collect::<Result<_, _>>()?;
    Ok(Some(value(number, row, decisions)))
}

fn value(number: u64, row: HeldRow, decisions: Vec<DecisionRow>) -> wire::Held {
    let decided = match standing(&row, &decisions) {
        Standing::Decided(decision) => Some(words(decision).0.to_owned()),
        Standing::Open { .. } => None,
    };
    let opinion = |made: DecisionRow| {
        let (decision, value) = words(made.decision);
        let decision = decision.to_owned();
        wire::Opinion { actor: made.actor, at: made.at, decision, value, note: made.note }
    };
    let HeldRow { observation, rule, detail, batch, received_at, reviewers } = row;
    wire::Held {
        held: number,
        batch,
        series: observation.series.to_string(),
        period: observation.period,
        value: observation.value,
        received_at,
        rule,
        detail,
        reviewers,
        decided,
        decisions: decisions.into_iter().map(opinion).collect(),
    }
}

fn words(decision: Decision) -> (&'static str, Option<f64>) {
    match decision {
        Decision::Accept => ("accept", None),
        Decision::Correct { value } => ("correct", Some(value)),
        Decision::Reject => ("reject", None),
    }
}

/// What is decided, if it makes sense.
pub(crate) fn decision(wanted: &wire::Decide) -> Result<Decision, Trouble> {
    match (wanted.decision.as_str(), wanted.value) {
        ("accept", None) => Ok(Decision::Accept),
        ("reject", None) => Ok(Decision::Reject),
        ("correct", Some(value)) if value.is_finite() && !wanted.note.trim().is_empty() => {
            Ok(Decision::Correct { value })
        }
        _ => Err(Trouble::Decision),
    }
}

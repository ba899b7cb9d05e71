//! Precedents as they are listed, and as they are asked for.

use crate::conductor::Proposal;
use crate::problem::Trouble;
use crate::review::answer::{said, wish};
use paridad_store::{Decision, Entry, Precedent, Terms};
use paridad_wire as wire;

/// A precedent as it is listed.
pub(crate) fn precedent(precedent: &Precedent) -> wire::Precedent {
    let Terms { series, rule, from, until, least, most, decision, reviewers } = precedent.terms.clone();
    let revoked = precedent.revoked.clone();
    let known = match &decision {
        Decision::Enter(Entry { known, .. }) => known.map(said),
        _ => None,
    };
    wire::Precedent {
        precedent: precedent.number,
        series: series.to_string(),
        rule,
        from,
        until,
        least,
        most,
        decision: if decision.rejects() { "reject" } else { "accept" }.to_owned(),
        known,
        reviewers,
        in_force: precedent.is_in_force(),
        actors: precedent.actors.clone(),
        proposed_at: precedent.proposed.0,
        note: precedent.proposed.1.clone(),
        revoked_at: revoked.as_ref().map(|(_, at, _)| *at),
        revoked_by: revoked.map(|(actor, ..)| actor),
    }
}

/// What is proposed, if it makes sense.
pub(crate) fn proposal(wanted: &wire::Propose) -> Result<Proposal, Trouble> {
    let wire::Propose { held, decision, from, until, least, most, known, note } = wanted.clone();
    let asked = wire::Decide { decision, value: None, known, note: note.clone() };
    let is_finite = |bound: &Option<f64>| bound.is_none_or(f64::is_finite);
    if note.trim().is_empty() || !is_finite(&least) || !is_finite(&most) {
        return Err(Trouble::Proposal);
    }
    let wish = wish(&asked).ok().filter(|wish| wish.decision != Decision::Reopen).ok_or(Trouble::Proposal)?;
    Ok(Proposal { held, wish, periods: (from, until), values: (least, most), note })
}

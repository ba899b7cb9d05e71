//! Precedents: a decision that holds for all values like the one that it was made on.

use super::review::{admitted, begin};
use super::{Conductor, ConductorError};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use paridad_ingest::review::{self, Admission};
use paridad_store::{
    Decision, DecisionRow, Precedent, PrecedentRow, PrecedentStep, Reader, Standing, Terms, standing,
};
use std::collections::BTreeMap;

/// What somebody wants to become of all values like one that is held.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proposal {
    /// That value.
    pub(crate) held: u64,
    /// What becomes of them.
    pub(crate) decision: Decision,
    /// Their first and their last period, where there are such.
    pub(crate) periods: (Option<NaiveDate>, Option<NaiveDate>),
    /// The least and the greatest of them, where there are such.
    pub(crate) values: (Option<f64>, Option<f64>),
    /// Why.
    pub(crate) note: String,
}

impl Conductor {
    /// Puts a proposal on record, which is in force at once where one person is enough.
    pub(crate) fn propose(
        &mut self,
        proposal: &Proposal,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Precedent, ConductorError> {
        self.catch_up()?;
        let Proposal { held, decision, periods: (from, until), values: (least, most), note } =
            proposal.clone();
        let row = self.archive.read()?.held(held)?.ok_or(ConductorError::NoSuchHeld { wanted: held })?;
        // What is still to come may be of any size.
        let is_past = until.is_some_and(|until| until <= now.date_naive());
        let is_bounded = is_past || (least.is_some() && most.is_some());
        if decision != Decision::Reject && !is_bounded {
            return Err(ConductorError::Unbounded);
        }
        let (series, rule, reviewers) = (row.observation.series.clone(), row.rule.clone(), row.reviewers);
        let terms = Terms { series, rule, from, until, least, most, decision, reviewers };
        if !terms.cover(&row) {
            return Err(ConductorError::NotCovered { held });
        }
        let number = self.step(None, PrecedentStep::Proposed(terms), (&note, actor, now))?;
        self.precedent(number)
    }

    /// Lets another person want a precedent too.
    pub(crate) fn agree(
        &mut self,
        number: u64,
        note: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Precedent, ConductorError> {
        self.go_on(number, PrecedentStep::Agreed, (note, actor, now))
    }

    /// Ends a precedent; what was decided by it stays decided.
    pub(crate) fn revoke_precedent(
        &mut self,
        number: u64,
        note: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Precedent, ConductorError> {
        self.go_on(number, PrecedentStep::Revoked, (note, actor, now))
    }

    /// Takes a further step with a precedent that holds still.
    fn go_on(
        &mut self,
        number: u64,
        step: PrecedentStep,
        said: (&str, &str, DateTime<Utc>),
    ) -> Result<Precedent, ConductorError> {
        self.catch_up()?;
        if self.precedent(number)?.revoked.is_some() {
            return Err(ConductorError::Revoked { precedent: number });
        }
        self.step(Some(number), step, said)?;
        self.precedent(number)
    }

    /// Decides on all that waits and that a precedent in force covers, as those who want it would, and gives how many were decided.
    /// What may enter does so in one run.
    pub(super) fn apply_precedents(&mut self, now: DateTime<Utc>) -> Result<usize, ConductorError> {
        let now = now.trunc_subsecs(0);
        let reader = self.archive.read()?;
        let in_force: Vec<Precedent> =
            reader.precedents()?.into_iter().filter(Precedent::is_in_force).collect();
        let decided = if in_force.is_empty() { Vec::new() } else { covered(&reader, &in_force, now)? };
        let (Some(first), admissions) = (decided.first(), admissions(&decided)) else { return Ok(0) };
        let actor = first.decisions.last().map_or_else(String::new, |made| made.actor.clone());
        let payload = review::payload(&admissions, now);
        let entered = self.write(|writer| {
            for made in decided.iter().flat_map(|decided| &decided.decisions) {
                writer.append_decision(made)?;
            }
            let detail = format!("{} held values, of which {} enter", decided.len(), admissions.len());
            writer.append_audit(now, &actor, "decide by precedent", &detail)?;
            payload.as_ref().map(|payload| begin(writer, payload, (&actor, admissions.len()))).transpose()
        })?;
        if let Some((run, batch)) = entered {
            self.complete_run(&run, &[batch])?;
        }
        Ok(decided.len())
    }

    /// Puts a step on record, and decides what is decided by it.
    fn step(
        &mut self,
        precedent: Option<u64>,
        step: PrecedentStep,
        (note, actor, now): (&str, &str, DateTime<Utc>),
    ) -> Result<u64, ConductorError> {
        let now = now.trunc_subsecs(0);
        let action = match step {
            PrecedentStep::Proposed(_) => "propose a precedent",
            PrecedentStep::Agreed => "agree to a precedent",
            PrecedentStep::Revoked => "revoke a precedent",
        };
        let (note, actor) = (note.to_owned(), actor.to_owned());
        let number = self.write(|writer| {
            let precedent = precedent.map_or_else(|| writer.next_precedent(), Ok)?;
            writer.append_audit(now, &actor, action, &format!("precedent {precedent}; note: {note}"))?;
            writer.append_precedent(&PrecedentRow { precedent, actor, at: now, note, step })?;
            Ok(precedent)
        })?;
        self.apply_precedents(now)?;
        Ok(number)
    }

    fn precedent(&self, number: u64) -> Result<Precedent, ConductorError> {
        let all = self.archive.read()?.precedents()?;
        let found = all.into_iter().find(|precedent| precedent.number == number);
        found.ok_or(ConductorError::NoSuchPrecedent { wanted: number })
    }
}

/// What is decided on a value by a precedent.
struct Decided {
    /// The decisions that lead to it.
    decisions: Vec<DecisionRow>,
    /// The value, if it may enter.
    admission: Option<Admission>,
}

/// All that waits and is covered by one of these.
fn covered(
    reader: &Reader,
    in_force: &[Precedent],
    now: DateTime<Utc>,
) -> Result<Vec<Decided>, ConductorError> {
    let mut before: BTreeMap<u64, Vec<DecisionRow>> = BTreeMap::new();
    for made in reader.decisions()? {
        let (_, made) = made?;
        before.entry(made.held).or_default().push(made);
    }
    let mut all = Vec::new();
    for held in reader.held_from(1)? {
        let (number, held) = held?;
        let mut made = before.remove(&number).unwrap_or_default();
        // Where two say different things the later one was made in view of the earlier.
        let Some(precedent) = in_force.iter().rev().find(|precedent| precedent.terms.cover(&held)) else {
            continue;
        };
        let known = made.len();
        // Who has decided on this very value has spoken for himself.
        let spoken: Vec<String> = made.iter().map(|made| made.actor.clone()).collect();
        let mut actors = precedent.actors.iter().filter(|actor| !spoken.contains(actor));
        let stands = loop {
            match (standing(&held, &made), actors.next()) {
                (Standing::Open { .. }, Some(actor)) => made.push(DecisionRow {
                    held: number,
                    decision: precedent.terms.decision,
                    note: format!("precedent {}: {}", precedent.number, precedent.proposed.1),
                    actor: actor.clone(),
                    at: now,
                }),
                (stands, _) => break stands,
            }
        };
        let (actors, note) = (precedent.actors.clone(), format!("precedent {}", precedent.number));
        let admission =
            admitted(&held, &stands).map(|observation| Admission { held: number, actors, note, observation });
        let decisions = made.split_off(known);
        if !decisions.is_empty() && matches!(stands, Standing::Decided(_)) {
            all.push(Decided { decisions, admission });
        }
    }
    Ok(all)
}

fn admissions(decided: &[Decided]) -> Vec<Admission> {
    decided.iter().filter_map(|decided| decided.admission.clone()).collect()
}

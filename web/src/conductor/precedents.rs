//! Precedents: a decision that holds for all values like the one that it was made on.

use super::dedupe::{Believed, Judging};
use super::review::{Bench, Wish, admitted, begin, check_known};
use super::run::unjudged;
use super::targets::roles;
use super::{Conductor, ConductorError};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use paridad_ingest::quality;
use paridad_ingest::sources::review::{self, Admission};
use paridad_store::{
    Decision, DecisionRow, Entry, HeldRow, Precedent, PrecedentRow, PrecedentStep, Reader, Standing, Terms,
    standing,
};

/// What somebody wants to become of all values like one that is held.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proposal {
    /// That value.
    pub(crate) held: u64,
    /// What becomes of them.
    pub(crate) wish: Wish,
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
        let Proposal { held, wish, periods: (from, until), values: (least, most), note } = proposal.clone();
        let reader = self.archive.read()?;
        let row = reader.held(held)?.ok_or(ConductorError::NoSuchHeld { wanted: held })?;
        // What is still to come may be of any size.
        let is_past = until.is_some_and(|until| until <= now.date_naive());
        if !wish.decision.rejects() && !is_past {
            let (Some(least), Some(most)) = (least, most) else { return Err(ConductorError::Unbounded) };
            self.check_bounds(&reader, &row, (least, most), now)?;
        }
        check_known(&row, wish.known, now)?;
        let decision = self.judged((&reader, &self.bench(&reader)), &row, &wish, now)?;
        let reviewers = decision.people(&row);
        let (series, rule) = (row.observation.series.clone(), row.rule.clone());
        let terms = Terms { series, rule, from, until, least, most, decision, reviewers };
        if !terms.cover(&row) {
            return Err(ConductorError::NotCovered { held });
        }
        let number = self.step(None, PrecedentStep::Proposed(terms), &[], (&note, actor, now))?;
        self.precedent(number)
    }

    /// Refuses to accept at once what is not as believable as this value is.
    fn check_bounds(
        &self,
        reader: &Reader,
        row: &HeldRow,
        (least, most): (f64, f64),
        now: DateTime<Utc>,
    ) -> Result<(), ConductorError> {
        let believed = Believed { reader, taken_out: &self.taken_out };
        let roles = roles(reader, self.forecaster.recipe());
        let near = quality::believable(&row.observation, &Judging { believed, roles: &roles }, now);
        let (low, high) = near.map_err(unjudged(review::NAME))?.into_inner();
        if least >= low && most <= high {
            return Ok(());
        }
        Err(ConductorError::TooWide { low, high, least, most })
    }

    /// Lets another person want a precedent too.
    pub(crate) fn agree(
        &mut self,
        number: u64,
        note: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Precedent, ConductorError> {
        self.go_on(number, PrecedentStep::Agreed, &[], (note, actor, now))
    }

    /// Ends a precedent; what was decided by it stays decided.
    pub(crate) fn revoke_precedent(
        &mut self,
        number: u64,
        note: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Precedent, ConductorError> {
        self.go_on(number, PrecedentStep::Revoked, &[], (note, actor, now))
    }

    /// Ends a precedent, and opens again what it has rejected.
    pub(crate) fn revoke_and_reopen(
        &mut self,
        number: u64,
        note: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Precedent, ConductorError> {
        let rejected = rejected_by(&self.archive.read()?, number)?;
        self.go_on(number, PrecedentStep::Revoked, &rejected, (note, actor, now))
    }

    /// Takes a further step with a precedent that holds still.
    fn go_on(
        &mut self,
        number: u64,
        step: PrecedentStep,
        reopened: &[u64],
        said: (&str, &str, DateTime<Utc>),
    ) -> Result<Precedent, ConductorError> {
        self.catch_up()?;
        if self.precedent(number)?.revoked.is_some() {
            return Err(ConductorError::Revoked { precedent: number });
        }
        self.step(Some(number), step, reopened, said)?;
        self.precedent(number)
    }

    /// Decides on all that waits and that a precedent in force covers, as those who want it would, and gives how many were decided.
    /// What may enter does so in one run.
    pub(super) fn apply_precedents(&mut self, now: DateTime<Utc>) -> Result<usize, ConductorError> {
        let now = now.trunc_subsecs(0);
        let reader = self.archive.read()?;
        let in_force: Vec<Precedent> =
            reader.precedents()?.into_iter().filter(Precedent::is_in_force).collect();
        let decided = if in_force.is_empty() { Vec::new() } else { self.covered(&reader, &in_force, now)? };
        let (Some(first), admissions) = (decided.first(), admissions(&decided)) else { return Ok(0) };
        let actor = first.decisions.last().map_or_else(String::new, |made| made.actor.clone());
        let entering = self.entering(&reader, &admissions, now)?;
        let entered = self.write(|writer| {
            for made in decided.iter().flat_map(|decided| &decided.decisions) {
                writer.append_decision(made)?;
            }
            let detail = format!("{} held values, of which {} enter", decided.len(), admissions.len());
            writer.append_audit(now, &actor, "decide by precedent", &detail)?;
            entering.as_ref().map(|entering| begin(writer, entering, &actor)).transpose()
        })?;
        if let Some((run, batch)) = entered {
            self.complete_run(&run, &[batch])?;
        }
        self.tell_held();
        Ok(decided.len())
    }

    /// Puts a step on record, opens again what is opened by it, and decides what is decided by it.
    fn step(
        &mut self,
        precedent: Option<u64>,
        step: PrecedentStep,
        reopened: &[u64],
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
            let opened = if reopened.is_empty() {
                String::new()
            } else {
                format!("; {} held values opened again", reopened.len())
            };
            writer.append_audit(
                now,
                &actor,
                action,
                &format!("precedent {precedent}{opened}; note: {note}"),
            )?;
            for held in reopened {
                let (decision, note, actor) = (Decision::Reopen, note.clone(), actor.clone());
                writer.append_decision(&DecisionRow { held: *held, decision, note, actor, at: now })?;
            }
            writer.append_precedent(&PrecedentRow { precedent, actor, at: now, note, step })?;
            Ok(precedent)
        })?;
        self.apply_precedents(now)?;
        Ok(number)
    }

    /// All that waits and is covered by one of these.
    fn covered(
        &self,
        reader: &Reader,
        in_force: &[Precedent],
        now: DateTime<Utc>,
    ) -> Result<Vec<Decided>, ConductorError> {
        let (bench, mut all) = (self.bench(reader), Vec::new());
        for number in reader.waiting()? {
            let Some(row) = reader.held(number)? else { continue };
            let made: Vec<DecisionRow> = reader.decisions_on(number)?.collect::<Result<_, _>>()?;
            // Who opened it again was not content with what held until then.
            let opened = made.iter().rposition(|made| made.decision == Decision::Reopen);
            let holds = |precedent: &&Precedent| {
                opened.is_none_or(|at| made[at].at < precedent.proposed.0) && precedent.terms.cover(&row)
            };
            // Where two say different things the later one was made in view of the earlier.
            let Some(precedent) = in_force.iter().rev().find(holds) else { continue };
            let decision = match self.by_precedent((reader, &bench), &row, precedent, now) {
                // What no value can be, or what another one has taken the place of, waits for somebody who corrects it.
                Err(ConductorError::Impossible { .. } | ConductorError::Superseded { .. }) => continue,
                decision => decision?,
            };
            all.extend(decided(number, &row, made, (precedent, decision, now)));
        }
        Ok(all)
    }

    /// What a precedent decides on a value.
    fn by_precedent(
        &self,
        bench: (&Reader, &Bench),
        row: &HeldRow,
        precedent: &Precedent,
        now: DateTime<Utc>,
    ) -> Result<Decision, ConductorError> {
        let known = match &precedent.terms.decision {
            decision if decision.rejects() => {
                return Ok(Decision::RejectLike { precedent: precedent.number });
            }
            Decision::Enter(entry) => entry.known,
            _ => None,
        };
        let judged = self.judged(bench, row, &Wish { decision: Decision::Accept, known }, now)?;
        Ok(match judged {
            Decision::Enter(entry) => Decision::Enter(Entry { precedent: Some(precedent.number), ..entry }),
            other => other,
        })
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

/// What a precedent decides on a value on which `made` was decided before, if enough people want it.
fn decided(
    held: u64,
    row: &HeldRow,
    mut made: Vec<DecisionRow>,
    (precedent, decision, now): (&Precedent, Decision, DateTime<Utc>),
) -> Option<Decided> {
    let known = made.len();
    // Who has decided on this very value has spoken for himself, unless all began anew since.
    let since = made.iter().rposition(|made| made.decision == Decision::Reopen).map_or(0, |at| at + 1);
    let spoken: Vec<String> = made[since..].iter().map(|made| made.actor.clone()).collect();
    let mut actors = precedent.actors.iter().filter(|actor| !spoken.contains(actor));
    let stands = loop {
        match (standing(row, &made), actors.next()) {
            (Standing::Open { .. }, Some(actor)) => made.push(DecisionRow {
                held,
                decision: decision.clone(),
                note: format!("precedent {}: {}", precedent.number, precedent.proposed.1),
                actor: actor.clone(),
                at: now,
            }),
            (stands, _) => break stands,
        }
    };
    let (actors, note) = (precedent.actors.clone(), format!("precedent {}", precedent.number));
    let admission =
        admitted(row, &stands, now).map(|observation| Admission { held, actors, note, observation });
    let decisions = made.split_off(known);
    let is_decided = !decisions.is_empty() && matches!(stands, Standing::Decided(_));
    is_decided.then_some(Decided { decisions, admission })
}

/// The values that a precedent has rejected, and that nobody has opened again.
fn rejected_by(reader: &Reader, precedent: u64) -> Result<Vec<u64>, ConductorError> {
    let by_it = Decision::RejectLike { precedent };
    let mut all = Vec::new();
    for made in reader.decisions()? {
        let (_, DecisionRow { held, decision, .. }) = made?;
        if decision == by_it && all.last() != Some(&held) && reader.is_rejected(held)? {
            all.push(held);
        }
    }
    Ok(all)
}

fn admissions(decided: &[Decided]) -> Vec<Admission> {
    decided.iter().filter_map(|decided| decided.admission.clone()).collect()
}

//! What people decide on a value that is held: let in as a new event, or kept out for good.

use super::keep::append_batch;
use super::run::{Step, append_step};
use super::{Conductor, ConductorError};
use chrono::{DateTime, SubsecRound, Utc};
use paridad_engine::series::Observation;
use paridad_ingest::review::{self, Admission};
use paridad_ingest::source::Payload;
use paridad_store::{
    Decision, DecisionRow, HeldRow, RunRow, RunStep, Standing, StoreError, Trigger, Writer, standing,
};

impl Conductor {
    /// Puts a decision on record. With the one that settles it, the value enters: the two are one transaction, and learning from it is
    /// completed at the next start if it is cut short.
    pub(crate) fn decide(
        &mut self,
        held: u64,
        decision: Decision,
        note: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Standing, ConductorError> {
        self.catch_up()?;
        let now = now.trunc_subsecs(0);
        let reader = self.archive.read()?;
        let row = reader.held(held)?.ok_or(ConductorError::NoSuchHeld { wanted: held })?;
        let mut decisions: Vec<DecisionRow> = reader.decisions_on(held)?.collect::<Result<_, _>>()?;
        if let Standing::Decided(_) = standing(&row, &decisions) {
            return Err(ConductorError::AlreadyDecided { held });
        }
        let made = DecisionRow { held, decision, note: note.to_owned(), actor: actor.to_owned(), at: now };
        decisions.push(made.clone());
        let stands = standing(&row, &decisions);
        let admitted = admitted(&row, &stands).map(|observation| Admission {
            held,
            actors: decisions.iter().map(|made| made.actor.clone()).collect(),
            note: note.to_owned(),
            observation,
        });
        let payload = review::payload(&Vec::from_iter(admitted), now);
        let entered = self.write(|writer| {
            writer.append_decision(&made)?;
            writer.append_audit(now, actor, "decide", &in_words(&made))?;
            payload.as_ref().map(|payload| begin(writer, payload, (actor, 1))).transpose()
        })?;
        if let Some((run, batch)) = entered {
            self.complete_run(&run, &[batch])?;
        }
        Ok(stands)
    }
}

/// The value that may enter, once that is decided.
pub(super) fn admitted(row: &HeldRow, standing: &Standing) -> Option<Observation> {
    let observation = row.observation.clone();
    match standing {
        Standing::Decided(Decision::Accept) => Some(observation),
        Standing::Decided(Decision::Correct { value }) => Some(Observation { value: *value, ..observation }),
        Standing::Decided(Decision::Reject) | Standing::Open { .. } => None,
    }
}

/// Begins a run of what people let in: its first step, and the batch that it brought, of so many values.
pub(super) fn begin(
    writer: &mut Writer<'_>,
    payload: &Payload,
    (actor, count): (&str, usize),
) -> Result<(RunRow, u64), StoreError> {
    let started = RunRow {
        run: writer.next_run()?,
        source: review::NAME.to_owned(),
        actor: actor.to_owned(),
        at: payload.received_at,
        step: RunStep::Started { trigger: Trigger::Manual, since: None },
    };
    writer.append_run(&started)?;
    let batch = append_batch(writer, payload, (count, 0), Vec::new())?;
    let step = Step { run: started.run, actor, now: payload.received_at, key: None };
    append_step(writer, &step, review::NAME, RunStep::Kept { batch })?;
    Ok((started, batch))
}

fn in_words(made: &DecisionRow) -> String {
    let DecisionRow { held, decision, note, .. } = made;
    let what = match decision {
        Decision::Accept => "accepted".to_owned(),
        Decision::Correct { value } => format!("corrected to {value}"),
        Decision::Reject => "rejected".to_owned(),
    };
    format!("held value {held} {what}; note: {note}")
}

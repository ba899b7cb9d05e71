//! What people decide on a value that is held: let in as a new event, kept out, or opened again.

use super::brought::put_in_order;
use super::dedupe::{Believed, Judging};
use super::keep::append_batch;
use super::run::{Step, append_step, unjudged};
use super::targets::{roles, targets};
use super::{Conductor, ConductorError};
use chrono::{DateTime, SubsecRound, Utc};
use paridad_engine::data::series::Observation;
use paridad_ingest::feed::finding::{Finding, Targets};
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::quality::{self, Roles};
use paridad_ingest::sources::review::{self, Admission};
use paridad_store::{
    AdmittedRow, Decision, DecisionRow, Entry, HeldRow, KnownFrom, Reader, RunRow, RunStep, Standing,
    StoreError, Trigger, Writer, standing,
};

/// How many people must agree on what enters a series of which a target is made.
const TARGET_PEOPLE: u8 = 2;

/// What somebody wants to become of a held value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wish {
    /// That.
    pub(crate) decision: Decision,
    /// From when on it counts as known if it enters; nothing is from when that is decided.
    pub(crate) known: Option<KnownFrom>,
}

impl From<Decision> for Wish {
    fn from(decision: Decision) -> Self {
        Self { decision, known: None }
    }
}

/// As what series are read, and of which the targets are made: the same for all values that are judged together.
pub(super) struct Bench {
    roles: Roles,
    targets: Targets,
}

/// A decision of somebody, with what follows from it.
pub(super) struct Made {
    row: DecisionRow,
    /// Where the review stands after it.
    pub(super) stands: Standing,
    /// The value, if it enters now.
    admission: Option<Admission>,
}

impl Made {
    /// What somebody decides on a value on which `decisions` were made before, that counts as `known` if it enters.
    pub(super) fn new(
        (held, row, mut decisions): (u64, &HeldRow, Vec<DecisionRow>),
        (decision, known): (Decision, Option<KnownFrom>),
        (note, actor, now): (&str, &str, DateTime<Utc>),
    ) -> Result<Self, ConductorError> {
        check_known(row, known, now)?;
        let made = DecisionRow { held, decision, note: note.to_owned(), actor: actor.to_owned(), at: now };
        decisions.push(made.clone());
        let stands = standing(row, &decisions);
        let admission = admitted(row, &stands, now).map(|observation| Admission {
            held,
            actors: decisions.iter().map(|made| made.actor.clone()).collect(),
            note: note.to_owned(),
            observation,
        });
        Ok(Self { row: made, stands, admission })
    }
}

impl Conductor {
    /// Puts a decision on record. With the one that settles it, the value enters: the two are one transaction, and learning from it is
    /// completed at the next start if it is cut short.
    pub(crate) fn decide(
        &mut self,
        held: u64,
        wish: impl Into<Wish>,
        note: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Standing, ConductorError> {
        self.catch_up()?;
        let now = now.trunc_subsecs(0);
        let reader = self.archive.read()?;
        let row = reader.held(held)?.ok_or(ConductorError::NoSuchHeld { wanted: held })?;
        let decisions: Vec<DecisionRow> = reader.decisions_on(held)?.collect::<Result<_, _>>()?;
        let (stood, wish) = (standing(&row, &decisions), wish.into());
        if wish.decision == Decision::Reopen {
            if !stood.is_rejected() {
                return Err(ConductorError::NotRejected { held });
            }
        } else if let Standing::Decided(_) = stood {
            return Err(ConductorError::AlreadyDecided { held });
        }
        let decision = self.judged((&reader, &self.bench(&reader)), &row, &wish, now)?;
        let made = Made::new((held, &row, decisions), (decision, wish.known), (note, actor, now))?;
        let stands = made.stands.clone();
        let words = in_words(&made.row);
        self.put_on_record(&reader, &[made], (&words, actor, now))?;
        Ok(stands)
    }

    /// Puts decisions on record as one entry of the trail, and lets in what enters by them, in one run.
    pub(super) fn put_on_record(
        &mut self,
        reader: &Reader,
        made: &[Made],
        (words, actor, now): (&str, &str, DateTime<Utc>),
    ) -> Result<(), ConductorError> {
        let admissions: Vec<Admission> = made.iter().filter_map(|made| made.admission.clone()).collect();
        let entering = self.entering(reader, &admissions, now)?;
        let entered = self.write(|writer| {
            for Made { row, .. } in made {
                writer.append_decision(row)?;
            }
            writer.append_audit(now, actor, "decide", words)?;
            entering.as_ref().map(|entering| begin(writer, entering, actor)).transpose()
        })?;
        if let Some((run, batch)) = entered {
            self.complete_run(&run, &[batch])?;
        }
        self.tell_held();
        Ok(())
    }

    /// What values are judged by that people let in.
    pub(super) fn bench(&self, reader: &Reader) -> Bench {
        Bench { roles: roles(reader, self.forecaster.recipe()), targets: targets(reader) }
    }

    /// What enters by what people have decided; nothing if nothing does.
    pub(super) fn entering(
        &self,
        reader: &Reader,
        admissions: &[Admission],
        now: DateTime<Utc>,
    ) -> Result<Option<Entering>, ConductorError> {
        let Some(payload) = review::payload(admissions, now) else { return Ok(None) };
        let believed = Believed { reader, taken_out: &self.taken_out };
        let values = admissions.iter().map(|admission| admission.observation.clone()).collect();
        let (news, _) = believed.sift(&payload, values).map_err(unjudged(review::NAME))?;
        // Of two that were held people may have said that they are the same.
        let mut observations = believed.without_known(news).map_err(unjudged(review::NAME))?;
        put_in_order(&mut observations);
        Ok(Some(Entering { payload, observations }))
    }

    /// A wish as it goes on record. What is to enter is judged like any other value, by what is believed now: as many people must
    /// agree as any rule that it breaks asks for, and two where it would move a target.
    pub(super) fn judged(
        &self,
        (reader, bench): (&Reader, &Bench),
        row: &HeldRow,
        wish: &Wish,
        now: DateTime<Utc>,
    ) -> Result<Decision, ConductorError> {
        let value = match &wish.decision {
            Decision::Accept => None,
            Decision::Correct { value } => Some(*value),
            Decision::Enter(entry) => entry.value,
            other => return Ok(other.clone()),
        };
        let entry =
            Entry { value, known: wish.known, people: row.reviewers, breaks: Vec::new(), precedent: None };
        let entering = Decision::Enter(entry.clone()).entering(&row.observation, now);
        let entering = entering.unwrap_or_else(|| row.observation.clone());
        let believed = Believed { reader, taken_out: &self.taken_out };
        if value.is_none() {
            check_newest(&believed, row, &entering)?;
        }
        let Bench { roles, targets } = bench;
        let judging = Judging { believed, roles };
        let found = quality::entering(&entering, &judging, now).map_err(unjudged(review::NAME))?;
        let found = found.map_err(|why| ConductorError::Impossible { detail: why.detail })?;
        let least = if targets.hold(&entering.series) { TARGET_PEOPLE } else { 1 };
        let asked = found.iter().map(|finding| finding.reviewers(targets)).chain([row.reviewers]);
        let people = asked.fold(least, u8::max);
        Ok(Decision::Enter(Entry { people, breaks: found.iter().map(broken).collect(), ..entry }))
    }
}

/// Refuses to accept a value over another one that came after it and is believed.
fn check_newest(
    believed: &Believed<'_>,
    row: &HeldRow,
    entering: &Observation,
) -> Result<(), ConductorError> {
    let vintages = believed.vintages(entering).map_err(unjudged(review::NAME))?;
    let hidden = vintages.iter().filter(|vintage| vintage.observation.known_at <= entering.known_at);
    let Some(newest) = hidden.max_by_key(|vintage| vintage.observation.known_at) else { return Ok(()) };
    let (value, batch) = (newest.observation.value, newest.batch);
    if batch > row.batch && value.to_bits() != entering.value.to_bits() {
        return Err(ConductorError::Superseded { day: entering.period, value, batch });
    }
    Ok(())
}

/// What a finding says, after the name of its rule.
fn broken(finding: &Finding) -> String {
    format!("{}: {}", finding.rule.name(), finding.detail)
}

/// Refuses a moment from which a value cannot have been known: before its own, or after it was decided on.
pub(super) fn check_known(
    row: &HeldRow,
    known: Option<KnownFrom>,
    now: DateTime<Utc>,
) -> Result<(), ConductorError> {
    let own = row.observation.known_at;
    match known {
        Some(KnownFrom::Since(got)) if !(own..=now).contains(&got) => {
            Err(ConductorError::KnownOutside { first: own, last: now, got })
        }
        _ => Ok(()),
    }
}

/// The value that may enter, once that is decided: known from now on, unless it was said from when.
pub(super) fn admitted(row: &HeldRow, standing: &Standing, now: DateTime<Utc>) -> Option<Observation> {
    match standing {
        Standing::Decided(decision) => decision.entering(&row.observation, now),
        Standing::Open { .. } => None,
    }
}

/// What people let in, and what of it is learned.
pub(super) struct Entering {
    payload: Payload,
    observations: Vec<Observation>,
}

/// Begins a run of what people let in: its first step, the batch that it brought, and what of that is to be learned.
pub(super) fn begin(
    writer: &mut Writer<'_>,
    Entering { payload, observations }: &Entering,
    actor: &str,
) -> Result<(RunRow, u64), StoreError> {
    let started = RunRow {
        run: writer.next_run()?,
        source: review::NAME.to_owned(),
        actor: actor.to_owned(),
        at: payload.received_at,
        step: RunStep::Started { trigger: Trigger::Manual, since: None },
    };
    writer.append_run(&started)?;
    let batch = append_batch(writer, payload, (observations.len(), 0), Vec::new())?;
    writer.append_admitted(batch, &AdmittedRow { run: started.run, observations: observations.clone() })?;
    let step = Step { run: started.run, actor, now: payload.received_at, key: None };
    append_step(writer, &step, review::NAME, RunStep::Kept { batch })?;
    Ok((started, batch))
}

fn in_words(made: &DecisionRow) -> String {
    let DecisionRow { held, decision, note, .. } = made;
    let what = match decision {
        Decision::Accept => "accepted".to_owned(),
        Decision::Correct { value } => format!("corrected to {value}"),
        Decision::Reject | Decision::RejectLike { .. } => "rejected".to_owned(),
        Decision::Reopen => "opened again".to_owned(),
        Decision::Enter(Entry { value, known, people, breaks, .. }) => {
            let what = value.map_or_else(|| "accepted".to_owned(), |value| format!("corrected to {value}"));
            let since = match known {
                None => String::new(),
                Some(KnownFrom::Published) => ", known as published".to_owned(),
                Some(KnownFrom::Since(moment)) => format!(", known since {moment}"),
            };
            let breaks = if breaks.is_empty() { "nothing".to_owned() } else { breaks.join("; ") };
            format!("{what}{since}, on which {people} must agree, which breaks {breaks}")
        }
    };
    format!("held value {held} {what}; note: {note}")
}

//! What people decide on a whole group of held values: each as if it were decided on by itself, many in one transaction.

use super::review::{Made, Wish};
use super::{Conductor, ConductorError};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use paridad_engine::data::series::SeriesId;
use paridad_store::{Decision, DecisionRow, Entry, HeldIn, HeldRow, HeldState, Standing, has_said, standing};
use std::collections::BTreeMap;

/// How many values of a group are decided on in one transaction, while others wait for their turn.
pub(crate) const DECIDED_AT_ONCE: usize = 1_000;

/// What somebody wants to become of all held values of a batch that failed the same rule.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GroupWish {
    /// The batch.
    pub(crate) batch: u64,
    /// The rule.
    pub(crate) rule: String,
    /// What becomes of each.
    pub(crate) wish: Wish,
    /// Why.
    pub(crate) note: String,
}

/// A held value with its number and what was decided on it so far.
struct Waiting {
    held: u64,
    row: HeldRow,
    decisions: Vec<DecisionRow>,
}

impl Conductor {
    /// Decides on the next values of a group, at most so many, the newest first: on all of them or, where one cannot be decided so, on none. Gives the
    /// number below which the rest is; nothing if there is none.
    ///
    /// Each step is one transaction, and whoever asks again after one was cut short goes on where it ended: what is decided waits no
    /// longer, and nobody says the same twice.
    pub(crate) fn decide_group(
        &mut self,
        wanted: &GroupWish,
        (actor, now): (&str, DateTime<Utc>),
        (before, most): (u64, usize),
    ) -> Result<Option<u64>, ConductorError> {
        self.catch_up()?;
        let now = now.trunc_subsecs(0);
        let GroupWish { batch, rule, wish, note } = wanted;
        let reader = self.archive.read()?;
        if reader.held_group(*batch, rule)?.is_none() {
            return Err(ConductorError::NoSuchGroup { batch: *batch, rule: rule.clone() });
        }
        let (bench, mut made, mut values) = (self.bench(&reader), Vec::new(), BTreeMap::new());
        let reopens = wish.decision == Decision::Reopen;
        let state = if reopens { HeldState::Decided } else { HeldState::Waiting };
        let numbers = reader.held_in(HeldIn::Group { batch: *batch, rule }, state, (before, most))?;
        for held in &numbers {
            let Some(row) = reader.held(*held)? else { continue };
            let decisions: Vec<DecisionRow> = reader.decisions_on(*held)?.collect::<Result<_, _>>()?;
            // What has entered stays.
            if reopens && !standing(&row, &decisions).is_rejected() {
                continue;
            }
            let known = Waiting { held: *held, row, decisions };
            let decision = self.judged((&reader, &bench), &known.row, wish, now)?;
            check_alone(&mut values, &known.row, &decision)?;
            if !has_said(&known.row, &known.decisions, actor, &decision) {
                let Waiting { held, row, decisions } = known;
                made.push(Made::new((held, &row, decisions), (decision, wish.known), (note, actor, now))?);
            }
        }
        if !made.is_empty() {
            let settled = made.iter().filter(|made| matches!(made.stands, Standing::Decided(_))).count();
            let words = in_words(wanted, made.len(), settled);
            self.put_on_record(&reader, &made, (&words, actor, now))?;
        }
        Ok(numbers.last().copied().filter(|_| numbers.len() == most))
    }
}

/// The values of a group that would enter, each by what it describes.
type Entering = BTreeMap<(SeriesId, NaiveDate), f64>;

/// Refuses to let two values in that say different things of the same day.
fn check_alone(values: &mut Entering, row: &HeldRow, decision: &Decision) -> Result<(), ConductorError> {
    if !matches!(decision, Decision::Enter(_)) {
        return Ok(());
    }
    let observation = &row.observation;
    let (day, value) = (observation.period, observation.value);
    match values.insert((observation.series.clone(), day), value) {
        Some(other) if other.to_bits() != value.to_bits() => {
            Err(ConductorError::Contradictory { day, one: other, other: value })
        }
        _ => Ok(()),
    }
}

fn in_words(wanted: &GroupWish, made: usize, settled: usize) -> String {
    let GroupWish { batch, rule, wish, note } = wanted;
    let what = match &wish.decision {
        Decision::Reopen => "opened again",
        decision if decision.rejects() => "rejected",
        Decision::Enter(Entry { .. }) | Decision::Accept => "accepted",
        _ => "decided on",
    };
    format!(
        "{made} held values of batch {batch} that failed {rule} {what}, of which {settled} are settled; note: {note}"
    )
}

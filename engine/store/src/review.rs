//! What is held back and what people decide on it: a value that failed a check waits for them.

use crate::reader::{EVERYTHING, numbered_row, row};
use crate::{Reader, Records, StoreError, Table, Writer, index, key};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::series::{Observation, SeriesId};
use serde::{Deserialize, Serialize};
use std::ops::Bound;

/// Who acts without a token. Nobody knows who that is, so it is never one of two reviewers.
pub const ANONYMOUS: &str = "local";

/// An observation that waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldRow {
    /// The observation.
    pub observation: Observation,
    /// The rule that it failed.
    pub rule: String,
    /// How it failed, for a person.
    pub detail: String,
    /// The batch that brought it.
    pub batch: u64,
    /// When it arrived.
    #[serde(with = "ts_nanoseconds")]
    pub received_at: DateTime<Utc>,
    /// How many people must agree on what becomes of it.
    pub reviewers: u8,
}

/// What one person decided on a value that is held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionRow {
    /// The number of what is held.
    pub held: u64,
    /// What should become of it.
    pub decision: Decision,
    /// Why.
    pub note: String,
    /// Who decided: a token's name, or [`ANONYMOUS`].
    pub actor: String,
    /// When.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
}

/// What should become of a value that is held. Its place in this list is what is stored, so a new one
/// goes to the end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Decision {
    /// It enters as it is.
    Accept,
    /// Another value enters in its place.
    Correct {
        /// That value.
        value: f64,
    },
    /// It does not enter.
    Reject,
}

/// Where the review of a held value stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// Too few agree so far.
    Open {
        /// Those whose decisions count so far, in the order in which they first decided.
        approvals: Vec<String>,
    },
    /// It is settled.
    Decided(Decision),
}

/// Where the review of `row` stands after the `decisions` on it, in the order in which they were made.
///
/// It is decided once as many different people as the row asks for agree on the same decision: the
/// same corrected value, to the bit. Until then a later decision of a person replaces their earlier
/// one. [`ANONYMOUS`] counts only where one reviewer is enough.
pub fn standing(row: &HeldRow, decisions: &[DecisionRow]) -> Standing {
    // Nothing is decided by nobody.
    let needed = usize::from(row.reviewers.max(1));
    let counts = |made: &&DecisionRow| needed == 1 || made.actor != ANONYMOUS;
    let mut opinions: Vec<(&str, Decision)> = Vec::new();
    for made in decisions.iter().filter(counts) {
        match opinions.iter_mut().find(|(actor, _)| *actor == made.actor) {
            Some((_, decision)) => *decision = made.decision,
            None => opinions.push((&made.actor, made.decision)),
        }
        if opinions.iter().filter(|(_, decision)| decision.is_same(made.decision)).count() >= needed {
            return Standing::Decided(made.decision);
        }
    }
    Standing::Open { approvals: opinions.into_iter().map(|(actor, _)| actor.to_owned()).collect() }
}

impl Decision {
    /// Whether two decisions are the same, in bits.
    fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Correct { value }, Self::Correct { value: other }) => value.to_bits() == other.to_bits(),
            (one, other) => one == other,
        }
    }
}

impl Reader {
    /// The observation that is held under that number.
    pub fn held(&self, number: u64) -> Result<Option<HeldRow>, StoreError> {
        self.numbered(Table::Held, number)
    }

    /// The observations that are held, decided or not, from that number on; each with its number.
    pub fn held_from(&self, number: u64) -> Result<Records<(u64, HeldRow)>, StoreError> {
        self.numbered_range(Table::Held, number..)
    }

    /// The numbers of what is held and not decided, in order.
    pub fn waiting(&self) -> Result<Vec<u64>, StoreError> {
        self.numbers_in(Table::Waiting, key::number(0)..=key::number(u64::MAX))
    }

    /// The numbers under which this very value is or was held for this very period, in order.
    pub fn held_as(&self, value: &Observation) -> Result<Vec<u64>, StoreError> {
        let Observation { series, period, value, .. } = value;
        let key = |held| key::held_value(series, *period, *value, held);
        self.numbers_in(Table::HeldValues, key(0)..=key(u64::MAX))
    }

    /// The numbers under which any value is or was held for a period of a series.
    pub fn held_for(&self, series: &SeriesId, period: NaiveDate) -> Result<Vec<u64>, StoreError> {
        let (first, last) = (key::observation(series, period, 0), key::observation(series, period, u64::MAX));
        // Whatever number comes after the bits of the value.
        let last = [last, key::number(u64::MAX).to_vec()].concat();
        self.numbers_in(Table::HeldValues, first..=last)
    }

    /// All decisions with their numbers: by what they are on, then in the order in which they were made.
    pub fn decisions(&self) -> Result<Records<(u64, DecisionRow)>, StoreError> {
        self.range(Table::Decisions, EVERYTHING, numbered_row)
    }

    /// The decisions on what is held under that number, in the order in which they were made.
    pub fn decisions_on(&self, held: u64) -> Result<Records<DecisionRow>, StoreError> {
        let (first, last) = (key::decision(held, 0), key::decision(held, u64::MAX));
        let span = (Bound::Included(&first[..]), Bound::Included(&last[..]));
        self.range(Table::Decisions, span, row)
    }
}

impl Writer<'_> {
    /// Appends an observation that waits for a person, and gives its number.
    pub fn append_held(&mut self, row: &HeldRow) -> Result<u64, StoreError> {
        let number = self.append_next(Table::Held, row)?;
        self.list(Table::HeldValues, &index::held_value(row, number))?;
        self.list(Table::Waiting, &key::number(number))?;
        Ok(number)
    }

    /// Appends a decision on what is held and not decided yet, and gives its number among all decisions.
    pub fn append_decision(&mut self, row: &DecisionRow) -> Result<u64, StoreError> {
        let Some(held) = self.find::<HeldRow>(Table::Held, &key::number(row.held))? else {
            return Err(StoreError::NotHeld { held: row.held, last: self.next(Table::Held)? - 1 });
        };
        let (first, last) = (key::decision(row.held, 0), key::decision(row.held, u64::MAX));
        let mut decisions: Vec<DecisionRow> = self.rows(Table::Decisions, &first..=&last)?;
        if let Standing::Decided(_) = standing(&held, &decisions) {
            return Err(StoreError::Decided { held: row.held });
        }
        let number = self.next_of_all(Table::Decisions)?;
        self.append(Table::Decisions, &key::decision(row.held, number), row)?;
        decisions.push(row.clone());
        match standing(&held, &decisions) {
            Standing::Decided(_) => self.strike(Table::Waiting, &key::number(row.held))?,
            Standing::Open { .. } => self.list(Table::Waiting, &key::number(row.held))?,
        }
        Ok(number)
    }
}

#[cfg(test)]
mod tests;

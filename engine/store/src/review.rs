//! What is held back and what people decide on it: a value that failed a check waits for them.

mod decision;
mod held;

pub use decision::{Decision, Entry, KnownFrom};
pub use held::HeldRow;

use crate::reader::{EVERYTHING, numbered_row, row};
use crate::{Reader, Records, StoreError, Table, Writer, key};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::{Observation, SeriesId};
use serde::{Deserialize, Serialize};
use std::ops::Bound;

/// Who acts without a token. Nobody knows who that is, so it is never one of two reviewers.
pub const ANONYMOUS: &str = "local";

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
/// It is decided once as many different people as the last of them is told to need agree on the same decision: the same value,
/// to the bit, known from the same moment on. Until then a later decision of a person replaces their earlier
/// one. [`ANONYMOUS`] counts only where one person is enough. What was rejected can be opened again, and then all begins anew.
pub fn standing(row: &HeldRow, decisions: &[DecisionRow]) -> Standing {
    let (opinions, settled) = opinions(row, decisions);
    match settled {
        Some(decision) => Standing::Decided(decision.clone()),
        None => {
            Standing::Open { approvals: opinions.into_iter().map(|(actor, _)| actor.to_owned()).collect() }
        }
    }
}

/// Whether people want different things of `row` and it is not decided: then it waits until one of them says otherwise.
pub fn is_disputed(row: &HeldRow, decisions: &[DecisionRow]) -> bool {
    let (opinions, settled) = opinions(row, decisions);
    settled.is_none() && opinions.windows(2).any(|pair| !pair[0].1.is_same(pair[1].1))
}

/// Whether the last word of a person who counts is this very decision already.
pub fn has_said(row: &HeldRow, decisions: &[DecisionRow], actor: &str, decision: &Decision) -> bool {
    let (opinions, _) = opinions(row, decisions);
    opinions.iter().any(|(known, opinion)| *known == actor && opinion.is_same(decision))
}

/// The last word of each person who counts, in the order in which they first said one, and what is settled by it.
fn opinions<'a>(
    row: &HeldRow,
    decisions: &'a [DecisionRow],
) -> (Vec<(&'a str, &'a Decision)>, Option<&'a Decision>) {
    let mut opinions: Vec<(&str, &Decision)> = Vec::new();
    let mut settled = None;
    for DecisionRow { decision, actor, .. } in decisions {
        if *decision == Decision::Reopen {
            opinions.clear();
            settled = None;
        }
        let needed = decision.people(row);
        if settled.is_some() || *decision == Decision::Reopen || (needed > 1 && actor == ANONYMOUS) {
            continue;
        }
        match opinions.iter_mut().find(|(known, _)| known == actor) {
            Some((_, opinion)) => *opinion = decision,
            None => opinions.push((actor, decision)),
        }
        let agreeing = opinions.iter().filter(|(_, opinion)| opinion.is_same(decision)).count();
        if agreeing >= usize::from(needed) {
            settled = Some(decision);
        }
    }
    (opinions, settled)
}

impl Standing {
    /// Whether it is settled that the value does not enter.
    pub fn is_rejected(&self) -> bool {
        matches!(self, Self::Decided(decision) if decision.rejects())
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

    /// Whether what is held under that number was rejected, and is not open again.
    pub fn is_rejected(&self, held: u64) -> Result<bool, StoreError> {
        let Some(row) = self.held(held)? else { return Ok(false) };
        let decisions: Vec<DecisionRow> = self.decisions_on(held)?.collect::<Result<_, _>>()?;
        Ok(standing(&row, &decisions).is_rejected())
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
        self.list_value(row, number)?;
        self.list(Table::Waiting, &key::number(number))?;
        self.list_held(row, number)?;
        Ok(number)
    }

    /// Appends a decision on what is held and not decided yet, or opens again what was rejected, and gives its number among all
    /// decisions.
    pub fn append_decision(&mut self, row: &DecisionRow) -> Result<u64, StoreError> {
        let Some(held) = self.find::<HeldRow>(Table::Held, &key::number(row.held))? else {
            return Err(StoreError::NotHeld { held: row.held, last: self.next(Table::Held)? - 1 });
        };
        let (first, last) = (key::decision(row.held, 0), key::decision(row.held, u64::MAX));
        let mut decisions: Vec<DecisionRow> = self.rows(Table::Decisions, &first..=&last)?;
        let stands = standing(&held, &decisions);
        if row.decision == Decision::Reopen {
            if !stands.is_rejected() {
                return Err(StoreError::NotRejected { held: row.held });
            }
        } else if let Standing::Decided(_) = stands {
            return Err(StoreError::Decided { held: row.held });
        }
        let number = self.next_of_all(Table::Decisions)?;
        self.append(Table::Decisions, &key::decision(row.held, number), row)?;
        decisions.push(row.clone());
        match (&stands, standing(&held, &decisions)) {
            (Standing::Open { .. }, Standing::Decided(_)) => {
                self.strike(Table::Waiting, &key::number(row.held))?;
                self.list_decided(&held, row.held)?;
            }
            (Standing::Decided(_), Standing::Open { .. }) => {
                self.list(Table::Waiting, &key::number(row.held))?;
                self.list_reopened(&held, row.held)?;
            }
            _ => {}
        }
        Ok(number)
    }
}

#[cfg(test)]
mod tests;

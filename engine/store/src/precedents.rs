//! Precedents: what people decided once, for all values like it, until somebody revokes it.

use crate::reader::numbered_row;
use crate::{ANONYMOUS, Decision, HeldRow, Reader, StoreError, Table, Writer, key};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::SeriesId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Bound;

/// A step in the life of a precedent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrecedentRow {
    /// The number of the precedent, which is that of its first step.
    pub precedent: u64,
    /// Who took the step: a token's name, or [`ANONYMOUS`].
    pub actor: String,
    /// When.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
    /// Why.
    pub note: String,
    /// What was done.
    pub step: PrecedentStep,
}

/// What a step did. Its place in this list is what is stored, so a new one goes to the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PrecedentStep {
    /// Somebody wants it.
    Proposed(Terms),
    /// Another one wants it too.
    Agreed,
    /// It holds no longer; what was decided by it stays decided.
    Revoked,
}

/// Which values a precedent is about, and what becomes of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Their series.
    pub series: SeriesId,
    /// The rule that they failed.
    pub rule: String,
    /// Their first period; none if there is no first.
    pub from: Option<NaiveDate>,
    /// Their last period.
    pub until: Option<NaiveDate>,
    /// The least of them.
    pub least: Option<f64>,
    /// The greatest.
    pub most: Option<f64>,
    /// What becomes of them.
    pub decision: Decision,
    /// How many people must want it.
    pub reviewers: u8,
}

/// A precedent after the steps so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Precedent {
    /// Its number.
    pub number: u64,
    /// Which values it is about, and what becomes of them.
    pub terms: Terms,
    /// When it was proposed, and why.
    pub proposed: (DateTime<Utc>, String),
    /// Those who want it, the first one first.
    pub actors: Vec<String>,
    /// Who revoked it, when, and why.
    pub revoked: Option<(String, DateTime<Utc>, String)>,
}

impl Precedent {
    /// Whether enough people want it, and nobody has revoked it. [`ANONYMOUS`] counts only where one is enough. A value that asks
    /// for more people by now waits for them all the same.
    pub fn is_in_force(&self) -> bool {
        let needed = usize::from(self.terms.reviewers.max(1));
        let counts = |actor: &&String| needed == 1 || *actor != ANONYMOUS;
        self.revoked.is_none() && self.actors.iter().filter(counts).count() >= needed
    }

    /// Takes a step into account.
    fn follow(&mut self, row: PrecedentRow) {
        match row.step {
            PrecedentStep::Revoked => self.revoked = Some((row.actor, row.at, row.note)),
            PrecedentStep::Proposed(_) | PrecedentStep::Agreed => {
                if !self.actors.contains(&row.actor) {
                    self.actors.push(row.actor);
                }
            }
        }
    }
}

impl Terms {
    /// Whether a value that is held is one of those it is about.
    pub fn cover(&self, held: &HeldRow) -> bool {
        let Self { series, rule, from, until, least, most, reviewers, .. } = self;
        let observation = &held.observation;
        observation.series == *series
            && held.rule == *rule
            && held.reviewers <= *reviewers
            && from.is_none_or(|from| observation.period >= from)
            && until.is_none_or(|until| observation.period <= until)
            && least.is_none_or(|least| observation.value >= least)
            && most.is_none_or(|most| observation.value <= most)
    }
}

impl Reader {
    /// All precedents, those that are not in force included, by number.
    pub fn precedents(&self) -> Result<Vec<Precedent>, StoreError> {
        let steps = self.range(Table::Precedents, (Bound::Unbounded, Bound::Unbounded), numbered_row)?;
        let mut all: BTreeMap<u64, Precedent> = BTreeMap::new();
        for step in steps {
            let (_, row): (u64, PrecedentRow) = step?;
            if let PrecedentStep::Proposed(terms) = &row.step {
                let (number, terms) = (row.precedent, terms.clone());
                let proposed = (row.at, row.note.clone());
                all.insert(number, Precedent { number, terms, proposed, actors: Vec::new(), revoked: None });
            }
            if let Some(precedent) = all.get_mut(&row.precedent) {
                precedent.follow(row);
            }
        }
        Ok(all.into_values().collect())
    }
}

impl Writer<'_> {
    /// The number that a precedent which is proposed now must have.
    pub fn next_precedent(&self) -> Result<u64, StoreError> {
        self.next(Table::Precedents)
    }

    /// Appends a step, and gives its number. A precedent that is proposed has the number
    /// [`next_precedent`](Self::next_precedent); every other step is one of a precedent that was proposed.
    pub fn append_precedent(&mut self, row: &PrecedentRow) -> Result<u64, StoreError> {
        let (number, got) = (self.next_precedent()?, row.precedent);
        if let PrecedentStep::Proposed(_) = row.step {
            if got != number {
                return Err(StoreError::PrecedentNumber { expected: number, got });
            }
        } else {
            let first: Option<PrecedentRow> = self.find(Table::Precedents, &key::number(got))?;
            if !first.is_some_and(|first| matches!(first.step, PrecedentStep::Proposed(_))) {
                return Err(StoreError::NoPrecedent { precedent: got });
            }
        }
        self.append(Table::Precedents, &key::number(number), row)?;
        Ok(number)
    }
}

#[cfg(test)]
mod tests;

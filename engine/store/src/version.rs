//! The rows of versions: each state that the forecaster ever spoke from, and why.

use crate::reader::{EVERYTHING, row};
use crate::{Hash, Reader, Records, StoreError, Table, Writer, key};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::iter::Rev;

/// How a version came to be. Its place in this list is what is stored, so a new way goes to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum VersionKind {
    /// It came with the program.
    Bundled,
    /// It was learned from new data.
    Learned,
    /// An earlier version speaks again, and stays until someone resumes.
    Rollback {
        /// The version that speaks again.
        to: u64,
    },
    /// The latest learned version speaks again, after a rollback.
    Resume,
    /// The same events, learned anew by a newer engine.
    Upgrade,
    /// The same events, learned by another recipe beside the one that speaks: a challenger. It never speaks itself.
    Challenger,
    /// A challenger that a person made speak.
    Promoted {
        /// The version of the challenger.
        from: u64,
    },
    /// The same events but those of one batch, learned anew.
    Without {
        /// The batch that was taken out of history.
        batch: u64,
    },
    /// The same events with those of a batch that was out of history, learned anew.
    PutBack {
        /// The batch that is in history again.
        batch: u64,
    },
}

/// A version of the forecaster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Its place in the history, from 1 on.
    pub number: u64,
    /// The version before it in descent, if any.
    pub parent: Option<u64>,
    /// How it came to be.
    pub kind: VersionKind,
    /// The last event that it knows.
    pub event: u64,
    /// The last day of the target that it knows.
    #[serde(with = "paridad_engine::time::day")]
    pub day: NaiveDate,
    /// The part that holds its state.
    pub snapshot: Hash,
    /// The revision of the engine that made it.
    pub engine_revision: u32,
    /// When it was made.
    #[serde(with = "ts_nanoseconds")]
    pub created_at: DateTime<Utc>,
    /// Whether it speaks from then on: the last row that does is the one whose forecasts count.
    pub speaks: bool,
    /// Who made it: a person, or the program itself.
    pub actor: String,
    /// Why.
    pub reason: String,
}

impl VersionRow {
    /// Whether this version, once it speaks, keeps newly learned ones from speaking.
    pub fn pins(&self) -> bool {
        matches!(self.kind, VersionKind::Rollback { .. })
    }

    /// Whether this version belongs to the line that learning goes on from: its state came from data,
    /// not from a choice between states, and it is no challenger beside that line.
    pub fn is_learned(&self) -> bool {
        match self.kind {
            VersionKind::Bundled
            | VersionKind::Learned
            | VersionKind::Upgrade
            | VersionKind::Promoted { .. }
            | VersionKind::Without { .. }
            | VersionKind::PutBack { .. } => true,
            VersionKind::Rollback { .. } | VersionKind::Resume | VersionKind::Challenger => false,
        }
    }

    /// Whether this version is a recipe beside the line that learning goes on from.
    pub fn is_challenger(&self) -> bool {
        self.kind == VersionKind::Challenger
    }

    /// Its keys in the index of marks.
    pub(crate) fn marks(&self) -> impl Iterator<Item = [u8; 9]> {
        Mark::of(self).map(|mark| key::mark(mark as u8, self.number))
    }

    /// Whether this version only lets the state of another one speak again.
    pub fn is_choice(&self) -> bool {
        matches!(self.kind, VersionKind::Rollback { .. } | VersionKind::Resume)
    }
}

/// What versions are looked up by. Its number is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It speaks.
    Speaks = 0,
    /// Learning goes on from it.
    Learned = 1,
    /// It is a challenger that a person made speak.
    Promoted = 2,
    /// A batch was taken out of history with it, or put back.
    Changes = 3,
    /// It is a recipe beside the line that learning goes on from.
    Challenger = 4,
}

impl Mark {
    /// All marks of a version.
    pub(crate) fn of(row: &VersionRow) -> impl Iterator<Item = Self> {
        let promoted = matches!(row.kind, VersionKind::Promoted { .. });
        let changes = matches!(row.kind, VersionKind::Without { .. } | VersionKind::PutBack { .. });
        let all = [
            (Self::Speaks, row.speaks),
            (Self::Learned, row.is_learned()),
            (Self::Promoted, promoted),
            (Self::Changes, changes),
            (Self::Challenger, row.is_challenger()),
        ];
        all.into_iter().filter_map(|(mark, has)| has.then_some(mark))
    }
}

impl Reader {
    /// The version of that number.
    pub fn version(&self, number: u64) -> Result<Option<VersionRow>, StoreError> {
        self.numbered(Table::Versions, number)
    }

    /// All versions, the newest first.
    pub fn versions(&self) -> Result<Rev<Records<VersionRow>>, StoreError> {
        Ok(self.range(Table::Versions, EVERYTHING, row)?.rev())
    }

    /// The version whose forecasts count: the last one that speaks.
    pub fn speaking(&self) -> Result<Option<VersionRow>, StoreError> {
        self.last_marked(Mark::Speaks, u64::MAX)
    }

    /// The version that spoke at a moment: of those that had been made by then, the last one that speaks.
    pub fn speaking_at(&self, moment: DateTime<Utc>) -> Result<Option<VersionRow>, StoreError> {
        let mut versions = self.versions()?;
        let spoke = |row: &VersionRow| row.speaks && row.created_at <= moment;
        versions.find(|row| row.as_ref().map_or(true, spoke)).transpose()
    }

    /// The last version of the line that learning goes on from, whether or not it speaks.
    pub fn last_learned(&self) -> Result<Option<VersionRow>, StoreError> {
        self.last_marked(Mark::Learned, u64::MAX)
    }

    /// The last version up to that number which a person promoted.
    pub fn last_promoted(&self, until: u64) -> Result<Option<VersionRow>, StoreError> {
        self.last_marked(Mark::Promoted, until)
    }

    /// The versions up to that number with each of which a batch was taken out of history or put back, in order.
    pub(crate) fn changes_until(&self, until: u64) -> Result<Vec<VersionRow>, StoreError> {
        let span = key::mark(Mark::Changes as u8, 0)..=key::mark(Mark::Changes as u8, until);
        let numbers = self.numbers_in(Table::Marks, span)?;
        numbers.into_iter().map(|number| self.marked(number)).collect()
    }

    /// The challengers that are kept, promoted or not, in order.
    pub fn challengers(&self) -> Result<Vec<VersionRow>, StoreError> {
        self.marked_after(Mark::Challenger, 0)
    }

    /// Whether a version may speak again: all but a challenger that nobody has made speak.
    pub fn may_return(&self, row: &VersionRow) -> Result<bool, StoreError> {
        if !row.is_challenger() {
            return Ok(true);
        }
        // It can only have been promoted after it was made.
        Ok(!self.promotions_of(row.number)?.is_empty())
    }

    /// The versions after a number that a person promoted, in order.
    pub(crate) fn promoted_after(&self, number: u64) -> Result<Vec<VersionRow>, StoreError> {
        self.marked_after(Mark::Promoted, number)
    }

    /// The versions with that mark after a number, in order.
    fn marked_after(&self, mark: Mark, number: u64) -> Result<Vec<VersionRow>, StoreError> {
        let span = key::mark(mark as u8, number.saturating_add(1))..=key::mark(mark as u8, u64::MAX);
        self.numbers_in(Table::Marks, span)?.into_iter().map(|number| self.marked(number)).collect()
    }

    fn last_marked(&self, mark: Mark, until: u64) -> Result<Option<VersionRow>, StoreError> {
        let span = key::mark(mark as u8, 0)..=key::mark(mark as u8, until);
        let number = self.last_number_in(Table::Marks, span)?;
        number.map(|number| self.marked(number)).transpose()
    }

    /// The version of a number that an index lists.
    fn marked(&self, number: u64) -> Result<VersionRow, StoreError> {
        let row = self.version(number)?;
        row.ok_or_else(|| StoreError::corrupt(Table::Versions, &key::number(number)))
    }
}

impl Writer<'_> {
    /// The number that the next version must have.
    pub fn next_version(&self) -> Result<u64, StoreError> {
        self.next(Table::Versions)
    }

    /// Appends a version, whose number must be [`next_version`](Self::next_version).
    pub fn append_version(&mut self, row: &VersionRow) -> Result<(), StoreError> {
        let expected = self.next_version()?;
        if row.number != expected {
            return Err(StoreError::VersionNumber { expected, got: row.number });
        }
        self.append(Table::Versions, &key::number(row.number), row)?;
        row.marks().try_for_each(|key| self.list(Table::Marks, &key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_every_program_so_far_are_still_read() {
        let stored: [(&[u8], VersionKind); 9] = [
            (&[0], VersionKind::Bundled),
            (&[1], VersionKind::Learned),
            (&[2, 7], VersionKind::Rollback { to: 7 }),
            (&[3], VersionKind::Resume),
            (&[4], VersionKind::Upgrade),
            (&[5], VersionKind::Challenger),
            (&[6, 7], VersionKind::Promoted { from: 7 }),
            (&[7, 9], VersionKind::Without { batch: 9 }),
            (&[8, 9], VersionKind::PutBack { batch: 9 }),
        ];
        for (bytes, kind) in stored {
            assert_eq!(postcard::from_bytes(bytes), Ok(kind));
            assert_eq!(postcard::to_allocvec(&kind).as_deref(), Ok(bytes));
        }
    }
}

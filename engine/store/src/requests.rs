//! What somebody has asked for that takes another person too: it waits until that one asks for the same.

use crate::reader::{EVERYTHING, row};
use crate::{Reader, StoreError, Table, VersionKind, VersionRow, Writer};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What can take two people. Its place in this list is what is stored, so a new one goes to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// History without a batch.
    TakeOut {
        /// That batch.
        batch: u64,
    },
    /// A challenger that speaks.
    Promote {
        /// Its version.
        version: u64,
    },
    /// History with a batch that was taken out of it.
    PutBack {
        /// That batch.
        batch: u64,
    },
}

/// Somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    /// For what.
    pub wanted: Wanted,
    /// Who: a token's name.
    pub actor: String,
    /// When.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

impl Reader {
    /// Those who have asked for something that was not done since, the first one first. What is done can be done again later, and
    /// is then asked for anew.
    pub fn who_asked(&self, wanted: Wanted) -> Result<Vec<String>, StoreError> {
        let (kind, done) = match wanted {
            Wanted::TakeOut { batch } => (VersionKind::Without { batch }, self.changes_until(u64::MAX)?),
            Wanted::PutBack { batch } => (VersionKind::PutBack { batch }, self.changes_until(u64::MAX)?),
            Wanted::Promote { version } => {
                (VersionKind::Promoted { from: version }, self.promotions_of(version)?)
            }
        };
        let done_at = done.iter().rev().find(|row| row.kind == kind).map(|row| row.created_at);
        let mut actors = Vec::new();
        for row in self.range(Table::Requests, EVERYTHING, row::<RequestRow>)? {
            let row = row?;
            let counts = row.wanted == wanted && done_at.is_none_or(|done| row.at > done);
            if counts && !actors.contains(&row.actor) {
                actors.push(row.actor);
            }
        }
        Ok(actors)
    }

    /// What somebody has asked for that was not done since, and so waits for another person.
    pub fn waiting_requests(&self) -> Result<Vec<Wanted>, StoreError> {
        let mut waiting = Vec::new();
        for row in self.range(Table::Requests, EVERYTHING, row::<RequestRow>)? {
            let wanted = row?.wanted;
            if !waiting.contains(&wanted) && !self.who_asked(wanted)?.is_empty() {
                waiting.push(wanted);
            }
        }
        Ok(waiting)
    }

    /// The versions with which a challenger was promoted, in order.
    pub(crate) fn promotions_of(&self, challenger: u64) -> Result<Vec<VersionRow>, StoreError> {
        let mut promoted = self.promoted_after(challenger)?;
        promoted.retain(|row| row.kind == VersionKind::Promoted { from: challenger });
        Ok(promoted)
    }
}

impl Writer<'_> {
    /// Appends that somebody asks for something, and gives the number of the row.
    pub fn append_request(&mut self, row: &RequestRow) -> Result<u64, StoreError> {
        self.append_next(Table::Requests, row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Archive, Hash};

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(60 * minutes, 0).unwrap()
    }

    fn promoted(number: u64, from: u64, minutes: i64) -> VersionRow {
        VersionRow {
            number,
            parent: Some(from),
            kind: VersionKind::Promoted { from },
            event: 1,
            day: at(0).date_naive(),
            snapshot: Hash::of(b"a state"),
            engine_revision: 1,
            created_at: at(minutes),
            speaks: true,
            actor: "ana, luis".to_owned(),
            reason: String::new(),
        }
    }

    #[test]
    fn a_request_waits_for_another_one_for_the_same_until_it_is_done() {
        let archive = Archive::in_memory().unwrap();
        let ask = |wanted, actor: &str, minutes| {
            let (actor, reason) = (actor.to_owned(), String::new());
            archive
                .write(|w| w.append_request(&RequestRow { wanted, actor, at: at(minutes), reason }))
                .unwrap();
            archive.read().unwrap().who_asked(wanted).unwrap()
        };
        let challenger = VersionRow { kind: VersionKind::Challenger, ..promoted(1, 1, 0) };
        archive.write(|w| w.append_version(&challenger)).unwrap();
        let promote = Wanted::Promote { version: 1 };
        assert_eq!(ask(promote, "ana", 1), ["ana"]);
        assert_eq!(ask(promote, "ana", 2), ["ana"], "once is as good as twice");
        assert_eq!(ask(Wanted::TakeOut { batch: 1 }, "luis", 3), ["luis"], "something else");
        assert_eq!(ask(promote, "luis", 4), ["ana", "luis"]);
        archive.write(|w| w.append_version(&promoted(2, 1, 4))).unwrap();
        assert_eq!(ask(promote, "eva", 5), ["eva"], "it was done, and is asked for anew");
        let out = VersionRow { kind: VersionKind::Without { batch: 1 }, ..promoted(3, 1, 6) };
        archive.write(|w| w.append_version(&out)).unwrap();
        let put_back = Wanted::PutBack { batch: 1 };
        assert_eq!(ask(put_back, "ana", 7), ["ana"]);
        assert_eq!(
            ask(Wanted::TakeOut { batch: 1 }, "eva", 8),
            ["eva"],
            "it was taken out, and may be again"
        );
        assert_eq!(ask(put_back, "luis", 9), ["ana", "luis"]);
    }

    #[test]
    fn requests_of_every_program_so_far_are_still_read() {
        let stored: [(&[u8], Wanted); 3] = [
            (&[0, 7], Wanted::TakeOut { batch: 7 }),
            (&[1, 9], Wanted::Promote { version: 9 }),
            (&[2, 7], Wanted::PutBack { batch: 7 }),
        ];
        for (bytes, wanted) in stored {
            assert_eq!(postcard::from_bytes(bytes), Ok(wanted));
            assert_eq!(postcard::to_allocvec(&wanted).as_deref(), Ok(bytes));
        }
    }
}

//! What moves the target for good takes two people once people can be told apart: the first one's request waits on record, and
//! the second one's same request carries it out.

use super::beside::Decided;
use super::challenger::challenger;
use super::extent::Extent;
use super::people::some_may_decide;
use super::{Conductor, ConductorError};
use chrono::{DateTime, SubsecRound, Utc};
use paridad_store::{ANONYMOUS, Reader, RequestRow, VersionKind, VersionRow, Wanted};

/// How many people must ask for it.
pub(crate) const PEOPLE: u8 = 2;

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    /// It is done: this is the version that it made.
    Done(Box<VersionRow>),
    /// It waits for another person; these have asked for it so far.
    Waits(Vec<String>),
}

/// Where a request stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ruling {
    /// It is decided, and to be learned.
    Decided(Decided),
    /// It waits for another person; these have asked for it so far.
    Waits(Vec<String>),
}

impl Conductor {
    /// Does what somebody asks for, once enough people do, and waits until it is learned.
    pub(crate) fn ask(
        &mut self,
        wanted: Wanted,
        reason: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Outcome, ConductorError> {
        match self.request(wanted, reason, (actor, now))? {
            Ruling::Waits(by) => Ok(Outcome::Waits(by)),
            Ruling::Decided(decided) => {
                let beside = decided.learn(&self.archive, &mut |_| Ok(()))?;
                Ok(Outcome::Done(Box::new(self.swap(beside, now.trunc_subsecs(0))?)))
            }
        }
    }

    /// Decides what somebody asks for, or keeps it on record until another person asks for the same. Where nobody has a token
    /// there is nobody to ask, and whoever is here decides alone, which is said.
    pub(crate) fn request(
        &mut self,
        wanted: Wanted,
        reason: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<Ruling, ConductorError> {
        self.catch_up()?;
        let now = now.trunc_subsecs(0);
        let reader = self.archive.read()?;
        self.check_wanted(&reader, wanted)?;
        if !takes_two(&reader, wanted)? {
            return self.decided(wanted, reason, actor.to_owned()).map(Ruling::Decided);
        }
        if actor == ANONYMOUS {
            return Err(ConductorError::Unnamed);
        }
        let mut by = reader.who_asked(wanted)?;
        let is_new = by.iter().all(|other| other != actor);
        if is_new {
            by.push(actor.to_owned());
            let (actor, reason) = (actor.to_owned(), reason.to_owned());
            self.write(|writer| {
                let detail = format!("{}; reason: {reason}", in_words(wanted));
                writer.append_audit(now, &actor, "ask", &detail)?;
                writer.append_request(&RequestRow { wanted, actor, at: now, reason })
            })?;
        }
        if by.len() < usize::from(PEOPLE) {
            return Ok(Ruling::Waits(by));
        }
        self.decided(wanted, reason, by.join(", ")).map(Ruling::Decided)
    }

    /// Refuses what could not be done, before anybody waits for it or learns it.
    pub(super) fn check_wanted(&self, reader: &Reader, wanted: Wanted) -> Result<(), ConductorError> {
        match wanted {
            Wanted::TakeOut { batch } | Wanted::PutBack { batch } if reader.batch(batch)?.is_none() => {
                Err(ConductorError::NoSuchBatch { wanted: batch })
            }
            Wanted::TakeOut { batch } if self.taken_out.contains(&batch) => {
                Err(ConductorError::AlreadyTakenOut { batch })
            }
            Wanted::PutBack { batch } if !self.taken_out.contains(&batch) => {
                Err(ConductorError::NotTakenOut { batch })
            }
            Wanted::TakeOut { .. } | Wanted::PutBack { .. } => Ok(()),
            Wanted::Promote { version } => {
                challenger(reader, version)?;
                let promoted = reader.last_promoted(u64::MAX)?.map(|row| row.kind);
                if promoted == Some(VersionKind::Promoted { from: version }) && !self.is_pinned()? {
                    return Err(ConductorError::SpeaksAlready { wanted: version });
                }
                Ok(())
            }
        }
    }

    pub(super) fn decided(
        &self,
        wanted: Wanted,
        reason: &str,
        actor: String,
    ) -> Result<Decided, ConductorError> {
        let newest = self.archive.read()?.versions()?.next().transpose()?;
        let (reason, last) = (reason.to_owned(), newest.map_or(0, |row| row.number));
        Ok(Decided { wanted, reason, actor, last })
    }
}

/// Whether something takes two people: it touches the target or is much, and some can be told apart.
fn takes_two(reader: &Reader, wanted: Wanted) -> Result<bool, ConductorError> {
    if !some_may_decide(reader)? {
        return Ok(false);
    }
    match wanted {
        Wanted::Promote { .. } => Ok(true),
        Wanted::TakeOut { batch } | Wanted::PutBack { batch } => {
            let extent = Extent::of(reader, batch)?;
            Ok(extent.is_of_target || extent.is_much)
        }
    }
}

fn in_words(wanted: Wanted) -> String {
    match wanted {
        Wanted::TakeOut { batch } => format!("to take out batch {batch}"),
        Wanted::PutBack { batch } => format!("to put back batch {batch}"),
        Wanted::Promote { version } => format!("to promote version {version}"),
    }
}

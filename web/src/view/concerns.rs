//! What somebody should look after: each matter once, from when it came up until it is settled.

use super::happenings::Happenings;
use chrono::{DateTime, Utc};
use paridad_engine::forecaster::refits::Refitted;
use paridad_wire::{Concern, Happening};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a concern is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Matter {
    /// The archive cannot be opened for writing.
    Archive,
    /// Records are damaged that a version speaks from, or that learning goes on from.
    Damage,
    /// What was kept cannot be learned yet.
    Runs,
    /// The calendar of events that comes with the program cannot be taken in.
    Calendar,
    /// What precedents decide cannot be put on record yet.
    Precedents,
    /// A refit gave no numbers, and what was fitted before is kept.
    Refit(Refitted),
}

impl Matter {
    fn name(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Damage => "damage",
            Self::Runs => "runs",
            Self::Calendar => "calendar",
            Self::Precedents => "precedents",
            Self::Refit(_) => "refit",
        }
    }
}

/// All concerns; a clone is the same ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Concerns {
    all: Arc<Mutex<BTreeMap<Matter, Concern>>>,
    /// Told when one comes up, and when one is settled.
    happenings: Happenings,
}

impl Concerns {
    /// None yet; who listens to these is told of each.
    pub(crate) fn telling(happenings: Happenings) -> Self {
        Self { happenings, ..Self::default() }
    }

    /// Raises a concern, and says whether it is a new one. One that was raised before has its first moment still.
    pub(crate) fn raise(&self, matter: Matter, detail: String, now: DateTime<Utc>) -> bool {
        let mut all = self.lock();
        let is_new = !all.contains_key(&matter);
        if is_new {
            tracing::error!(matter = matter.name(), detail, "somebody should look after this");
            self.tell(matter, true);
        }
        let concern = Concern { matter: matter.name().to_owned(), since: now, detail: String::new() };
        all.entry(matter).or_insert(concern).detail = detail;
        is_new
    }

    /// Settles a matter, if it was a concern.
    pub(crate) fn settle(&self, matter: Matter) {
        if self.lock().remove(&matter).is_some() {
            tracing::info!(matter = matter.name(), "this is settled");
            self.tell(matter, false);
        }
    }

    /// Whether a matter is a concern.
    pub(crate) fn has(&self, matter: Matter) -> bool {
        self.lock().contains_key(&matter)
    }

    /// Whether there is something that may be settled by trying again.
    pub(crate) fn can_be_tried(&self) -> bool {
        self.lock().keys().any(|matter| !matches!(matter, Matter::Refit(_)))
    }

    /// All of them.
    pub(crate) fn list(&self) -> Vec<Concern> {
        self.lock().values().cloned().collect()
    }

    fn tell(&self, matter: Matter, raised: bool) {
        self.happenings.tell(Happening::Alarm { matter: matter.name().to_owned(), raised, day: None });
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Matter, Concern>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concern_is_raised_once_and_lasts_until_it_is_settled() {
        let concerns = Concerns::default();
        let [first, later] = ["2026-11-20T18:00:00Z", "2026-11-20T19:00:00Z"].map(|at| at.parse().unwrap());
        assert!(concerns.raise(Matter::Runs, "the disk is full".to_owned(), first));
        assert!(!concerns.raise(Matter::Runs, "the disk is still full".to_owned(), later));
        concerns.raise(Matter::Refit(Refitted::Garch), "it failed".to_owned(), later);
        let listed = concerns.list();
        assert_eq!((listed.len(), listed[0].since, listed[0].matter.as_str()), (2, first, "runs"));
        assert_eq!(listed[0].detail, "the disk is still full");
        concerns.clone().settle(Matter::Runs);
        assert!(!concerns.has(Matter::Runs) && !concerns.can_be_tried(), "a refit comes when it comes");
    }
}

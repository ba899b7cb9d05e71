//! Observations that have arrived and wait for an origin that may know them.

use crate::data::series::Observation;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Observations by the moment at which each became known.
///
/// An origin takes those known up to its own moment and no other, so the order and the batches in which they
/// arrived before it change nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Arrivals {
    by_moment: BTreeMap<DateTime<Utc>, Vec<Observation>>,
}

impl Arrivals {
    /// Takes in an observation.
    pub(crate) fn push(&mut self, observation: Observation) {
        self.by_moment.entry(observation.known_at).or_default().push(observation);
    }

    /// The first moment at which something that `is_wanted` became known.
    pub(crate) fn first_moment(&self, is_wanted: impl Fn(&Observation) -> bool) -> Option<DateTime<Utc>> {
        self.by_moment.iter().find(|(_, group)| group.iter().any(&is_wanted)).map(|(moment, _)| *moment)
    }

    /// Takes out what became known up to `moment`: oldest first, and within a moment by series, then period.
    pub(crate) fn take_until(&mut self, moment: DateTime<Utc>) -> Vec<Observation> {
        let mut taken = Vec::new();
        while let Some(entry) = self.by_moment.first_entry() {
            if *entry.key() > moment {
                break;
            }
            let mut group = entry.remove();
            group.sort_by(|a, b| (&a.series, a.period).cmp(&(&b.series, b.period)));
            taken.append(&mut group);
        }
        taken
    }

    /// All that waits, in the order of its moments.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Observation> {
        self.by_moment.values().flatten()
    }
}

//! A batch, sorted out: what enters, what is held and why.

use super::profile::{Grade, Profile};
use crate::feed::finding::{Finding, Targets};
use paridad_engine::data::series::{Observation, SeriesId};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A value that does not enter, and why. It waits for people to decide on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The value.
    pub observation: Observation,
    /// Why it is held: of several rules the one that most people must agree on.
    pub finding: Finding,
    /// What it breaks besides.
    pub others: Vec<Finding>,
}

impl Held {
    /// A value that is held for the first of these findings that most people must agree on.
    pub(super) fn new(
        observation: &Observation,
        findings: impl IntoIterator<Item = Finding>,
    ) -> Option<Self> {
        let mut others: Vec<Finding> = findings.into_iter().collect();
        others.sort_by_key(|finding| Reverse(finding.rule.reviewers()));
        others.dedup_by_key(|finding| finding.rule);
        let finding = (!others.is_empty()).then(|| others.remove(0))?;
        Some(Self { observation: observation.clone(), finding, others })
    }

    /// How many people must agree on what becomes of it: as many as any of the rules asks for.
    pub fn reviewers(&self, targets: &Targets) -> u8 {
        let others = self.others.iter().map(|finding| finding.reviewers(targets));
        others.fold(self.finding.reviewers(targets), u8::max)
    }

    /// All that it breaks, for a person.
    pub fn detail(&self) -> String {
        let others =
            self.others.iter().map(|finding| format!("; {}: {}", finding.rule.name(), finding.detail));
        others.fold(self.finding.detail.clone(), |all, other| all + &other)
    }
}

/// A batch, sorted out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// What may enter, by series, then period.
    pub admitted: Vec<Observation>,
    /// What does not enter.
    pub held: Vec<Held>,
    /// All that is to be said besides, by the parser and here: of values that are not held, and of whole series.
    pub findings: Vec<Finding>,
    /// What the batch brought of each series.
    pub profiles: BTreeMap<SeriesId, Profile>,
}

/// The grade of a batch that was checked; 0 if it brought nothing.
pub fn grade(checked: &Checked) -> Grade {
    Grade::of(checked.profiles.values(), checked.held.len() + checked.findings.len())
}

/// Counts in `profiles` what was found and held.
pub(super) fn count(profiles: &mut BTreeMap<SeriesId, Profile>, held: &[Held], findings: &[Finding]) {
    for finding in held.iter().map(|held| &held.finding).chain(findings) {
        let Some(profile) = finding.series.as_ref().and_then(|series| profiles.get_mut(series)) else {
            continue;
        };
        *profile.dimensions.entry(finding.rule.dimension()).or_default() += 1;
    }
    for held in held {
        if let Some(profile) = profiles.get_mut(&held.observation.series) {
            profile.held += 1;
        }
    }
}

#[cfg(test)]
mod tests;

//! What a batch must satisfy before it may enter the archive.

mod checked;
mod cross;
mod described;
mod entering;
mod jump;
mod measure;
mod past;
mod profile;
mod rhythm;
mod role;
mod subject;
mod timeliness;
mod unit;
mod whole;

pub use checked::{Checked, Held, grade};
pub use described::described;
pub use entering::{believable, entering};
pub use past::{Past, PastError, Values};
pub use profile::{Grade, Profile};
pub use role::{Role, Roles};
pub use subject::KNOWN_AHEAD;
pub use timeliness::{Due, timeliness};

use crate::feed::finding::{Finding, Rule, Severity};
use crate::feed::payload::Parsed;
use crate::sources::catalogue;
use chrono::{DateTime, Utc};
use jump::Course;
use paridad_engine::data::series::{Observation, SeriesId};
use std::collections::BTreeMap;
use subject::Subject;

/// Sorts out a batch at the moment `now`, given the `past`.
///
/// `parsed` is all that it brought, and `news` the values of it that the archive does not have: these alone are admitted or held,
/// and the others tell whether the whole is sound. Any value must be finite and not of the future. One of a public series must
/// besides be on a day that is a period of its series, a believable move away from the value before and from the one
/// that it replaces, in the catalogue's range, no revision where there are none, and near what another source says. What
/// is wrong with a series as a whole, by the rules here or in the eyes of the parser, holds all its news; see [`Rule`]. One of the
/// bank's own that a recipe reads must be in the range of its [`Role`], a believable move away, and in the unit of before.
///
/// One value that comes again is dropped with a remark; different values for one period and moment are all held, for
/// nobody here can tell which is right.
///
/// What was taken out of history and comes again is held. A past that cannot be read lets nothing in.
pub fn check(
    parsed: &Parsed,
    news: Vec<Observation>,
    past: &impl Past,
    now: DateTime<Utc>,
) -> Result<Checked, PastError> {
    let brought = brought(parsed.observations.iter().chain(&news));
    let mut news = by_series(news);
    let mut checked = Checked { findings: parsed.findings.clone(), ..Checked::default() };
    for (series, brought) in &brought {
        let news = news.remove(series).unwrap_or_default();
        let (Some((first, _)), Some((last, _))) = (brought.first_key_value(), brought.last_key_value())
        else {
            continue;
        };
        let mut subject = Subject::new(series, (*first, *last), catalogue(), past, now)?;
        subject.remember(&news, past)?;
        checked.take(&subject, brought, &news);
    }
    checked::count(&mut checked.profiles, &checked.held, &checked.findings);
    Ok(checked)
}

/// The values of each series by their periods, the last one of those for one period.
fn brought<'a>(observations: impl Iterator<Item = &'a Observation>) -> BTreeMap<SeriesId, Values> {
    let mut brought: BTreeMap<SeriesId, Values> = BTreeMap::new();
    for Observation { series, period, value, .. } in observations {
        // A series is named once in a batch of thousands of its values.
        match brought.get_mut(series) {
            Some(values) => _ = values.insert(*period, *value),
            None => _ = brought.insert(series.clone(), Values::from([(*period, *value)])),
        }
    }
    brought
}

/// The observations of each series, by period, then vintage.
fn by_series(observations: Vec<Observation>) -> BTreeMap<SeriesId, Vec<Observation>> {
    let mut grouped: BTreeMap<SeriesId, Vec<Observation>> = BTreeMap::new();
    for observation in observations {
        grouped.entry(observation.series.clone()).or_default().push(observation);
    }
    for observations in grouped.values_mut() {
        observations.sort_by_key(|observation| (observation.period, observation.known_at));
    }
    grouped
}

impl Checked {
    /// Sorts out the `news` of one series.
    fn take(&mut self, subject: &Subject<'_>, brought: &Values, news: &[Observation]) {
        let judged = whole::judge(subject, brought);
        if let Some(profile) = Profile::of(brought, judged.missing) {
            self.profiles.insert(subject.series.clone(), profile);
        }
        let is_refused = |finding: &&Finding| {
            finding.series.as_ref().is_none_or(|series| series == subject.series)
                && finding.rule.severity() == Severity::Refuse
        };
        let refusal = self.findings.iter().find(is_refused).cloned().or_else(|| judged.refusal.clone());
        self.findings.extend(judged.refusal.into_iter().chain(judged.remark));
        if let Some(refusal) = refusal {
            let course = subject.course(news);
            self.held.extend(news.iter().filter_map(|observation| {
                let (series, period) = (Some(observation.series.clone()), Some(observation.period));
                let refused = Finding { series, period, ..refusal.clone() };
                Held::new(observation, [refused].into_iter().chain(subject.objections(observation, &course)))
            }));
            return;
        }
        let mut course = subject.course(news);
        for vintage in news.chunk_by(|a, b| (a.period, a.known_at) == (b.period, b.known_at)) {
            match self.conflict(vintage) {
                Some(conflict) => self.held.extend(vintage.iter().filter_map(|observation| {
                    let found = Finding::on(observation, Rule::Conflicting, conflict.clone());
                    Held::new(
                        observation,
                        [found].into_iter().chain(subject.objections(observation, &course)),
                    )
                })),
                None => vintage.first().into_iter().for_each(|one| self.judge(subject, one, &mut course)),
            }
        }
    }

    /// Lets a value in, or holds it.
    fn judge(&mut self, subject: &Subject<'_>, observation: &Observation, course: &mut Course) {
        if let Some(held) = Held::new(observation, subject.objections(observation, course)) {
            self.held.push(held);
            return;
        }
        course.believed.insert(observation.period, observation.value);
        self.admitted.push(observation.clone());
    }

    /// How the values of a vintage's period contradict each other, if they do; a repeated one gets a remark.
    fn conflict(&mut self, vintage: &[Observation]) -> Option<String> {
        let (first, others) = vintage.split_first()?;
        let different = others.iter().find(|other| other.value.to_bits() != first.value.to_bits());
        let Some(different) = different else {
            if !others.is_empty() {
                let detail = format!("{} came {} times", first.value, vintage.len());
                self.findings.push(Finding::on(first, Rule::Repeated, detail));
            }
            return None;
        };
        // Two of them are enough to see the conflict: a file may hold a million.
        let (all, first, different) = (vintage.len(), first.value, different.value);
        Some(format!("one period has {all} values, such as {first} and {different}"))
    }
}

#[cfg(test)]
mod tests;

//! What a batch must satisfy before it may enter the archive.

use crate::finding::{Finding, Rule};
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::calendar::Calendar;
use paridad_engine::series::{Observation, SeriesId};
use std::collections::BTreeMap;

/// The largest believable move between two values, as a difference of logarithms.
///
/// Since 1999 the euro's rates of the dollar and the peso moved by at most 0.13 and 0.18 within
/// [`MOVE_WITHIN_DAYS`]. Of all 221,702 rates of the bundled history 30 would be held: Turkish lira of 2001
/// and 2021, Icelandic crowns of 2008. A true crash is held too, until a person admits it.
pub const MOVE_MAX_LOG: f64 = 0.25;

/// How many days apart two values may be for their move to be judged.
pub const MOVE_WITHIN_DAYS: i64 = 10;

/// A value that waits for a person, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The value.
    pub observation: Observation,
    /// Why it is held.
    pub finding: Finding,
}

/// A batch, sorted out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// What may enter, by series, then period.
    pub admitted: Vec<Observation>,
    /// What is held in quarantine.
    pub held: Vec<Held>,
    /// Remarks on what is neither: repeated values, dropped.
    pub findings: Vec<Finding>,
}

/// Sorts out the batch `observations` at the moment `now`.
///
/// `last_known` gives the newest value that the archive has of a series. An ECB rate must be positive and
/// on an open day of TARGET; any value must be finite, not of the future, and within
/// [`MOVE_MAX_LOG`] of the nearest value before it. One value twice is dropped with a remark; two
/// values for one period and moment are both held, for nobody here can tell which is right.
pub fn check(
    mut observations: Vec<Observation>,
    last_known: impl Fn(&SeriesId) -> Option<(NaiveDate, f64)>,
    now: DateTime<Utc>,
) -> Checked {
    let key = |observation: &Observation| (observation.period, observation.known_at);
    observations.sort_by(|a, b| a.series.cmp(&b.series).then(key(a).cmp(&key(b))));
    let mut checked = Checked::default();
    let mut previous: BTreeMap<SeriesId, (NaiveDate, f64)> = BTreeMap::new();
    for vintage in observations.chunk_by(|a, b| a.series == b.series && key(a) == key(b)) {
        let Some(observation) = checked.single(vintage) else {
            continue;
        };
        let known = [previous.get(&observation.series).copied(), last_known(&observation.series)];
        if let Some(finding) = objection(observation, known.into_iter().flatten(), now) {
            checked.held.push(Held { observation: observation.clone(), finding });
        } else {
            previous.insert(observation.series.clone(), (observation.period, observation.value));
            checked.admitted.push(observation.clone());
        }
    }
    checked
}

impl Checked {
    /// The one value of a vintage's period; repeated ones get a remark, conflicting ones are held.
    fn single<'a>(&mut self, vintage: &'a [Observation]) -> Option<&'a Observation> {
        let (first, others) = vintage.split_first()?;
        if others.iter().all(|other| other.value.to_bits() == first.value.to_bits()) {
            let repeated =
                others.iter().map(|_| finding(first, Rule::Repeated, format!("{} came twice", first.value)));
            self.findings.extend(repeated);
            return Some(first);
        }
        let values: Vec<f64> = vintage.iter().map(|observation| observation.value).collect();
        let detail = format!("one period has the values {values:?}");
        self.held.extend(vintage.iter().map(|observation| Held {
            observation: observation.clone(),
            finding: finding(observation, Rule::Conflicting, detail.clone()),
        }));
        None
    }
}

/// The first rule that `observation` breaks, judged beside the `known` values of its series.
fn objection(
    observation: &Observation,
    mut known: impl Iterator<Item = (NaiveDate, f64)>,
    now: DateTime<Utc>,
) -> Option<Finding> {
    let Observation { series, period, value, .. } = observation;
    let is_ecb = series.as_str().starts_with("ecb.");
    let today = now.date_naive();
    let object = |rule, detail| Some(finding(observation, rule, detail));
    if !value.is_finite() {
        return object(Rule::OutOfRange, format!("a value must be finite, got {value}"));
    }
    if is_ecb && *value <= 0.0 {
        return object(Rule::OutOfRange, format!("a reference rate must be positive, got {value}"));
    }
    if *period > today {
        return object(Rule::Future, format!("the period must not be after {today}, got {period}"));
    }
    if is_ecb && !Calendar::Target.is_open(*period) {
        return object(Rule::ClosedDay, format!("{period} is a closing day of TARGET"));
    }
    let (day, last) =
        known.find(|(day, _)| day.signed_duration_since(*period).num_days().abs() <= MOVE_WITHIN_DAYS)?;
    let log_move = (value / last).ln();
    // A change of sign, which only internal series can have, has no logarithm.
    if log_move.abs() <= MOVE_MAX_LOG || log_move.is_nan() {
        return None;
    }
    let detail =
        format!("ln({value} / {last} of {day}) = {log_move:.3}, allowed are {MOVE_MAX_LOG} either way");
    object(Rule::Implausible, detail)
}

fn finding(observation: &Observation, rule: Rule, detail: String) -> Finding {
    Finding { rule, series: Some(observation.series.clone()), period: Some(observation.period), detail }
}

#[cfg(test)]
mod tests;

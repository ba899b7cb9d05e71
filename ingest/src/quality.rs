//! What a batch must satisfy before it may enter the archive.

use crate::finding::{Finding, Rule};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_engine::calendar::Calendar;
use paridad_engine::series::{Observation, SeriesId};

/// The largest believable move of a reference rate within [`MOVE_DAYS`], as a difference of logarithms.
///
/// Since 1999 the euro's rates of the dollar and the peso moved by at most 0.13 and 0.18 in that time. Of all
/// 221,702 rates of the bundled history 38 would be held: Turkish lira of 2001 and 2021, Icelandic crowns of 2008.
pub const MOVE_MAX_LOG: f64 = 0.25;

/// The days for which [`MOVE_MAX_LOG`] is the bound. Beyond them it grows with the square root of the days, as the
/// spread of a random walk does, and never ends: a wrong scale is held for as long as it lasts.
///
/// A true crash is held too, and so is what follows it, until the rate has come back or the bound has grown to it.
pub const MOVE_DAYS: f64 = 10.0;

/// How much earlier than its rule a value may be published: the ECB is at times some minutes before its hour.
pub const KNOWN_AHEAD: TimeDelta = TimeDelta::hours(2);

/// Reference rates are judged as such; of the bank's own series nobody here knows what is believable.
const REFERENCE_RATES: &str = "ecb.";

/// What the archive knows of an observation's series.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Known {
    /// The value of the same period that the observation would replace; none if it is the period's first.
    pub replaced: Option<f64>,
    /// The newest earlier period that has a value, with that value.
    pub last: Option<(NaiveDate, f64)>,
}

/// A value that does not enter, and why.
///
/// Nothing lets it in later. The findings of its batch name it, as far as they go, and its payload is kept.
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
    /// What does not enter.
    pub held: Vec<Held>,
    /// Remarks on what is neither: repeated values, dropped.
    pub findings: Vec<Finding>,
}

/// Sorts out the batch `observations` at the moment `now`, given what is `known` before each of them.
///
/// Any value must be finite and not of the future. A reference rate must besides be positive, on an open day of
/// TARGET, and a believable move away from the value that it replaces, from the one admitted before it and from
/// the last one known before it; see [`MOVE_MAX_LOG`]. One value that comes again is dropped with a remark;
/// different values for one period and moment are all held, for nobody here can tell which is right.
pub fn check(
    mut observations: Vec<Observation>,
    known: impl Fn(&Observation) -> Known,
    now: DateTime<Utc>,
) -> Checked {
    let key = |observation: &Observation| (observation.period, observation.known_at);
    observations.sort_by(|a, b| a.series.cmp(&b.series).then(key(a).cmp(&key(b))));
    let mut checked = Checked::default();
    for vintage in observations.chunk_by(|a, b| a.series == b.series && key(a) == key(b)) {
        let Some(observation) = checked.single(vintage) else {
            continue;
        };
        let objection =
            unacceptable(observation, now).or_else(|| implausible(observation, &checked, known(observation)));
        match objection {
            Some(finding) => checked.held.push(Held { observation: observation.clone(), finding }),
            None => checked.admitted.push(observation.clone()),
        }
    }
    checked
}

impl Checked {
    /// The one value of a vintage's period; a repeated one gets a remark, conflicting ones are held.
    fn single<'a>(&mut self, vintage: &'a [Observation]) -> Option<&'a Observation> {
        let (first, others) = vintage.split_first()?;
        let different = others.iter().find(|other| other.value.to_bits() != first.value.to_bits());
        let Some(different) = different else {
            if !others.is_empty() {
                let detail = format!("{} came {} times", first.value, vintage.len());
                self.findings.push(finding(first, Rule::Repeated, detail));
            }
            return Some(first);
        };
        // Two of them are enough to see the conflict: a file may hold a million.
        let detail = format!(
            "one period has {} values, such as {} and {}",
            vintage.len(),
            first.value,
            different.value
        );
        self.held.extend(vintage.iter().map(|observation| Held {
            observation: observation.clone(),
            finding: finding(observation, Rule::Conflicting, detail.clone()),
        }));
        None
    }

    /// The newest value that this batch has brought of a series; series come one after the other.
    fn last(&self, series: &SeriesId) -> Option<(NaiveDate, f64)> {
        let last = self.admitted.last().filter(|last| last.series == *series)?;
        Some((last.period, last.value))
    }
}

/// The first rule that `observation` breaks by itself.
fn unacceptable(observation: &Observation, now: DateTime<Utc>) -> Option<Finding> {
    let Observation { period, value, known_at, .. } = observation;
    let (today, latest) = (now.date_naive(), now + KNOWN_AHEAD);
    let object = |rule, detail| Some(finding(observation, rule, detail));
    if !value.is_finite() {
        return object(Rule::OutOfRange, format!("a value must be finite, got {value}"));
    }
    if *period > today {
        return object(Rule::Future, format!("the period must not be after {today}, got {period}"));
    }
    if *known_at > latest {
        return object(Rule::Future, format!("a value must be known by {latest}, got {known_at}"));
    }
    if !is_reference_rate(observation) {
        return None;
    }
    if *value <= 0.0 {
        return object(Rule::OutOfRange, format!("a reference rate must be positive, got {value}"));
    }
    if !Calendar::Target.is_open(*period) {
        return object(Rule::ClosedDay, format!("{period} is a closing day of TARGET"));
    }
    None
}

/// The first known value from which `observation`, if it is a reference rate, is too far away.
fn implausible(observation: &Observation, admitted: &Checked, known: Known) -> Option<Finding> {
    if !is_reference_rate(observation) {
        return None;
    }
    let Observation { series, period, value, .. } = observation;
    let replaced = known.replaced.map(|value| (*period, value));
    let (day, past, log_move, bound) = [replaced, admitted.last(series), known.last]
        .into_iter()
        .flatten()
        .map(|(day, past)| (day, past, (value / past).ln(), move_bound(day, *period)))
        .find(|(_, _, log_move, bound)| log_move.is_nan() || log_move.abs() > *bound)?;
    let detail = format!("ln({value} / {past} of {day}) = {log_move:.3}, allowed are {bound:.3} either way");
    Some(finding(observation, Rule::Implausible, detail))
}

/// The largest believable move from one day to a later one, either way.
fn move_bound(from: NaiveDate, to: NaiveDate) -> f64 {
    let days = to.signed_duration_since(from).num_days() as f64;
    MOVE_MAX_LOG * (days / MOVE_DAYS).max(1.0).sqrt()
}

fn is_reference_rate(observation: &Observation) -> bool {
    observation.series.as_str().starts_with(REFERENCE_RATES)
}

fn finding(observation: &Observation, rule: Rule, detail: String) -> Finding {
    Finding { rule, series: Some(observation.series.clone()), period: Some(observation.period), detail }
}

#[cfg(test)]
mod tests;

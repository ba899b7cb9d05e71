//! Rules for all that a batch brings of one series: enough values, spaced as they should be, in the unit of before.

use super::past::Values;
use super::subject::Subject;
use super::unit::power;
use crate::feed::finding::{Finding, Rule};
use chrono::NaiveDate;

/// The largest share of its periods that a batch may lack.
const MISSING_MAX: f64 = 0.2;

/// A batch that lacks no more than this is never refused for it: a day on which banks closed may be unknown here.
const MISSING_FORGIVEN: usize = 1;

/// The number of periods whose distances tell a frequency; a week with two holidays has few.
const PERIODS_MIN: usize = 10;

/// The number of values that tell a unit: one or two may be errors of their own.
const SCALED_MIN: usize = 3;

/// What is to be said of a whole series of a batch.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// How many periods between the first and the last have no value, neither here nor in the archive.
    pub(super) missing: usize,
    /// Why nothing of it may enter.
    pub(super) refusal: Option<Finding>,
    /// What is said without holding anything.
    pub(super) remark: Option<Finding>,
}

/// Judges `brought`, the values that a batch brings of a series, known ones included.
pub(super) fn judge(subject: &Subject<'_>, brought: &Values) -> Judged {
    let mut judged = Judged::default();
    let say = |rule, detail| Finding { rule, series: Some(subject.series.clone()), period: None, detail };
    let scaled = scale(&subject.known, brought);
    if let Some(power) = scaled {
        let detail = format!("all {} values are 10^{power} times those known before", brought.len());
        judged.refusal = Some(say(Rule::UnitChange, detail));
    }
    let Some(rhythm) = subject.rhythm() else { return judged };
    let periods: Vec<NaiveDate> = brought.keys().copied().collect();
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return judged };
    if let Some(days) = spacing(&periods).filter(|days| !rhythm.spacing().contains(days)) {
        let (low, high) = rhythm.spacing().into_inner();
        let detail = format!("the median distance of periods must be {low} to {high} days, got {days}");
        judged.refusal.get_or_insert(say(Rule::Frequency, detail));
    }
    let (missing, expected) = rhythm.gaps((*first, *last), |span| {
        brought.range(span.clone()).next().is_some() || subject.known.range(span).next().is_some()
    });
    judged.missing = missing.len();
    if let Some(day) = missing.first() {
        let detail = format!("{} of {expected} periods have no value, the first is {day}", missing.len());
        let is_too_many =
            missing.len() > MISSING_FORGIVEN && missing.len() as f64 > MISSING_MAX * expected as f64;
        if is_too_many {
            judged.refusal.get_or_insert(say(Rule::Incomplete, detail));
        } else {
            judged.remark = Some(say(Rule::Missing, detail));
        }
    }
    judged
}

/// The median distance of neighbours, in days, if there are enough of them.
fn spacing(periods: &[NaiveDate]) -> Option<i64> {
    if periods.len() < PERIODS_MIN {
        return None;
    }
    let distances = periods.windows(2).map(|pair| pair[1].signed_duration_since(pair[0]).num_days());
    let mut distances: Vec<i64> = distances.collect();
    distances.sort_unstable();
    distances.get(distances.len() / 2).copied()
}

/// The power of ten by which all values differ from the known ones of their periods, or else from the last known before.
fn scale(known: &Values, brought: &Values) -> Option<i32> {
    if brought.len() < SCALED_MIN {
        return None;
    }
    let mut powers = brought.iter().map(|(period, value)| {
        let past = known.range(..=*period).next_back()?.1;
        power(value / past)
    });
    let first = powers.next()??;
    powers.all(|power| power == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests;

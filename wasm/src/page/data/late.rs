//! Which sources are late, and by how much.

use crate::locale::Locale;
use crate::words::fill;
use chrono::{DateTime, Utc};
use paridad_wire::Freshness;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// How a source's series stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Standing {
    /// How many there are.
    pub(super) series: usize,
    /// How many of them have no value at all.
    pub(super) missing: usize,
    /// How many of them are late.
    pub(super) late: usize,
    /// Since when the first of them is.
    pub(super) since: Option<DateTime<Utc>>,
    /// When the first of the others is known at the latest.
    pub(super) next: Option<DateTime<Utc>>,
}

/// How the series of a source stand.
pub(super) fn standing(source: &str, fresh: &[Freshness]) -> Standing {
    let mut own = Standing::default();
    let first = |known: Option<DateTime<Utc>>, other: Option<DateTime<Utc>>| match (known, other) {
        (Some(known), Some(other)) => Some(known.min(other)),
        (known, other) => known.or(other),
    };
    for series in fresh.iter().filter(|series| series.source == source) {
        own.series += 1;
        match series.state.as_str() {
            "missing" => own.missing += 1,
            "late" => {
                own.late += 1;
                own.since = first(own.since, series.due_at);
            }
            _ => own.next = first(own.next, series.due_at),
        }
    }
    own
}

/// How long ago something was, in days, or in hours where it was not yet a day.
pub(super) fn ago(since: DateTime<Utc>, now: i64, locale: &Locale) -> String {
    let words = locale.words.data;
    let (days, hours) = whole(now - since.timestamp());
    match days {
        0 => fill(words.hours, &[("count", &hours.to_string())]),
        1 => words.day_one.to_owned(),
        _ => fill(words.days_long, &[("count", &days.to_string())]),
    }
}

/// Whole days and hours.
fn whole(seconds: i64) -> (i64, i64) {
    (seconds / DAY, seconds / HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_late_since_its_first_late_series_and_next_with_the_first_of_the_others() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().ok();
        let series = |source: &str, state: &str, due: &str| Freshness {
            series: "a".to_owned(),
            source: source.to_owned(),
            state: state.to_owned(),
            last: None,
            age_days: None,
            received_at: None,
            due_at: at(due),
        };
        let fresh = [
            series("ecb", "not_due", "2026-11-30T15:00:00Z"),
            series("banxico", "late", "2026-11-26T18:00:00Z"),
            series("banxico", "due", "2026-11-27T18:00:00Z"),
            series("banxico", "late", "2026-11-25T18:00:00Z"),
            series("banxico", "missing", ""),
        ];
        let own = standing("banxico", &fresh);
        assert_eq!((own.series, own.missing, own.late), (4, 1, 2));
        assert_eq!((own.since, own.next), (at("2026-11-25T18:00:00Z"), at("2026-11-27T18:00:00Z")));
        assert_eq!(standing("cboe", &fresh), Standing::default());
        assert_eq!((whole(HOUR + 59), whole(DAY + HOUR)), ((0, 1), (1, 25)));
    }
}

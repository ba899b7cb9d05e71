//! Timeliness: whether a series is late, or its next value is not due yet.

use super::rhythm::Rhythm;
use crate::catalogue::Entry;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// Where the next value of a series stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It is not expected before a moment to come.
    NotDue {
        /// That moment.
        until: DateTime<Utc>,
    },
    /// It should be here: the series is late.
    DueSince {
        /// The moment at which it should have been known.
        since: DateTime<Utc>,
        /// How long ago that was.
        late: TimeDelta,
    },
}

/// Whether the value after that of `last`, the last period known of a series, is due at `now`.
///
/// The rhythm of the series and the calendar say which period comes next, and the availability rule when it is known; that is the
/// latest moment that is believable, so what is late by it is late. Where the days are not known before, as with
/// auctions of bonds, the longest wait is allowed.
pub fn timeliness(entry: &Entry, last: NaiveDate, now: DateTime<Utc>) -> Due {
    let due = entry.known_at(Rhythm::of(entry).next(last));
    if now < due { Due::NotDue { until: due } } else { Due::DueSince { since: due, late: now - due } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::catalogue;
    use paridad_engine::data::series::SeriesId;

    fn due(series: &str, last: &str, now: &str) -> Due {
        let catalogue = catalogue();
        let entry = catalogue.by_id(&SeriesId::try_from(series).unwrap()).unwrap();
        timeliness(entry, last.parse().unwrap(), now.parse().unwrap())
    }

    fn not_due(until: &str) -> Due {
        Due::NotDue { until: until.parse().unwrap() }
    }

    #[test]
    fn the_fix_of_wednesday_is_not_late_over_easter_and_is_late_on_monday_at_noon() {
        // Thursday and Friday before Easter 2026 are closed; Mexico City is six hours behind UTC.
        assert_eq!(
            due("banxico.sf43718", "2026-04-01", "2026-04-05T23:00:00Z"),
            not_due("2026-04-06T18:00:00Z")
        );
        let late = due("banxico.sf43718", "2026-04-01", "2026-04-06T20:30:00Z");
        let since = "2026-04-06T18:00:00Z".parse().unwrap();
        assert_eq!(late, Due::DueSince { since, late: TimeDelta::minutes(150) });
    }

    #[test]
    fn what_is_published_ahead_is_late_before_its_day_comes() {
        // The unit of investment until the 10th of April was published by the 25th of March.
        assert_eq!(
            due("banxico.sp68257", "2026-04-10", "2026-04-09T12:00:00Z"),
            not_due("2026-04-10T20:00:00Z")
        );
        assert!(matches!(due("banxico.sp68257", "2026-04-10", "2026-04-10T21:00:00Z"), Due::DueSince { .. }));
    }

    #[test]
    fn each_rhythm_has_its_own_due_day() {
        let now = "2026-03-17T12:00:00Z";
        assert_eq!(due("ecb.eur.mxn", "2026-03-16", now), not_due("2026-03-17T15:00:00Z"));
        assert_eq!(
            due("banxico.sf43936", "2026-03-12", now),
            not_due("2026-03-17T20:00:00Z"),
            "Tuesday's auction"
        );
        assert_eq!(due("inegi.910392", "2026-02-01", now), not_due("2026-04-10T20:00:00Z"));
        assert_eq!(due("inegi.910420", "2026-02-16", now), not_due("2026-03-25T20:00:00Z"));
        assert!(matches!(due("inegi.910392", "2026-01-01", now), Due::DueSince { .. }));
        assert!(
            matches!(due("banxico.sf44071", "2026-02-05", now), Due::NotDue { .. }),
            "nobody knows the day"
        );
    }
}

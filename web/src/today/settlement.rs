//! Which FIX pays what falls due today.
//!
//! Banxico determines the FIX on each banking day from what is dealt for settlement two days later; the official gazette publishes it on
//! the next banking day, and obligations that are paid on the day after that are paid at it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_engine::time::calendar::Calendar;
use paridad_engine::time::zone::mexico_hour;
use paridad_wire::Settlement;

/// The FIX that pays what falls due on the day that it is in Mexico City; what falls due on a closed day is paid on the next open one.
pub(super) fn settlement(now: DateTime<Utc>, fix: impl Fn(NaiveDate) -> Option<f64>) -> Settlement {
    let calendar = Calendar::MexicanBanks;
    let settles = calendar.next_open(mexican_day(now));
    let published = calendar.retreat(settles, 1);
    let determined = calendar.retreat(published, 1);
    Settlement { determined, published, settles, rate: fix(determined) }
}

/// The day that it is in Mexico City.
fn mexican_day(now: DateTime<Utc>) -> NaiveDate {
    let day = (now - TimeDelta::hours(6)).date_naive();
    if now >= mexico_hour(day, 24) { day.succ_opt().unwrap_or(day) } else { day }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Which FIX pays at a moment: when it was determined, published, and pays.
    fn at(now: &str) -> [String; 3] {
        let found = settlement(now.parse().unwrap(), |_| None);
        [found.determined, found.published, found.settles].map(|day| day.to_string())
    }

    #[test]
    fn what_falls_due_is_paid_at_the_fix_of_two_banking_days_before() {
        // A Friday.
        assert_eq!(at("2026-11-27T18:00:00Z"), ["2026-11-25", "2026-11-26", "2026-11-27"]);
        // Monday's comes from Thursday.
        assert_eq!(at("2026-11-30T18:00:00Z"), ["2026-11-26", "2026-11-27", "2026-11-30"]);
        // What falls due on a Sunday is paid on Monday.
        assert_eq!(at("2026-11-29T18:00:00Z"), ["2026-11-26", "2026-11-27", "2026-11-30"]);
        // Two days that Banxico has labelled both ways, one of them over a weekend.
        assert_eq!(at("2020-12-01T18:00:00Z")[0], "2020-11-27");
        assert_eq!(at("2026-08-20T18:00:00Z")[0], "2026-08-18");
        // The third Monday of November is closed.
        assert_eq!(at("2026-11-18T18:00:00Z"), ["2026-11-13", "2026-11-17", "2026-11-18"]);
    }

    #[test]
    fn the_day_is_that_of_mexico_city() {
        assert_eq!(at("2026-11-27T05:59:59Z")[2], "2026-11-26");
        assert_eq!(at("2026-11-27T06:00:00Z")[2], "2026-11-27");
        assert_eq!(at("2021-07-02T05:00:00Z")[2], "2021-07-02", "in summer, as long as there was one");
    }

    #[test]
    fn the_rate_is_that_of_the_determination() {
        let fix = |of: NaiveDate| (of == day("2026-11-25")).then_some(18.1234);
        assert_eq!(settlement("2026-11-27T18:00:00Z".parse().unwrap(), fix).rate, Some(18.1234));
    }
}

//! How many of the last intervals of one day held, as it stood on each of the last days.

use crate::app::failed;
use crate::problem::Trouble;
use crate::view::View;
use crate::view::outcomes::{Came, ONE_DAY};
use paridad_store::Reader;
use paridad_wire as wire;

/// How many intervals are counted each day: about a year of them.
const WINDOW: usize = 250;

/// How many days are listed.
const DAYS: usize = 250;

/// Where fewer were judged, the share says little and jumps.
const LEAST: usize = 60;

/// The shares below the ends of both intervals.
const ENDS80: [f64; 2] = [0.1, 0.9];
const ENDS95: [f64; 2] = [0.025, 0.975];

/// How many held on each of the last days; none before enough were judged.
pub(super) fn rolling(reader: &Reader, shown: &View) -> Result<Option<wire::RollingCoverage>, Trouble> {
    let came: Vec<Came> = shown.last_outcomes(reader, DAYS + WINDOW).map_err(failed)?.into_values().collect();
    let days = counted(&came);
    let window = u32::try_from(WINDOW).unwrap_or(u32::MAX);
    Ok((!days.is_empty()).then(|| wire::RollingCoverage { horizon: ONE_DAY.into(), window, days }))
}

/// Counts on each of the last days, oldest first, among the forecasts that had been judged by then.
fn counted(came: &[Came]) -> Vec<wire::RollingDay> {
    let first = came.len().saturating_sub(DAYS).max(LEAST - 1);
    let day = |last: usize| {
        let window = &came[(last + 1).saturating_sub(WINDOW)..=last];
        let inside = |[low, high]: [f64; 2]| {
            let held = window.iter().filter(|came| (low..=high).contains(&came.pit)).count();
            u32::try_from(held).unwrap_or(u32::MAX)
        };
        wire::RollingDay {
            day: came[last].day,
            judged: u32::try_from(window.len()).unwrap_or(u32::MAX),
            inside80: inside(ENDS80),
            inside95: inside(ENDS95),
        }
    };
    (first..came.len()).map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Days, NaiveDate};

    /// As many days one after the other, of which each third falls outside both intervals and each fifth inside one of them.
    fn came(count: u32) -> Vec<Came> {
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let pit = |place: u32| match place {
            place if place % 3 == 0 => 0.0125,
            place if place % 5 == 0 => 0.95,
            _ => 0.5,
        };
        let came = |place: u32| Came { day: first + Days::new(place.into()), pit: pit(place) };
        (0..count).map(came).collect()
    }

    #[test]
    fn each_day_counts_the_intervals_judged_until_then() {
        let days = counted(&came(500));
        assert_eq!(days.len(), DAYS);
        let last = days.last().unwrap();
        assert_eq!((last.day, last.judged), (came(500)[499].day, 250));
        let held = |inside: fn(&Came) -> bool| came(500)[250..].iter().filter(|came| inside(came)).count();
        assert_eq!(last.inside80 as usize, held(|came| came.pit == 0.5));
        assert_eq!(last.inside95 as usize, held(|came| came.pit > 0.4));
        assert!(last.inside80 < last.inside95);
    }

    #[test]
    fn a_few_say_nothing_and_the_first_that_say_something_are_counted_over_all() {
        assert!(counted(&came(59)).is_empty());
        let days = counted(&came(61));
        assert_eq!(days.iter().map(|day| day.judged).collect::<Vec<_>>(), [60, 61]);
        assert!(counted(&[]).is_empty());
    }
}

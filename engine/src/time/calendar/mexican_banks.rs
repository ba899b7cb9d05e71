//! The days on which Mexican banks are closed, by rule and by a list of exceptions.

use super::announced::eve;
use super::easter::days_after_easter;
use crate::time::day;
use chrono::{Datelike, NaiveDate, Weekday};
use std::sync::LazyLock;

/// Days on which the rule is wrong; the yearly list in the *Diario Oficial* wins over the rule.
const EXCEPTIONS: &str = include_str!("mexican_banks.txt");

/// The list in the order of its days.
static BY_DAY: LazyLock<Vec<(NaiveDate, Exception)>> =
    LazyLock::new(|| EXCEPTIONS.lines().filter_map(exception).collect());

/// What the list says of a day.
#[derive(Debug, Clone, Copy)]
struct Exception {
    is_open: bool,
    /// The day from which that was known.
    announced: NaiveDate,
}

/// The day on which the law was published that moved three holidays to Mondays.
const MONDAYS_ANNOUNCED: NaiveDate = match NaiveDate::from_ymd_opt(2006, 1, 17) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Whether Mexican banks open on `day`, which is no Saturday or Sunday, by what is known on another.
///
/// Without the exceptions the rule gives every weekday from 2001 to November 2025 on which the FIX
/// was not determined, save 2010-09-17. Holidays on a weekend are not moved to a weekday.
pub(super) fn is_open_weekday(day: NaiveDate, as_of: NaiveDate) -> bool {
    let listed = BY_DAY.binary_search_by_key(&day, |(listed, _)| *listed).ok();
    let exception = listed.map(|place| BY_DAY[place].1).filter(|exception| exception.announced <= as_of);
    exception.map_or_else(|| !is_holiday_by_rule(day, as_of), |exception| exception.is_open)
}

fn is_holiday_by_rule(day: NaiveDate, as_of: NaiveDate) -> bool {
    let year = day.year();
    let listed = if as_of < eve(day) { year - 1 } else { year };
    let moved_from = |first: i32| year >= first && as_of >= MONDAYS_ANNOUNCED;
    match (day.month(), day.day()) {
        (1 | 5, 1) | (9, 16) | (12, 12 | 25) => true,
        // All Souls' Day was a working day for these five years; each year's list said so.
        (11, 2) => !(2001..=2005).contains(&listed),
        (10, 1) => is_hand_over_year(year) && year >= 2024,
        (12, 1) => is_hand_over_year(year) && year < 2024,
        // Constitution, Juárez's birthday and Revolution have moved to Mondays.
        (2, 5) | (11, 20) if !moved_from(2006) => true,
        (3, 21) if !moved_from(2007) => true,
        (2, _) if moved_from(2006) => is_monday_of_month(day, 1),
        (11, _) if moved_from(2006) => is_monday_of_month(day, 3),
        (3, _) if moved_from(2007) && is_monday_of_month(day, 3) => true,
        // Maundy Thursday and Good Friday.
        (3 | 4, _) => matches!(days_after_easter(day), -3 | -2),
        _ => false,
    }
}

/// Whether a new president takes office in `year`: on 1 December, from 2024 on 1 October.
fn is_hand_over_year(year: i32) -> bool {
    year.rem_euclid(6) == 2
}

fn is_monday_of_month(day: NaiveDate, nth: u32) -> bool {
    day.weekday() == Weekday::Mon && day.day().div_ceil(7) == nth
}

/// Reads `YYYY-MM-DD closed|open [announced YYYY-MM-DD] reason`; `None` for blank lines and for lines that start with `#`.
fn exception(line: &str) -> Option<(NaiveDate, Exception)> {
    let mut words = line.split_whitespace();
    let day = day::parse(words.next()?)?;
    let is_open = match words.next()? {
        "open" => true,
        "closed" => false,
        _ => return None,
    };
    let announced = if words.next()? == "announced" { day::parse(words.next()?)? } else { eve(day) };
    Some((day, Exception { is_open, announced }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_an_exception_or_a_remark() {
        for line in EXCEPTIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert!(exception(line).is_some(), "not read: {line:?}");
            assert!(line.split_whitespace().count() > 2, "no reason: {line:?}");
        }
    }

    #[test]
    fn the_list_holds_only_what_the_rule_gets_wrong() {
        assert!(BY_DAY.is_sorted_by_key(|(day, _)| *day), "days are looked up by their order");
        for (day, exception) in &*BY_DAY {
            assert_eq!(
                is_holiday_by_rule(*day, *day),
                exception.is_open,
                "{day} is in the list without need"
            );
            assert!(exception.announced <= *day, "{day} was announced after it was over");
            assert!(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{day} is on a weekend");
        }
    }

    #[test]
    fn the_bicentenary_is_closed_and_its_neighbour_years_are_open() {
        let is_open = |text: &str| is_open_weekday(text.parse().unwrap(), NaiveDate::MAX);
        assert!(!is_open("2010-09-17"));
        assert!(is_open("2009-09-17"));
    }

    #[test]
    fn a_hand_over_closes_october_since_2024_and_december_before() {
        let is_open = |text: &str| is_open_weekday(text.parse().unwrap(), NaiveDate::MAX);
        assert!(!is_open("2006-12-01") && is_open("2006-10-02"));
        assert!(!is_open("2024-10-01") && is_open("2024-12-02"));
        assert!(is_open("2025-10-01") && !is_open("2030-10-01"));
    }
}

//! The holidays of the United States: when the Federal Reserve publishes a day later.

use chrono::{Datelike, NaiveDate, Weekday};

/// From this day on most holidays are Mondays (Uniform Monday Holiday Act).
const MONDAYS: NaiveDate = NaiveDate::from_ymd_opt(1971, 1, 1).unwrap();

/// Whether `day` is a holiday of the Federal Reserve by law (5 U.S.C. 6103): one on a Sunday is kept on the Monday after it, one
/// on a Saturday not at all.
pub fn is_federal_holiday(day: NaiveDate) -> bool {
    let is_after_sunday = day.weekday() == Weekday::Mon && day.pred_opt().is_some_and(is_by_date);
    let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    (is_by_date(day) && !is_weekend) || is_after_sunday || is_by_week(day)
}

/// Holidays with a date.
fn is_by_date(day: NaiveDate) -> bool {
    match (day.month(), day.day()) {
        (1, 1) | (7, 4) | (12, 25) => true,
        (6, 19) => day.year() >= 2021,
        (11, 11) => !(1971..1978).contains(&day.year()),
        (2, 22) | (5, 30) | (10, 12) => day < MONDAYS,
        _ => false,
    }
}

/// Holidays with a weekday of a month.
fn is_by_week(day: NaiveDate) -> bool {
    let week = day.day0() / 7 + 1;
    let is_last = day.day() + 7 > u32::from(day.num_days_in_month());
    match (day.month(), day.weekday()) {
        (1, Weekday::Mon) => week == 3 && day.year() >= 1986,
        (2, Weekday::Mon) => week == 3 && day >= MONDAYS,
        (5, Weekday::Mon) => is_last && day >= MONDAYS,
        (9, Weekday::Mon) => week == 1,
        (10, Weekday::Mon) => {
            (week == 2 && day >= MONDAYS) || (week == 4 && (1971..1978).contains(&day.year()))
        }
        (11, Weekday::Thu) => week == 4,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holidays_of_a_year_are_those_that_the_federal_reserve_keeps() {
        let of = |year| -> Vec<String> {
            let days = NaiveDate::from_yo_opt(year, 1).unwrap().iter_days();
            let days = days.take_while(|day| day.year() == year).filter(|day| is_federal_holiday(*day));
            days.map(|day| day.format("%m-%d").to_string()).collect()
        };
        let in_2026 =
            ["01-01", "01-19", "02-16", "05-25", "06-19", "09-07", "10-12", "11-11", "11-26", "12-25"];
        assert_eq!(of(2026), in_2026, "the fourth of July is a Saturday");
        let in_2023 =
            ["01-02", "01-16", "02-20", "05-29", "06-19", "07-04", "09-04", "10-09", "11-23", "12-25"];
        assert_eq!(of(2023), in_2023, "New Year's Day is a Sunday, the eleventh of November a Saturday");
        let in_1975 = ["01-01", "02-17", "05-26", "07-04", "09-01", "10-13", "10-27", "11-27", "12-25"];
        assert_eq!(of(1975), in_1975);
    }
}

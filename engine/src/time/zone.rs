//! Local publication times as moments in UTC.
//!
//! Three places matter, and their clocks follow rules of a few lines. A time zone database would
//! weigh more in the browser than the rest of the engine, and its updates would change bits.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};

/// The moment when the ECB publishes the reference rates of `day`: 16:00 in Frankfurt.
///
/// Until June 2016 they came out at about 14:30. The later hour is kept for those years too: it can
/// only make a value known too late, never too early.
///
/// ```
/// let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
/// assert_eq!(paridad_engine::time::zone::ecb_publication(day).to_rfc3339(), "2026-07-01T14:00:00+00:00");
/// ```
pub fn ecb_publication(day: NaiveDate) -> DateTime<Utc> {
    frankfurt(day, (16, 0))
}

/// The moment when the central banks fix the ECB's reference rates of `day`: 14:15 in Frankfurt, an hour or two before they are
/// published. What comes in between moves the next day's.
pub fn ecb_fixing(day: NaiveDate) -> DateTime<Utc> {
    frankfurt(day, (14, 15))
}

fn frankfurt(day: NaiveDate, (hour, minute): (i64, i64)) -> DateTime<Utc> {
    after_midnight(day, hour - if is_european_summer(day) { 2 } else { 1 }, minute)
}

/// The moment when the clocks of New York show an hour and a minute on `day`. Of what lies before two in the morning, on the two days
/// of a change, this knows nothing.
///
/// ```
/// let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
/// assert_eq!(paridad_engine::time::zone::new_york(day, (8, 30)).to_rfc3339(), "2026-07-01T12:30:00+00:00");
/// ```
pub fn new_york(day: NaiveDate, (hour, minute): (u8, u8)) -> DateTime<Utc> {
    let offset = if is_american_summer(day) { 4 } else { 5 };
    after_midnight(day, i64::from(hour) + offset, i64::from(minute))
}

/// Noon in Mexico City on `day`, when Banxico announces the FIX.
///
/// ```
/// let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
/// assert_eq!(paridad_engine::time::zone::mexico_noon(day).to_rfc3339(), "2026-07-01T18:00:00+00:00");
/// ```
pub fn mexico_noon(day: NaiveDate) -> DateTime<Utc> {
    mexico_hour(day, 12)
}

/// The moment when the clocks of Mexico City show `hour` on `day`. They change at two in the morning: of what lies
/// before that, on the two days of a change, this knows nothing.
///
/// ```
/// let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
/// assert_eq!(paridad_engine::time::zone::mexico_hour(day, 20).to_rfc3339(), "2026-07-02T02:00:00+00:00");
/// ```
pub fn mexico_hour(day: NaiveDate, hour: u8) -> DateTime<Utc> {
    after_midnight(day, i64::from(hour) + if is_mexican_summer(day) { 5 } else { 6 }, 0)
}

/// So long after midnight of `day` in Greenwich, which may be on the next day.
fn after_midnight(day: NaiveDate, hours: i64, minutes: i64) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    let passed = TimeDelta::hours(hours) + TimeDelta::minutes(minutes);
    midnight.checked_add_signed(passed).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Directive 2000/84/EC: from the last Sunday of March to the last Sunday of October, both before
/// 16:00. So since 1996; the euro began in 1999.
fn is_european_summer(day: NaiveDate) -> bool {
    match day.month() {
        3 => sunday_on_or_before(day) >= LAST_SUNDAY_OF_31,
        4..=9 => true,
        10 => sunday_on_or_before(day) < LAST_SUNDAY_OF_31,
        _ => false,
    }
}

/// From 1996 to 2022, the first Sunday of April to the last Sunday of October; in 2001 the first
/// Sunday of May to the last Sunday of September. The law of 28 October 2022 ended summer time.
fn is_mexican_summer(day: NaiveDate) -> bool {
    let sunday = sunday_on_or_before(day);
    match (day.year(), day.month()) {
        (2001, 5) => sunday >= 1,
        (2001, 6..=8) => true,
        (2001, 9) => sunday < LAST_SUNDAY_OF_31 - 1,
        (2001, _) => false,
        (1996..=2022, 4) => sunday >= 1,
        (1996..=2022, 5..=9) => true,
        (1996..=2022, 10) => sunday < LAST_SUNDAY_OF_31,
        _ => false,
    }
}

/// Energy Policy Act of 2005: since 2007 from the second Sunday of March to the first Sunday of November. From 1987 to 2006 from the
/// first Sunday of April to the last Sunday of October.
fn is_american_summer(day: NaiveDate) -> bool {
    let sunday = sunday_on_or_before(day);
    match (day.year() >= 2007, day.month()) {
        (true, 3) => sunday >= 8,
        (true, 11) => sunday < 1,
        (false, 4) => sunday >= 1,
        (false, 10) => sunday < LAST_SUNDAY_OF_31,
        (true, 4 | 10) | (_, 5..=9) => true,
        _ => false,
    }
}

/// The earliest day of the month that can be the last Sunday of a month of 31 days.
const LAST_SUNDAY_OF_31: i32 = 25;

/// The day of the month of the Sunday on or before `day`; zero or less when it is in the month before.
fn sunday_on_or_before(day: NaiveDate) -> i32 {
    day.day().cast_signed() - day.weekday().num_days_from_sunday().cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Timelike;

    fn hours(clock: fn(NaiveDate) -> DateTime<Utc>, days: [&str; 4]) -> [u32; 4] {
        days.map(|day| clock(day.parse().unwrap()).hour())
    }

    #[test]
    fn frankfurt_changes_its_clock_on_the_last_sundays_of_march_and_october() {
        for days in [
            ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"],
            ["2024-03-30", "2024-03-31", "2024-10-26", "2024-10-27"],
            ["1999-03-27", "1999-03-28", "1999-10-30", "1999-10-31"],
        ] {
            assert_eq!(hours(ecb_publication, days), [15, 14, 14, 15], "{days:?}");
        }
    }

    #[test]
    fn new_york_changes_its_clock_by_the_act_of_its_time() {
        let morning = |day| new_york(day, (8, 30));
        for days in [
            ["2026-03-07", "2026-03-08", "2026-10-31", "2026-11-01"],
            ["2007-03-10", "2007-03-11", "2007-11-03", "2007-11-04"],
            ["2006-04-01", "2006-04-02", "2006-10-28", "2006-10-29"],
        ] {
            assert_eq!(hours(morning, days), [13, 12, 12, 13], "{days:?}");
        }
    }

    #[test]
    fn mexico_city_had_summer_time_from_april_to_october_until_2022() {
        for days in [
            ["1996-04-06", "1996-04-07", "1996-10-26", "1996-10-27"],
            ["2001-05-05", "2001-05-06", "2001-09-29", "2001-09-30"],
            ["2022-04-02", "2022-04-03", "2022-10-29", "2022-10-30"],
        ] {
            assert_eq!(hours(mexico_noon, days), [18, 17, 17, 18], "{days:?}");
        }
    }

    #[test]
    fn mexico_city_has_one_clock_outside_those_years() {
        assert_eq!(hours(mexico_noon, ["1995-07-01", "2023-07-01", "2026-07-01", "2031-07-01"]), [18; 4]);
    }

    #[test]
    fn an_evening_in_mexico_city_is_the_next_day_in_greenwich() {
        let at = |day: &str, hour| mexico_hour(day.parse().unwrap(), hour).to_rfc3339();
        assert_eq!(at("2021-07-01", 18), "2021-07-01T23:00:00+00:00");
        assert_eq!(at("2026-07-01", 18), "2026-07-02T00:00:00+00:00");
        assert_eq!(mexico_hour(NaiveDate::MAX, 23), DateTime::<Utc>::MAX_UTC);
    }

    #[test]
    fn a_publication_falls_on_its_own_day() {
        let day = "2026-10-30".parse().unwrap();
        assert_eq!(ecb_publication(day).date_naive(), day);
        assert_eq!(mexico_noon(day).date_naive(), day);
    }
}

//! Cron expressions: five fields that say on which days and at which minutes something is due.

use super::field::{Allowed, CronError, Field};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

const MINUTE: Field = Field { name: "minute", bounds: 0..=59, words: &[] };
const HOUR: Field = Field { name: "hour", bounds: 0..=23, words: &[] };
const DAY: Field = Field { name: "day", bounds: 1..=31, words: &[] };
const MONTH: Field = Field {
    name: "month",
    bounds: 1..=12,
    words: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
/// Sunday is 0 and 7.
const WEEKDAY: Field =
    Field { name: "weekday", bounds: 0..=7, words: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"] };

/// A cron expression of five fields: minute, hour, day, month, weekday.
///
/// Each is a list of `*`, numbers and ranges, the latter two perhaps as words, and `/n` takes each n-th of a range. As
/// everywhere, a day and a weekday that are both given are alternatives: `0 9 1 * mon` is due on the first and on Mondays.
///
/// ```
/// use paridad_ingest::schedule::Cron;
///
/// assert!("*/15 12-14 * * mon-fri".parse::<Cron>().is_ok());
/// let error = "*/15 25 * * *".parse::<Cron>().unwrap_err();
/// assert_eq!(error.to_string(), "hour must be between 0 and 23, got \"25\"");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Cron {
    text: String,
    minute: Allowed,
    hour: Allowed,
    day: Allowed,
    month: Allowed,
    weekday: Allowed,
}

impl FromStr for Cron {
    type Err = CronError;

    fn from_str(text: &str) -> Result<Self, CronError> {
        let fields: Vec<&str> = text.split_ascii_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields[..] else {
            return Err(CronError::Fields { got: fields.len() });
        };
        Ok(Self {
            text: fields.join(" "),
            minute: MINUTE.parse(minute)?,
            hour: HOUR.parse(hour)?,
            day: DAY.parse(day)?,
            month: MONTH.parse(month)?,
            weekday: WEEKDAY.parse(weekday)?,
        })
    }
}

impl TryFrom<String> for Cron {
    type Error = CronError;

    fn try_from(text: String) -> Result<Self, CronError> {
        text.parse()
    }
}

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Cron {
    /// Whether something is due on a day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        let number = day.weekday().num_days_from_sunday();
        let (by_day, by_weekday) =
            (self.day.has(day.day()), self.weekday.has(number) || (number == 0 && self.weekday.has(7)));
        let is_chosen = if self.day.is_open || self.weekday.is_open {
            by_day && by_weekday
        } else {
            by_day || by_weekday
        };
        is_chosen && self.month.has(day.month())
    }

    /// The hours and minutes at which something is due on such a day, in order.
    pub fn times(&self) -> impl Iterator<Item = (u32, u32)> {
        let hours = (0..24).filter(|hour| self.hour.has(*hour));
        hours.flat_map(|hour| {
            (0..60).filter(|minute| self.minute.has(*minute)).map(move |minute| (hour, minute))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cron(text: &str) -> Cron {
        text.parse().unwrap()
    }

    fn times(text: &str) -> Vec<String> {
        cron(text).times().map(|(hour, minute)| format!("{hour}:{minute:02}")).collect()
    }

    #[test]
    fn times_are_lists_ranges_and_steps() {
        assert_eq!(times("*/20 12-13 * * *"), ["12:00", "12:20", "12:40", "13:00", "13:20", "13:40"]);
        assert_eq!(times("15 6,14 * * *"), ["6:15", "14:15"]);
        assert_eq!(times("5-59/25 16 * * *"), ["16:05", "16:30", "16:55"]);
        assert_eq!(times("0,59 0-23/23 * * *"), ["0:00", "0:59", "23:00", "23:59"]);
        assert_eq!(times("* * * * *").len(), 1440);
        assert_eq!(cron(" 0  7 *\t* * ").to_string(), "0 7 * * *");
    }

    #[test]
    fn days_are_chosen_by_day_month_and_weekday() {
        // Each with days of 2026 that are in and days that are out; the 1st of November is a Sunday.
        for (text, inside, outside) in [
            ("0 0 * * 1-5", ["11-02", "11-06"], ["11-01", "11-07"]),
            ("0 0 * * sun", ["11-01", "11-08"], ["11-02", "11-07"]),
            ("0 0 * * 7", ["11-01", "11-08"], ["11-02", "11-07"]),
            ("0 0 * * FRI-7", ["11-06", "11-08"], ["11-05", "11-09"]),
            ("0 0 9,24 * *", ["11-09", "11-24"], ["11-10", "11-08"]),
            ("0 0 1 * mon", ["11-01", "11-02"], ["11-03", "11-08"]),
            ("0 0 */10 * mon-fri", ["12-01", "12-11"], ["11-01", "12-02"]),
            ("0 0 * jan,NOV-12 *", ["01-15", "11-15"], ["02-15", "10-15"]),
        ] {
            let is_on = |day: &str| cron(text).is_on(format!("2026-{day}").parse().unwrap());
            assert!(inside.into_iter().all(is_on), "{text}");
            assert!(!outside.into_iter().any(is_on), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_field_and_what_is_allowed() {
        for (text, message) in [
            ("", "a cron expression must have 5 fields (minute, hour, day, month, weekday), got 0"),
            (
                "0 0 * * * *",
                "a cron expression must have 5 fields (minute, hour, day, month, weekday), got 6",
            ),
            ("60 0 * * *", "minute must be between 0 and 59, got \"60\""),
            ("+5 0 * * *", "minute must be between 0 and 59, got \"+5\""),
            ("0, 0 * * *", "minute must be between 0 and 59, got \"\""),
            ("0 24 * * *", "hour must be between 0 and 23, got \"24\""),
            ("0 9-5 * * *", "hour must be a range with the lower end first, got \"9-5\""),
            ("*/0 0 * * *", "minute must be stepped through by 1 to 59, got \"0\""),
            ("5/10 0 * * *", "minute must be a step of * or of a range, as in */15, got \"5/10\""),
            ("0 0 0 * *", "day must be between 1 and 31, got \"0\""),
            ("0 0 * ene *", "month must be between 1 and 12, or jan to dec, got \"ene\""),
            ("0 0 * * 8", "weekday must be between 0 and 7, or sun to sat, got \"8\""),
            ("0 0 L * *", "day must be between 1 and 31, got \"L\""),
        ] {
            assert_eq!(text.parse::<Cron>().unwrap_err().to_string(), message, "{text}");
        }
    }
}

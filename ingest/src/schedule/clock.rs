//! The clocks by which sources publish, between local time and moments.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use paridad_engine::time::zone;
use serde::Deserialize;

/// A clock on a wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The one of Banxico and INEGI.
    MexicoCity,
    /// The one of the ECB.
    Frankfurt,
}

impl Clock {
    /// The moment when the clock shows a time of a day.
    ///
    /// Of a time that it shows twice, the first; a time that it skips is taken an hour off, so that what is due in it is due
    /// all the same.
    pub fn moment(self, day: NaiveDate, (hour, minute): (u32, u32)) -> DateTime<Utc> {
        let in_force = if hour < self.change_hour() { day.pred_opt().unwrap_or(day) } else { day };
        let time = TimeDelta::hours(hour.into()) + TimeDelta::minutes(minute.into());
        let shown = day.and_time(NaiveTime::MIN).and_utc() + time;
        shown.checked_sub_signed(self.ahead(in_force)).unwrap_or(shown)
    }

    /// The day that the clock's calendar shows at a moment.
    pub fn day(self, moment: DateTime<Utc>) -> NaiveDate {
        let today = moment.date_naive();
        let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
        let mut days = [tomorrow, today].into_iter();
        let begun = days.find(|day| self.moment(*day, (0, 0)) <= moment);
        begun.or_else(|| today.pred_opt()).unwrap_or(today)
    }

    /// The hour by which a change of the clock on its day is over.
    fn change_hour(self) -> u32 {
        match self {
            Self::MexicoCity => 2,
            Self::Frankfurt => 3,
        }
    }

    /// How far the clock is ahead of UTC in the daytime of a day.
    fn ahead(self, day: NaiveDate) -> TimeDelta {
        let (hour, moment) = match self {
            Self::MexicoCity => (12, zone::mexico_noon(day)),
            Self::Frankfurt => (16, zone::ecb_publication(day)),
        };
        day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(hour) - moment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_moment_before_and_after_each_change_of_the_clock() {
        use Clock::{Frankfurt, MexicoCity};
        for (clock, day, time, moment) in [
            (Frankfurt, "2026-03-28", (16, 5), "2026-03-28T15:05:00Z"),
            (Frankfurt, "2026-03-29", (1, 59), "2026-03-29T00:59:00Z"),
            (Frankfurt, "2026-03-29", (3, 0), "2026-03-29T01:00:00Z"),
            (Frankfurt, "2026-03-29", (16, 5), "2026-03-29T14:05:00Z"),
            (Frankfurt, "2026-10-25", (1, 0), "2026-10-24T23:00:00Z"),
            (Frankfurt, "2026-10-25", (2, 30), "2026-10-25T00:30:00Z"),
            (Frankfurt, "2026-10-25", (3, 0), "2026-10-25T02:00:00Z"),
            (MexicoCity, "2022-04-03", (1, 59), "2022-04-03T07:59:00Z"),
            (MexicoCity, "2022-04-03", (3, 0), "2022-04-03T08:00:00Z"),
            (MexicoCity, "2022-10-30", (0, 30), "2022-10-30T05:30:00Z"),
            (MexicoCity, "2022-10-30", (2, 0), "2022-10-30T08:00:00Z"),
            (MexicoCity, "2026-07-01", (23, 59), "2026-07-02T05:59:00Z"),
        ] {
            let day = day.parse().unwrap();
            assert_eq!(clock.moment(day, time), moment.parse::<DateTime<Utc>>().unwrap(), "{clock:?} {day}");
        }
    }

    #[test]
    fn a_day_begins_at_its_own_midnight() {
        for (clock, moment, day) in [
            (Clock::MexicoCity, "2026-11-21T05:59:59Z", "2026-11-20"),
            (Clock::MexicoCity, "2026-11-21T06:00:00Z", "2026-11-21"),
            (Clock::MexicoCity, "2022-07-21T05:00:00Z", "2022-07-21"),
            (Clock::Frankfurt, "2026-11-20T22:59:59Z", "2026-11-20"),
            (Clock::Frankfurt, "2026-11-20T23:00:00Z", "2026-11-21"),
            (Clock::Frankfurt, "2026-07-20T22:00:00Z", "2026-07-21"),
        ] {
            let found = clock.day(moment.parse().unwrap());
            assert_eq!(found.to_string(), day, "{clock:?} {moment}");
        }
    }

    #[test]
    fn the_ends_of_time_are_no_panic() {
        for clock in [Clock::MexicoCity, Clock::Frankfurt] {
            for moment in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
                clock.moment(clock.day(moment), (23, 59));
            }
        }
    }
}

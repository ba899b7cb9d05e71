//! On which days a series has a period in truth: to Banxico a weekly auction is "daily".

use crate::catalogue::{Availability, Entry, Frequency, OpenDays, is_federal_holiday};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use paridad_engine::time::calendar::Calendar;
use std::ops::RangeInclusive;

/// FIX by the day of its settlement: it is carried over closed days.
const CARRIED: &str = "SF60653";

/// The auction of treasury bills by its own day, a Tuesday.
const AUCTION_DAY: &str = "SF60633";

/// Auctions on a timetable of their own, with the longest wait: bills of 364 days, then bonds.
const SELDOM: [(&str, u8); 6] =
    [("SF43945", 35), ("SF43883", 70), ("SF43886", 70), ("SF44071", 70), ("SF45384", 70), ("SF60696", 70)];

/// The days on which a series has a period.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Rhythm {
    /// The open days of a calendar.
    Open(Calendar),
    /// The weekdays that are no holiday of the United States; a market there may deal on others, and be closed on these.
    NewYork,
    /// Every day.
    EveryDay,
    /// A day of each week: mostly this one, another when it is closed.
    Weeks(Weekday),
    /// The first and the sixteenth of each month.
    Fortnights,
    /// The first day of every so many months, counted from January.
    Months(u32),
    /// Weekdays that nobody can tell before, at most so many days apart.
    Seldom(u8),
    /// Weekdays that are announced one by one.
    Scheduled,
    /// Days that nobody has declared, mostly so many days apart.
    Own(u16),
}

impl Rhythm {
    /// The rhythm of a series of the catalogue.
    pub(super) fn of(entry: &Entry) -> Self {
        match entry.frequency {
            Frequency::Daily => Self::of_daily(entry),
            Frequency::Weekly => Self::Weeks(Weekday::Mon),
            Frequency::Fortnightly => Self::Fortnights,
            Frequency::Monthly => Self::Months(1),
            Frequency::Bimonthly => Self::Months(2),
            Frequency::Quarterly => Self::Months(3),
            Frequency::HalfYearly => Self::Months(6),
            Frequency::Yearly => Self::Months(12),
        }
    }

    /// The rhythm of a series of which these periods are known: their median distance.
    pub(super) fn of_own<'a>(periods: impl Iterator<Item = &'a NaiveDate>) -> Self {
        let periods: Vec<NaiveDate> = periods.copied().collect();
        let distance = |pair: &[NaiveDate]| pair[1].signed_duration_since(pair[0]).num_days();
        let mut distances: Vec<i64> = periods.windows(2).map(distance).collect();
        distances.sort_unstable();
        let usual = distances.get(distances.len() / 2).copied().unwrap_or(1);
        Self::Own(u16::try_from(usual).unwrap_or(u16::MAX).max(1))
    }

    /// The rhythm of what its source calls daily.
    fn of_daily(entry: &Entry) -> Self {
        let seldom = SELDOM.iter().find(|(key, _)| *key == entry.key);
        match (entry.days, entry.availability) {
            (OpenDays::Target, _) => Self::Open(Calendar::Target),
            (OpenDays::NewYork, _) => Self::NewYork,
            (OpenDays::Scheduled, _) => Self::Scheduled,
            (_, Availability::Udi { .. } | Availability::TargetRate) => Self::EveryDay,
            (_, Availability::NextTuesday { .. }) => Self::Weeks(Weekday::Fri),
            (_, Availability::Auction { .. }) => {
                seldom.map_or(Self::Weeks(Weekday::Thu), |(_, days)| Self::Seldom(*days))
            }
            _ if entry.key == CARRIED => Self::EveryDay,
            _ if entry.key == AUCTION_DAY => Self::Weeks(Weekday::Tue),
            _ => Self::Open(Calendar::MexicanBanks),
        }
    }

    /// Why `day` can be no period of the series.
    pub(super) fn objection(&self, day: NaiveDate) -> Option<String> {
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        match self {
            Self::Open(Calendar::Target) if !self.has(day) => {
                Some(format!("{day} is a closing day of TARGET"))
            }
            Self::Open(_) if !self.has(day) => Some(format!("{day} is no bank day in Mexico")),
            Self::NewYork if is_weekend => {
                Some(format!("nobody deals in New York on {day}, a {}", day.weekday()))
            }
            Self::Weeks(_) | Self::Seldom(_) if is_weekend => {
                Some(format!("an auction or a balance must be of a weekday, {day} is a {}", day.weekday()))
            }
            Self::Scheduled if is_weekend => {
                Some(format!("nothing is scheduled for a weekend, {day} is a {}", day.weekday()))
            }
            Self::Fortnights if !self.has(day) => {
                Some(format!("a fortnight begins on the 1st or 16th, not on {day}"))
            }
            Self::Months(1) if !self.has(day) => Some(format!("a month begins on its 1st, not on {day}")),
            Self::Months(months) if !self.has(day) => {
                Some(format!("a period of {months} months does not begin on {day}"))
            }
            _ => None,
        }
    }

    /// Whether `day` is a period by rule; any weekday is, where the day of the week may change.
    fn has(&self, day: NaiveDate) -> bool {
        match self {
            Self::Open(calendar) => calendar.is_open(day),
            Self::NewYork => deals_in_new_york(day),
            Self::EveryDay | Self::Weeks(_) | Self::Seldom(_) | Self::Scheduled | Self::Own(_) => true,
            Self::Fortnights => matches!(day.day(), 1 | 16),
            Self::Months(months) => day.day() == 1 && day.month0().is_multiple_of(*months),
        }
    }

    /// The first period after `day` by rule; the latest that is believable, where there is no rule, and of what is scheduled the
    /// earliest: its calendar should reach further.
    pub(super) fn next(&self, day: NaiveDate) -> NaiveDate {
        let next = match self {
            Self::Open(calendar) => return calendar.advance(day, 1),
            Self::NewYork => day.iter_days().skip(1).find(|day| deals_in_new_york(*day)),
            Self::EveryDay | Self::Scheduled => day.succ_opt(),
            Self::Weeks(weekday) => day.week(Weekday::Mon).checked_last_day().and_then(|sunday| {
                sunday.checked_add_days(Days::new(1 + u64::from(weekday.num_days_from_monday())))
            }),
            Self::Fortnights if day.day() < 16 => day.with_day(16),
            Self::Fortnights => first_of_month(day, 1),
            Self::Months(months) => first_of_month(day, months - day.month0() % months),
            Self::Seldom(days) => day.checked_add_days(Days::new(u64::from(*days))),
            Self::Own(days) => day.checked_add_days(Days::new(u64::from(*days))),
        };
        next.unwrap_or(NaiveDate::MAX)
    }

    /// How many periods `to` is after `from`, at least one.
    pub(super) fn steps(&self, from: NaiveDate, to: NaiveDate) -> f64 {
        let days = to.signed_duration_since(from).num_days() as f64;
        let steps = match self {
            Self::Open(calendar) => calendar.distance(from, to) as f64,
            Self::NewYork => {
                let dealt = from.iter_days().skip(1).take_while(|day| *day <= to);
                dealt.filter(|day| deals_in_new_york(*day)).count() as f64
            }
            Self::EveryDay | Self::Scheduled => days,
            Self::Weeks(_) => (days / 7.0).round(),
            Self::Fortnights => (days / 15.2).round(),
            Self::Months(months) => (days / (30.4 * f64::from(*months))).round(),
            Self::Seldom(longest) => days / f64::from(*longest),
            Self::Own(usual) => (days / f64::from(*usual)).round(),
        };
        steps.max(1.0)
    }

    /// The periods after `first` and before `last` that `is_there` does not know of, and the number of all from `first`
    /// to `last`; nothing where the days cannot be told before.
    pub(super) fn gaps(
        &self,
        (first, last): (NaiveDate, NaiveDate),
        is_there: impl Fn(RangeInclusive<NaiveDate>) -> bool,
    ) -> (Vec<NaiveDate>, usize) {
        if matches!(self, Self::Seldom(_) | Self::Scheduled | Self::Own(_)) {
            return (Vec::new(), 0);
        }
        // The last day of the calendar has none after it but itself.
        let next = |day: &NaiveDate| Some(self.next(*day)).filter(|next| next > day);
        let periods = std::iter::successors(Some(first), next);
        let mut expected = 0;
        let mut missing = Vec::new();
        for day in periods.take_while(|day| *day <= last) {
            expected += 1;
            // A week's period may lie on another of its days.
            let week =
                matches!(self, Self::Weeks(_)).then(|| day.week(Weekday::Mon).checked_days()).flatten();
            if !is_there(week.unwrap_or(day..=day)) {
                missing.push(day);
            }
        }
        (missing, expected)
    }

    /// The median distance of two periods, in days, that this rhythm may have.
    pub(super) fn spacing(&self) -> RangeInclusive<i64> {
        match self {
            Self::Open(_) | Self::NewYork | Self::EveryDay => 1..=3,
            Self::Weeks(_) => 5..=9,
            Self::Fortnights => 13..=17,
            Self::Months(months) => 28 * i64::from(*months)..=31 * i64::from(*months),
            Self::Seldom(longest) => 6..=i64::from(*longest),
            Self::Scheduled | Self::Own(_) => 1..=i64::MAX,
        }
    }
}

/// Whether New York is expected to deal on a day. Good Friday, which is no holiday by law, is closed to most.
fn deals_in_new_york(day: NaiveDate) -> bool {
    let is_good_friday =
        day.weekday() == Weekday::Fri && matches!(day.month(), 3 | 4) && !Calendar::Target.is_open(day);
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_good_friday && !is_federal_holiday(day)
}

/// The first day of the month that is `months` later.
fn first_of_month(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::catalogue;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rhythm(key: &str) -> Rhythm {
        let catalogue = catalogue();
        Rhythm::of(catalogue.entries().iter().find(|entry| entry.key == key).unwrap())
    }

    #[test]
    fn a_walk_over_periods_ends_with_the_calendar() {
        let two_days_before = NaiveDate::MAX - Days::new(2);
        let gaps = Rhythm::EveryDay.gaps((two_days_before, NaiveDate::MAX), |_| true);
        assert_eq!(gaps, (Vec::new(), 3));
    }

    #[test]
    fn what_a_source_calls_daily_has_its_true_rhythm() {
        assert_eq!(rhythm("SF43718"), Rhythm::Open(Calendar::MexicanBanks));
        assert_eq!(rhythm("SF43783"), Rhythm::Open(Calendar::MexicanBanks));
        assert_eq!(rhythm("MXN"), Rhythm::Open(Calendar::Target));
        assert_eq!(rhythm("SF60653"), Rhythm::EveryDay);
        assert_eq!(rhythm("SF61745"), Rhythm::EveryDay);
        assert_eq!(rhythm("SP68257"), Rhythm::EveryDay);
        assert_eq!(rhythm("SF43936"), Rhythm::Weeks(Weekday::Thu));
        assert_eq!(rhythm("SF60633"), Rhythm::Weeks(Weekday::Tue));
        assert_eq!(rhythm("SF43707"), Rhythm::Weeks(Weekday::Fri));
        assert_eq!(rhythm("SF43945"), Rhythm::Seldom(35));
        assert_eq!(rhythm("SF44071"), Rhythm::Seldom(70));
        assert_eq!(rhythm("910420"), Rhythm::Fortnights);
        assert_eq!(rhythm("SP1"), Rhythm::Months(1));
    }

    #[test]
    fn the_next_period_follows_the_rhythm() {
        let next = |rhythm: Rhythm, from: &str| rhythm.next(day(from)).to_string();
        assert_eq!(next(Rhythm::Open(Calendar::MexicanBanks), "2026-04-01"), "2026-04-06");
        assert_eq!(
            next(Rhythm::Weeks(Weekday::Thu), "2026-04-01"),
            "2026-04-09",
            "after a Wednesday before Easter"
        );
        assert_eq!(next(Rhythm::Fortnights, "2026-02-01"), "2026-02-16");
        assert_eq!(next(Rhythm::Fortnights, "2026-12-16"), "2027-01-01");
        assert_eq!(next(Rhythm::Months(3), "2026-10-01"), "2027-01-01");
        assert_eq!(next(Rhythm::Months(1), "2026-01-31"), "2026-02-01");
        assert_eq!(Rhythm::EveryDay.next(NaiveDate::MAX), NaiveDate::MAX);
    }

    #[test]
    fn a_week_with_its_auction_on_another_day_is_complete() {
        let there = [day("2026-03-26"), day("2026-04-01"), day("2026-04-16")];
        let is_there = |span: RangeInclusive<NaiveDate>| there.iter().any(|day| span.contains(day));
        let (missing, expected) = Rhythm::Weeks(Weekday::Thu).gaps((there[0], there[2]), is_there);
        assert_eq!((missing, expected), (vec![day("2026-04-09")], 4));
        assert_eq!(Rhythm::Seldom(70).gaps((there[0], there[2]), is_there), (Vec::new(), 0));
    }

    #[test]
    fn steps_count_periods_and_not_days() {
        let steps = |rhythm: Rhythm, from: &str, to: &str| rhythm.steps(day(from), day(to));
        assert_eq!(steps(Rhythm::Open(Calendar::Target), "2026-03-13", "2026-03-16"), 1.0);
        assert_eq!(steps(Rhythm::Months(1), "2026-02-01", "2026-03-01"), 1.0);
        assert_eq!(steps(Rhythm::Months(3), "2026-01-01", "2026-10-01"), 3.0);
        assert_eq!(steps(Rhythm::Weeks(Weekday::Thu), "2026-04-01", "2026-04-09"), 1.0);
    }
}

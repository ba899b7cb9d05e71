//! How often a series has a period.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// How often a series has a period, in the terms of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// A day.
    Daily,
    /// A week.
    Weekly,
    /// The first 15 days of a month, or the rest of it.
    Fortnightly,
    /// A month.
    Monthly,
    /// Two months.
    Bimonthly,
    /// Three months.
    Quarterly,
    /// Six months.
    HalfYearly,
    /// A year.
    Yearly,
}

/// Banxico's words.
const SPANISH: [(&str, Frequency); 8] = [
    ("diaria", Frequency::Daily),
    ("semanal", Frequency::Weekly),
    ("quincenal", Frequency::Fortnightly),
    ("mensual", Frequency::Monthly),
    ("bimestral", Frequency::Bimonthly),
    ("trimestral", Frequency::Quarterly),
    ("semestral", Frequency::HalfYearly),
    ("anual", Frequency::Yearly),
];

impl Frequency {
    /// The frequency that a Spanish word such as `Diaria` names.
    pub fn from_spanish(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        SPANISH.into_iter().find(|(name, _)| *name == word).map(|(_, frequency)| frequency)
    }

    /// Its name in a catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Fortnightly => "fortnightly",
            Self::Monthly => "monthly",
            Self::Bimonthly => "bimonthly",
            Self::Quarterly => "quarterly",
            Self::HalfYearly => "half_yearly",
            Self::Yearly => "yearly",
        }
    }

    /// Whether a period begins on `day`. One of days or weeks may begin on any.
    pub fn begins_on(self, day: NaiveDate) -> bool {
        match self {
            Self::Daily | Self::Weekly => true,
            Self::Fortnightly => [1, 16].contains(&day.day()),
            Self::Monthly | Self::Bimonthly | Self::Quarterly | Self::HalfYearly | Self::Yearly => {
                day.day() == 1
            }
        }
    }

    /// The last day of the period that begins on `first`.
    pub fn last_day(self, first: NaiveDate) -> NaiveDate {
        let months = match self {
            Self::Daily => return first,
            Self::Weekly => return later(first, 6),
            Self::Fortnightly if first.day() <= 15 => return later(first, 14),
            Self::Fortnightly | Self::Monthly => 1,
            Self::Bimonthly => 2,
            Self::Quarterly => 3,
            Self::HalfYearly => 6,
            Self::Yearly => 12,
        };
        let month = first.checked_add_months(Months::new(months - 1)).unwrap_or(NaiveDate::MAX);
        later(month, u64::from(month.num_days_in_month()) - u64::from(month.day()))
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_where_the_next_begins() {
        let last = |frequency: Frequency, first: &str| {
            let first: NaiveDate = first.parse().unwrap();
            frequency.last_day(first).to_string()
        };
        assert_eq!(last(Frequency::Daily, "2026-03-17"), "2026-03-17");
        assert_eq!(last(Frequency::Weekly, "2026-03-16"), "2026-03-22");
        assert_eq!(last(Frequency::Fortnightly, "2024-02-01"), "2024-02-15");
        assert_eq!(last(Frequency::Fortnightly, "2024-02-16"), "2024-02-29");
        assert_eq!(last(Frequency::Monthly, "2026-02-01"), "2026-02-28");
        assert_eq!(last(Frequency::Bimonthly, "2026-11-01"), "2026-12-31");
        assert_eq!(last(Frequency::Quarterly, "2026-04-01"), "2026-06-30");
        assert_eq!(last(Frequency::HalfYearly, "2026-07-01"), "2026-12-31");
        assert_eq!(last(Frequency::Yearly, "2026-01-01"), "2026-12-31");
        assert_eq!(Frequency::Yearly.last_day(NaiveDate::MAX), NaiveDate::MAX);
    }

    #[test]
    fn periods_of_months_begin_on_the_first() {
        let begins = |frequency: Frequency| {
            let days = ["2026-03-01", "2026-03-16", "2026-03-31"];
            days.map(|day| frequency.begins_on(day.parse().unwrap()))
        };
        assert_eq!(begins(Frequency::Weekly), [true, true, true]);
        assert_eq!(begins(Frequency::Fortnightly), [true, true, false]);
        assert_eq!(begins(Frequency::Monthly), [true, false, false]);
    }

    #[test]
    fn banxico_s_words_are_known_in_any_case() {
        assert_eq!(Frequency::from_spanish("Diaria"), Some(Frequency::Daily));
        assert_eq!(Frequency::from_spanish(" QUINCENAL "), Some(Frequency::Fortnightly));
        assert_eq!(Frequency::from_spanish("Daily"), None);
    }
}

//! Events that are scheduled: what is announced long before, at a known hour, and moves rates when it comes.

use crate::data::series::SeriesId;
use crate::time::zone;
use chrono::{DateTime, NaiveDate, Utc};

/// A kind of event. Its calendar is a series: a period is the day of an event, its value one, or zero where it was called off, and
/// its moment that at which this became known. So one that is moved is two values, and the past keeps what it knew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheduled {
    /// What the Federal Open Market Committee of the United States decides.
    Fomc,
    /// The consumer prices of the United States.
    UsPrices,
    /// The employment report of the United States.
    UsPayrolls,
    /// What Banxico's board decides of its target rate.
    Banxico,
    /// Mexico's consumer prices, as INEGI publishes them.
    MexicanPrices,
}

impl Scheduled {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Fomc, Self::UsPrices, Self::UsPayrolls, Self::Banxico, Self::MexicanPrices];

    /// The id of the series that holds its calendar.
    pub fn id(self) -> &'static str {
        match self {
            Self::Fomc => "events.us.fomc",
            Self::UsPrices => "events.us.prices",
            Self::UsPayrolls => "events.us.payrolls",
            Self::Banxico => "events.mx.banxico",
            Self::MexicanPrices => "events.mx.prices",
        }
    }

    /// The kind whose calendar a series holds.
    pub fn of(series: &SeriesId) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == series.as_str())
    }

    /// How many are scheduled in a year.
    pub fn a_year(self) -> f64 {
        match self {
            Self::Fomc | Self::Banxico => 8.0,
            Self::UsPrices | Self::UsPayrolls => 12.0,
            Self::MexicanPrices => 24.0,
        }
    }

    /// The moment of an event on `day`, by the hour that holds today. The committee's was 14:15 until 2012, and INEGI's 8:00 or
    /// 9:00; no rate of ours is fixed between the two.
    ///
    /// ```
    /// use paridad_engine::data::scheduled::Scheduled;
    /// let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 29).unwrap();
    /// assert_eq!(Scheduled::Fomc.moment(day).to_rfc3339(), "2026-07-29T18:00:00+00:00");
    /// ```
    pub fn moment(self, day: NaiveDate) -> DateTime<Utc> {
        match self {
            Self::Fomc => zone::new_york(day, (14, 0)),
            Self::UsPrices | Self::UsPayrolls => zone::new_york(day, (8, 30)),
            Self::Banxico => zone::mexico_hour(day, 13),
            Self::MexicanPrices => zone::mexico_hour(day, 6),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::availability::Availability;

    fn rate(id: &str) -> Availability {
        Availability::of(&SeriesId::try_from(id).unwrap())
    }

    #[test]
    fn every_kind_is_known_by_its_series() {
        for kind in Scheduled::ALL {
            assert_eq!(Scheduled::of(&SeriesId::try_from(kind.id()).unwrap()), Some(kind));
        }
        assert_eq!(Scheduled::of(&SeriesId::try_from("events.us").unwrap()), None);
    }

    #[test]
    fn the_ecb_fixes_before_all_of_the_day_and_banxico_after_the_morning_figures() {
        let day = "2026-01-28".parse().unwrap();
        for kind in [Scheduled::Fomc, Scheduled::UsPrices, Scheduled::UsPayrolls] {
            assert!(rate("ecb.eur.mxn").fixed(day) < kind.moment(day), "{kind:?}");
        }
        let fix = rate("banxico.sf43718").fixed(day);
        assert!(Scheduled::UsPrices.moment(day) < fix && fix < Scheduled::Fomc.moment(day));
        assert!(Scheduled::MexicanPrices.moment(day) < fix && fix < Scheduled::Banxico.moment(day));
    }

    #[test]
    fn since_mexico_has_no_summer_time_the_fix_and_the_committee_coincide_in_summer() {
        let fix = |day: &str| rate("banxico.sf43718").fixed(day.parse().unwrap());
        let decision = |day: &str| Scheduled::Fomc.moment(day.parse().unwrap());
        assert_eq!(fix("2026-07-29"), decision("2026-07-29"));
        assert!(fix("2021-07-28") < decision("2021-07-28"));
    }
}

//! The rule that says when a value becomes known: the day on its label is not the day on which it may be used.

use crate::data::series::SeriesId;
use crate::time::calendar::Calendar;
use crate::time::zone;
use chrono::{DateTime, NaiveDate, Utc};

/// When the values of a series become known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// The ECB's reference rates: at 16:00 in Frankfurt on their own day.
    EcbReferenceRate,
    /// Banxico's FIX by the day of its determination: at 12:00 in Mexico City on that day.
    BanxicoFix,
    /// The bank's own series: when they arrive, unless they say otherwise.
    OnReceipt,
}

impl Availability {
    /// The rule of a series.
    pub fn of(series: &SeriesId) -> Self {
        match series.as_str() {
            id if id.starts_with("ecb.") => Self::EcbReferenceRate,
            "banxico.sf43718" => Self::BanxicoFix,
            _ => Self::OnReceipt,
        }
    }

    /// The moment at which the value for a period becomes known, where a rule tells it.
    pub fn moment(self, period: NaiveDate) -> Option<DateTime<Utc>> {
        match self {
            Self::EcbReferenceRate => Some(zone::ecb_publication(period)),
            Self::BanxicoFix => Some(zone::mexico_noon(period)),
            Self::OnReceipt => None,
        }
    }

    /// The moment at which the market makes the value of a period, before which nothing can be in it and after which everything is
    /// still to come. Of the bank's own series it is taken to be noon in Mexico City, as of the FIX.
    pub fn fixed(self, period: NaiveDate) -> DateTime<Utc> {
        match self {
            Self::EcbReferenceRate => zone::ecb_fixing(period),
            Self::BanxicoFix | Self::OnReceipt => zone::mexico_noon(period),
        }
    }

    /// How many values after that of `day` should be known at `now`.
    pub fn overdue(self, calendar: &Calendar, day: NaiveDate, now: DateTime<Utc>) -> usize {
        let today = now.date_naive();
        let is_to_come = self.moment(today).is_some_and(|moment| moment > now);
        let waits = today > day && calendar.is_open(today) && is_to_come;
        calendar.distance(day, today) - usize::from(waits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn each_series_has_its_rule() {
        let rule = |id: &str| Availability::of(&SeriesId::try_from(id).unwrap());
        let day = "2026-10-30".parse().unwrap();
        assert_eq!(rule("ecb.eur.mxn").moment(day), Some(at("2026-10-30T15:00:00Z")));
        assert_eq!(rule("banxico.sf43718").moment(day), Some(at("2026-10-30T18:00:00Z")));
        assert_eq!(rule("internal.rate.mxn").moment(day), None);
    }

    #[test]
    fn a_day_is_late_once_the_next_one_was_due() {
        let friday = "2026-10-30".parse().unwrap();
        let overdue = |now| Availability::EcbReferenceRate.overdue(&Calendar::Target, friday, at(now));
        assert_eq!(overdue("2026-10-30T23:00:00Z"), 0);
        assert_eq!(overdue("2026-11-02T14:59:00Z"), 0, "not due yet");
        assert_eq!(overdue("2026-11-02T15:00:00Z"), 1);
        assert_eq!(overdue("2026-11-20T18:00:00Z"), 15);
    }
}

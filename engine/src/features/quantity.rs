//! What a driver reads of one series or of two, as one number that may be zero or below.

use crate::data::panel::Panel;
use crate::data::series::SeriesId;
use crate::maths::num;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A number read from the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// A series as it is published.
    Value(SeriesId),
    /// Its logarithm, where it is positive.
    Log(SeriesId),
    /// One series less another, such as two rates of interest.
    Difference(SeriesId, SeriesId),
    /// The logarithm of one series over another, where both are positive.
    LogRatio(SeriesId, SeriesId),
}

impl Quantity {
    /// The series that it needs: the leading one first.
    pub fn series(&self) -> impl Iterator<Item = &SeriesId> {
        match self {
            Self::Value(one) | Self::Log(one) => [Some(one), None],
            Self::Difference(one, other) | Self::LogRatio(one, other) => [Some(one), Some(other)],
        }
        .into_iter()
        .flatten()
    }

    /// The leading series.
    pub(crate) fn leading(&self) -> &SeriesId {
        match self {
            Self::Value(one) | Self::Log(one) | Self::Difference(one, _) | Self::LogRatio(one, _) => one,
        }
    }

    /// The other series, where there are two.
    pub(crate) fn other(&self) -> Option<&SeriesId> {
        self.series().nth(1)
    }

    /// The number on a day, by the latest value of each series that is at most `holds` calendar days old.
    pub(crate) fn read(&self, panel: &Panel, day: NaiveDate, holds: u16) -> Option<f64> {
        let value = |series| panel.latest(series, day, Days::new(holds.into())).map(|(_, value)| value);
        let log = |series| value(series).filter(|value| *value > 0.0).map(num::ln);
        match self {
            Self::Value(one) => value(one),
            Self::Log(one) => log(one),
            Self::Difference(one, other) => Some(value(one)? - value(other)?),
            Self::LogRatio(one, other) => Some(log(one)? - log(other)?),
        }
    }
}

/// As a recipe's text writes it.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(one) => write!(f, "{one}"),
            Self::Log(one) => write!(f, "ln {one}"),
            Self::Difference(one, other) => write!(f, "{one} - {other}"),
            Self::LogRatio(one, other) => write!(f, "ln {one} / {other}"),
        }
    }
}

/// A text that is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be a series such as \"cboe.vix\", its logarithm \"ln cboe.vix\", a difference \"a - b\" or the logarithm of a ratio \
     \"ln a / b\""
)]
pub struct QuantityError;

impl TryFrom<&str> for Quantity {
    type Error = QuantityError;

    fn try_from(text: &str) -> Result<Self, QuantityError> {
        let series = |text: &str| SeriesId::try_from(text.trim()).map_err(|_| QuantityError);
        match (text.strip_prefix("ln "), text.split_once(" - "), text.split_once(" / ")) {
            (Some(logs), None, Some(_)) => {
                let (one, other) = logs.split_once(" / ").ok_or(QuantityError)?;
                Self::of_two(series(one)?, series(other)?, Self::LogRatio)
            }
            (Some(log), None, None) => Ok(Self::Log(series(log)?)),
            (None, Some((one, other)), None) => Self::of_two(series(one)?, series(other)?, Self::Difference),
            (None, None, None) => Ok(Self::Value(series(text)?)),
            _ => Err(QuantityError),
        }
    }
}

impl Quantity {
    /// A series beside itself says nothing.
    fn of_two(
        one: SeriesId,
        other: SeriesId,
        both: fn(SeriesId, SeriesId) -> Self,
    ) -> Result<Self, QuantityError> {
        if one == other { Err(QuantityError) } else { Ok(both(one, other)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::series::Observation;

    #[test]
    fn every_quantity_is_read_back_as_it_is_written() {
        for text in ["cboe.vix", "ln cboe.vix", "rate.mxn - rate.usd", "ln gold / oil"] {
            assert_eq!(Quantity::try_from(text).map(|quantity| quantity.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "ln ", "gold / oil", "a - a", "ln a - b", "a - b - c", "A", "a -b"] {
            assert!(Quantity::try_from(text).is_err(), "{text}");
        }
    }

    #[test]
    fn it_reads_what_is_not_too_old() {
        let mut panel = Panel::default();
        for (series, value) in [("a", 8.0), ("b", 2.0), ("c", -1.0)] {
            panel.observe(&Observation {
                series: SeriesId::try_from(series).unwrap(),
                period: "2026-01-02".parse().unwrap(),
                value,
                known_at: chrono::DateTime::UNIX_EPOCH,
            });
        }
        let read =
            |text: &str, day: &str| Quantity::try_from(text).unwrap().read(&panel, day.parse().unwrap(), 7);
        assert_eq!(read("a", "2026-01-09"), Some(8.0));
        assert_eq!(read("a", "2026-01-10"), None);
        assert_eq!(read("a - c", "2026-01-02"), Some(9.0));
        assert_eq!(read("ln a / b", "2026-01-02"), Some(num::ln(8.0) - num::ln(2.0)));
        assert_eq!(read("ln c", "2026-01-02"), None, "it is not positive");
        assert_eq!(read("a - d", "2026-01-02"), None, "one is missing");
    }
}

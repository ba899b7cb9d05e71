//! Where the series stand that features read as they are, and what would follow if one of them stood elsewhere.

use crate::data::panel::Panel;
use crate::data::series::SeriesId;
use crate::features::quantity::Quantity;
use crate::maths::num;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The latest values at an origin, each of a series.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing(Vec<(SeriesId, f64)>);

/// How old, in calendar days, a value may be that still stands somewhere.
const HELD: Days = Days::new(400);

impl Standing {
    /// Where series stand on a day; without those of which nothing is known.
    pub(crate) fn read<'a>(
        series: impl IntoIterator<Item = &'a SeriesId>,
        panel: &Panel,
        day: NaiveDate,
    ) -> Self {
        let value = |series: &'a SeriesId| {
            Some((series.clone(), panel.latest(series, day, HELD).map(|(_, value)| value)?))
        };
        Self(series.into_iter().filter_map(value).collect())
    }

    /// All of them.
    pub fn all(&self) -> &[(SeriesId, f64)] {
        &self.0
    }

    /// Where a series stands.
    pub fn of(&self, series: &SeriesId) -> Option<f64> {
        self.0.iter().find(|(own, _)| own == series).map(|(_, value)| *value)
    }

    pub(crate) fn put(&mut self, series: &SeriesId, value: f64) {
        self.0.iter_mut().filter(|(own, _)| own == series).for_each(|(_, own)| *own = value);
    }
}

/// A series that is supposed to stand elsewhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Supposed<'a> {
    pub(crate) series: &'a SeriesId,
    pub(crate) from: f64,
    pub(crate) to: f64,
}

impl Supposed<'_> {
    /// By how much a quantity would be higher. Nothing where it does not read the series, nor by logarithms that do not exist.
    pub(crate) fn shift(&self, of: &Quantity) -> f64 {
        let log = || if self.from > 0.0 && self.to > 0.0 { num::ln(self.to / self.from) } else { 0.0 };
        let by = match of {
            Quantity::Value(_) | Quantity::Difference(..) => self.to - self.from,
            Quantity::Log(_) | Quantity::LogRatio(..) => log(),
        };
        self.sign(of) * by
    }

    /// Whether a quantity grows with the series, shrinks with it, or does not read it.
    fn sign(&self, of: &Quantity) -> f64 {
        if of.leading() == self.series {
            1.0
        } else if of.other() == Some(self.series) {
            -1.0
        } else {
            0.0
        }
    }
}

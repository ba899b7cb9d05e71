//! Features: named numbers derived from a panel, using nothing that it does not know.

use crate::data::measure::Measure;
use crate::data::panel::Panel;
use crate::data::series::SeriesId;
use crate::features::driver::Driver;
use crate::maths::num;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A measure with its weight in a basket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Holding {
    /// What is held.
    pub measure: Measure,
    /// How much of it, with its sign.
    pub weight: f64,
}

/// How a feature is computed from the panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FeatureKind {
    /// The log return of a basket over `span` publication days of the target.
    Return {
        /// What is held.
        basket: Vec<Holding>,
        /// The number of days.
        span: u16,
    },
    /// The logarithm of the root mean square of the target's last `span` daily returns.
    Volatility {
        /// The number of days.
        span: u16,
    },
    /// The target's distance, in logarithms, from the mean of its last `span` days.
    Gap {
        /// The number of days.
        span: u16,
    },
    /// The difference of two published rates, in percentage points.
    Carry {
        /// The rate that is earned.
        high: SeriesId,
        /// The rate that is paid.
        low: SeriesId,
    },
    /// The difference of a published figure, which may be zero or below, over `span` publication days of the target.
    Change {
        /// The figure, such as a rate of interest.
        series: SeriesId,
        /// The number of days.
        span: u16,
    },
    /// What a driver says.
    Driver(Driver),
}

/// A named feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Its name, such as `usdbrl.return.21`.
    pub name: String,
    /// How it is computed.
    pub kind: FeatureKind,
}

impl Feature {
    /// Over how many days a value looks back, so that values closer together share what they are made of. Rates
    /// change a few times a year.
    pub fn span(&self) -> usize {
        match self.kind {
            FeatureKind::Return { span, .. }
            | FeatureKind::Volatility { span }
            | FeatureKind::Gap { span }
            | FeatureKind::Change { span, .. } => usize::from(span),
            FeatureKind::Carry { .. } | FeatureKind::Driver(_) => RATE_SPAN,
        }
    }

    /// What it would say if the target's last value were higher, in logarithms, by so much, and its last daily move with it.
    pub(crate) fn if_moved(&self, says: f64, by: f64, (target, last_move): (&Measure, Option<f64>)) -> f64 {
        match &self.kind {
            FeatureKind::Return { basket, .. } => {
                let held = basket.iter().filter(|holding| holding.measure == *target);
                says + by * held.map(|holding| holding.weight).sum::<f64>()
            }
            FeatureKind::Gap { span } => says + by * (1.0 - 1.0 / f64::from(*span)),
            FeatureKind::Volatility { span } => {
                let Some(last) = last_move else { return says };
                let moved = last + by;
                let variance = num::exp(2.0 * says) + (moved * moved - last * last) / f64::from(*span);
                0.5 * num::ln(variance.max(VARIANCE_FLOOR))
            }
            FeatureKind::Carry { .. } | FeatureKind::Change { .. } | FeatureKind::Driver(_) => says,
        }
    }

    /// Whether it is the target's move of the last day.
    pub(crate) fn is_last_move(&self, target: &Measure) -> bool {
        match &self.kind {
            FeatureKind::Return { basket, span: 1 } => {
                matches!(&basket[..], [one] if one.measure == *target && one.weight == 1.0)
            }
            _ => false,
        }
    }

    /// Whether it is the difference of two rates.
    pub(crate) fn is_carry(&self) -> bool {
        matches!(self.kind, FeatureKind::Carry { .. })
    }
}

const RATE_SPAN: usize = 63;

/// The values of a recipe's features at one origin, in its order; `None` where one cannot be computed.
pub type FeatureRow = Vec<Option<f64>>;

/// How many target days the longest feature needs.
pub const REACH: usize = 253;

/// The smallest variance that is taken at its word; below it a rate is held fixed.
const VARIANCE_FLOOR: f64 = 1e-12;

/// Computes features at the day `day` of a target, beside what its drivers say, in the order of the features.
pub(crate) fn features(
    features: &[Feature],
    target: &Measure,
    panel: &Panel,
    (day, drivers): (NaiveDate, &[Option<f64>]),
) -> FeatureRow {
    let tail = panel.tail(target, day, REACH);
    let at = Moment { panel, tail: &tail, day };
    let mut drivers = drivers.iter().copied();
    let value = |feature: &Feature| match feature.kind {
        FeatureKind::Driver(_) => drivers.next().flatten(),
        _ => at.feature(feature),
    };
    features.iter().map(value).collect()
}

/// A panel seen from one target day.
struct Moment<'a> {
    panel: &'a Panel,
    tail: &'a [(NaiveDate, f64)],
    day: NaiveDate,
}

impl Moment<'_> {
    fn feature(&self, feature: &Feature) -> Option<f64> {
        let value = match &feature.kind {
            FeatureKind::Return { basket, span } => self.basket_return(basket, usize::from(*span)),
            FeatureKind::Volatility { span } => self.volatility(usize::from(*span)),
            FeatureKind::Gap { span } => self.gap(usize::from(*span)),
            FeatureKind::Carry { high, low } => {
                let interest = |series| self.panel.latest_interest(series, self.day);
                Some(interest(high)? - interest(low)?)
            }
            FeatureKind::Change { series, span } => self.change(series, usize::from(*span)),
            FeatureKind::Driver(_) => None,
        };
        value.filter(|value| value.is_finite())
    }

    /// The target's day `back` publication days ago.
    fn day_before(&self, back: usize) -> Option<NaiveDate> {
        let at = self.tail.len().checked_sub(back + 1)?;
        Some(self.tail[at].0)
    }

    fn basket_return(&self, basket: &[Holding], span: usize) -> Option<f64> {
        let start = self.day_before(span)?;
        let mut sum = 0.0;
        for holding in basket {
            let now = self.panel.latest_log(&holding.measure, self.day)?;
            let then = self.panel.latest_log(&holding.measure, start)?;
            sum += holding.weight * (now - then);
        }
        Some(sum)
    }

    fn change(&self, series: &SeriesId, span: usize) -> Option<f64> {
        let then = self.panel.latest_interest(series, self.day_before(span)?)?;
        Some(self.panel.latest_interest(series, self.day)? - then)
    }

    fn last(&self, count: usize) -> Option<&[(NaiveDate, f64)]> {
        Some(&self.tail[self.tail.len().checked_sub(count)?..])
    }

    fn volatility(&self, span: usize) -> Option<f64> {
        let logs = self.last(span + 1)?;
        let squares: f64 =
            logs.windows(2).map(|pair| (pair[1].1 - pair[0].1) * (pair[1].1 - pair[0].1)).sum();
        Some(0.5 * num::ln((squares / span as f64).max(VARIANCE_FLOOR)))
    }

    fn gap(&self, span: usize) -> Option<f64> {
        let logs = self.last(span)?;
        let mean = logs.iter().map(|(_, log)| log).sum::<f64>() / span as f64;
        Some(logs[span - 1].1 - mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::series::Observation;
    use crate::recipe::Recipe;

    fn panel(rates: &[f64]) -> (Recipe, Panel, Vec<NaiveDate>) {
        let recipe = Recipe::ecb_cross("mxn").unwrap();
        let start: NaiveDate = "2020-01-01".parse().unwrap();
        let mut panel = Panel::default();
        let days: Vec<_> = start.iter_days().take(rates.len()).collect();
        for (day, rate) in days.iter().zip(rates) {
            for (series, value) in [("ecb.eur.mxn", *rate), ("ecb.eur.usd", 1.0)] {
                panel.observe(&Observation {
                    series: SeriesId::try_from(series).unwrap(),
                    period: *day,
                    value,
                    known_at: chrono::DateTime::UNIX_EPOCH,
                });
            }
        }
        (recipe, panel, days)
    }

    fn row_of(recipe: &Recipe, panel: &Panel, day: NaiveDate) -> FeatureRow {
        features(&recipe.features, &recipe.target, panel, (day, &[]))
    }

    fn value(recipe: &Recipe, row: &[Option<f64>], name: &str) -> Option<f64> {
        row[recipe.features.iter().position(|f| f.name == name).unwrap()]
    }

    #[test]
    fn a_return_is_a_difference_of_logarithms_and_short_histories_have_none() {
        let (recipe, panel, days) = panel(&[20.0, 20.0, 22.0]);
        let row = row_of(&recipe, &panel, days[2]);
        let expected = num::ln(22.0) - num::ln(20.0);
        assert_eq!(value(&recipe, &row, "usdmxn.return.1"), Some(expected));
        assert_eq!(value(&recipe, &row, "usdmxn.return.5"), None);
        assert_eq!(value(&recipe, &row, "usdbrl.return.1"), None);
        assert_eq!(value(&recipe, &row, "carry"), None);
    }

    #[test]
    fn a_change_is_a_difference_that_may_pass_zero_and_reads_what_was_known() {
        let (recipe, mut panel, days) = panel(&[20.0, 20.5, 21.0]);
        let series = SeriesId::try_from("slope").unwrap();
        for (day, value) in days.iter().zip([0.5, -0.25]) {
            let known_at = chrono::DateTime::UNIX_EPOCH;
            panel.observe(&Observation { series: series.clone(), period: *day, value, known_at });
        }
        let change = |span| FeatureKind::Change { series: series.clone(), span };
        let feature = |span| Feature { name: format!("slope.change.{span}"), kind: change(span) };
        let recipe = Recipe { features: [1, 2, 3].map(feature).to_vec(), ..recipe };
        let row = row_of(&recipe, &panel, days[2]);
        assert_eq!(
            row,
            [Some(0.0), Some(-0.75), None],
            "the third day had no value and the second's still holds"
        );
        assert_eq!(recipe.features[1].span(), 2);
        assert!(recipe.series().contains(&&series));
    }

    #[test]
    fn a_value_after_the_day_changes_no_feature() {
        let (recipe, panel_long, days) = panel(&[20.0, 20.5, 22.0, 99.0]);
        let (_, panel_short, _) = panel(&[20.0, 20.5, 22.0]);
        assert_eq!(row_of(&recipe, &panel_long, days[2]), row_of(&recipe, &panel_short, days[2]));
    }
}

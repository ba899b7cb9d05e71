//! Figures of a column as a whole.

use super::cell::Kind;
use super::column::{Column, counts};
use serde::{Deserialize, Serialize};

/// A figure of a column as a whole; nulls are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// A statistic of its numbers. There is none if a cell is no number.
    Statistic(Statistic),
    /// How many different texts there are.
    Distinct,
    /// The different texts in proportion to the cells.
    DistinctShare,
    /// The cells that are no nulls, in proportion to all.
    PresentShare,
    /// How many different texts are not among these.
    Strange {
        /// The texts.
        values: Vec<String>,
    },
    /// How many of these are not among the texts.
    Absent {
        /// The texts.
        values: Vec<String>,
    },
    /// How far the shares of the texts are from these: the Kullback-Leibler divergence in natural units.
    Divergence {
        /// The texts.
        values: Vec<String>,
        /// The share of each.
        shares: Vec<f64>,
        /// What is put by for all other texts together, if there are any.
        others: f64,
    },
}

/// A statistic of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// Their sum by their number.
    Mean,
    /// The middle one, or the mean of the two in the middle.
    Median,
    /// The square root of the mean squared distance from the mean, with one less than their number.
    Deviation,
    /// The number that is nearest to the place of this quantile, from 0 to 1; of two equally near, the one at an even place.
    Quantile(f64),
}

impl Aggregate {
    /// The figure of `column`; none if it cannot be computed.
    pub(super) fn of(&self, column: &Column) -> Option<f64> {
        let texts = || column.present().map(|(_, text)| text);
        let distinct = || counts(texts());
        match self {
            Self::Statistic(statistic) => {
                let numbers: Option<Vec<f64>> = texts().map(|text| Kind::Number.place(text)).collect();
                statistic.of(numbers?)
            }
            Self::Distinct => Some(distinct().len() as f64),
            Self::DistinctShare => share(distinct().len(), texts().count()),
            Self::PresentShare => share(texts().count(), column.cells.len()),
            Self::Strange { values } => {
                Some(distinct().keys().filter(|text| !values.iter().any(|value| value == *text)).count()
                    as f64)
            }
            Self::Absent { values } => {
                let distinct = distinct();
                Some(values.iter().filter(|value| !distinct.contains_key(value.as_str())).count() as f64)
            }
            Self::Divergence { values, shares, others } => divergence(column, values, shares, *others),
        }
    }
}

impl Statistic {
    /// The statistic of `numbers`; none if there are too few.
    fn of(self, mut numbers: Vec<f64>) -> Option<f64> {
        numbers.sort_by(f64::total_cmp);
        let count = numbers.len();
        let mean = numbers.iter().sum::<f64>() / count as f64;
        let figure = match self {
            Self::Min => *numbers.first()?,
            Self::Max => *numbers.last()?,
            Self::Mean => mean,
            Self::Median => f64::midpoint(*numbers.get(count.checked_sub(1)? / 2)?, *numbers.get(count / 2)?),
            Self::Deviation => {
                let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
                (squares / count.checked_sub(1)? as f64).sqrt()
            }
            Self::Quantile(level) => {
                let place = (level.clamp(0.0, 1.0) * count.checked_sub(1)? as f64).round_ties_even();
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "it is a place in the list"
                )]
                *numbers.get(place as usize)?
            }
        };
        Some(figure).filter(|figure| figure.is_finite())
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The divergence of the shares in `column` from those that are expected. Where there are texts that nobody expects, the
/// expected shares make room for `others`, which these texts have in equal parts.
fn divergence(column: &Column, values: &[String], shares: &[f64], others: f64) -> Option<f64> {
    let counts = counts(column.present().map(|(_, text)| text));
    let total: usize = counts.values().sum();
    let is_strange = |text: &&&str| !values.iter().any(|value| value == **text);
    let strange = counts.keys().filter(is_strange).count();
    let room = if strange > 0 { 1.0 - others } else { 1.0 };
    let all_shares: f64 = shares.iter().sum::<f64>() * room + if strange > 0 { others } else { 0.0 };
    let expected = |text: &str| match values.iter().zip(shares).find(|(value, _)| *value == text) {
        Some((_, share)) => share * room / all_shares,
        None => others / strange as f64 / all_shares,
    };
    let term = |(text, count): (&&str, &usize)| {
        let observed = *count as f64 / total as f64;
        observed * (observed / expected(text)).ln()
    };
    (total > 0).then(|| counts.iter().map(term).sum())
}

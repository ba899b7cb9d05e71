//! One recipe's scores beside another's, over the forecasts that both made.

use super::Judged;
use crate::judging::score::crps;
use crate::judging::score::diebold_mariano::{DieboldMariano, diebold_mariano};
use crate::time::horizon::Horizon;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Two recipes judged on the same events, so that an origin and a horizon have one truth.
#[derive(Debug, Clone, Copy)]
pub struct SideBySide<'a> {
    /// What is compared with.
    pub first: &'a [Judged],
    /// What is compared with it.
    pub other: &'a [Judged],
}

/// How the other recipe did at one horizon, over the origins for which both were judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The number of these origins.
    pub count: usize,
    /// The other's mean continuous ranked probability score over that of the first: below one where the other is better.
    pub crps_ratio: f64,
    /// Whether the scores differ by more than chance: its statistic is below zero where the other is better.
    pub diebold_mariano: Option<DieboldMariano>,
}

impl SideBySide<'_> {
    /// The comparison at a horizon; `None` where both were judged for no origin.
    pub fn at(&self, horizon: Horizon) -> Option<Comparison> {
        let first: BTreeMap<NaiveDate, f64> = losses(self.first, horizon).collect();
        let pair = |(origin, other): (NaiveDate, f64)| Some([other, *first.get(&origin)?]);
        let pairs: Vec<[f64; 2]> = losses(self.other, horizon).filter_map(pair).collect();
        if pairs.is_empty() {
            return None;
        }
        let sum = |side: usize| pairs.iter().map(|pair| pair[side]).sum::<f64>();
        let differentials: Vec<f64> = pairs.iter().map(|[other, first]| other - first).collect();
        Some(Comparison {
            count: pairs.len(),
            crps_ratio: sum(0) / sum(1),
            diebold_mariano: diebold_mariano(&differentials, horizon),
        })
    }
}

/// The score of each forecast at a horizon, with its origin.
fn losses(judged: &[Judged], horizon: Horizon) -> impl Iterator<Item = (NaiveDate, f64)> {
    let at_horizon = judged.iter().filter(move |row| row.horizon == horizon);
    at_horizon.map(|row| (row.origin, crps(&row.quantiles, row.log_move)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecaster::evaluate::scores::tests::judged;
    use crate::forecaster::evaluate::{Selection, scores};

    fn days(count: u16) -> Horizon {
        Horizon::try_from(count).unwrap()
    }

    #[test]
    fn what_says_the_same_has_a_ratio_of_one_and_nothing_to_test() {
        let first = judged(500, 1.3);
        let same = SideBySide { first: &first, other: &first }.at(days(1)).unwrap();
        assert_eq!(same, Comparison { count: 500, crps_ratio: 1.0, diebold_mariano: None });
    }

    #[test]
    fn beside_the_baseline_it_says_what_the_scores_say() {
        // A stretch of one says what the baseline says.
        let (walk, wide) = (judged(1_000, 1.0), judged(1_000, 2.0));
        let comparison = SideBySide { first: &walk, other: &wide }.at(days(1)).unwrap();
        let origins = NaiveDate::MIN..=NaiveDate::MAX;
        let scores = scores(&wide, &Selection { horizon: days(1), origins, regime: None }).unwrap();
        assert_eq!(comparison.crps_ratio, scores.crps.value);
        assert_eq!(comparison.diebold_mariano, scores.diebold_mariano);
        assert!(comparison.diebold_mariano.unwrap().statistic > 5.0, "too wide a forecast loses");
        let turned = SideBySide { first: &wide, other: &walk }.at(days(1)).unwrap();
        assert!((turned.crps_ratio * comparison.crps_ratio - 1.0).abs() < 1e-12);
        assert!(turned.diebold_mariano.unwrap().statistic < -5.0);
    }

    #[test]
    fn only_what_both_were_judged_for_counts() {
        let (first, other) = (judged(500, 1.0), judged(500, 1.5));
        let part = SideBySide { first: &first[100..], other: &other[..300] };
        let both = SideBySide { first: &first[100..300], other: &other[100..300] };
        assert_eq!(part.at(days(1)), both.at(days(1)));
        assert_eq!(part.at(days(1)).unwrap().count, 200);
        assert_eq!(SideBySide { first: &first[..100], other: &other[100..] }.at(days(1)), None);
        assert_eq!(part.at(days(5)), None);
    }
}

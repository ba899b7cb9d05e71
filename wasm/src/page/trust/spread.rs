//! Where outcomes fell in their forecast distributions: shares of twentieths, and which of them chance does not explain.

use super::wilson::around;
use paridad_wire::ScoreRow;

/// The shares of the twentieths, from the lowest to the highest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spread {
    /// One share a part.
    pub(super) shares: Vec<f64>,
    /// What each should be.
    pub(super) expected: f64,
    /// From where to where chance takes it.
    pub(super) band: [f64; 2],
}

impl Spread {
    /// Those of a row; none before anything was judged.
    pub(super) fn of(row: &ScoreRow) -> Option<Self> {
        let all: u32 = row.pit.iter().sum();
        if all == 0 {
            return None;
        }
        let expected = 1.0 / row.pit.len() as f64;
        Some(Self {
            shares: row.pit.iter().map(|count| f64::from(*count) / f64::from(all)).collect(),
            expected,
            band: around(expected, row.independent),
        })
    }

    /// Whether a share is higher or lower than chance makes it.
    pub(super) fn is_out(&self, share: f64) -> bool {
        let [low, high] = self.band;
        share < low || share > high
    }

    /// How many are.
    pub(super) fn out(&self) -> usize {
        self.shares.iter().filter(|share| self.is_out(**share)).count()
    }

    /// Whether chance explains those that are: of twenty, four or more are out in fewer than 2 of 100 cases.
    pub(super) fn is_even(&self) -> bool {
        self.out() <= 3 * self.shares.len() / 20
    }

    /// The shares of the lowest and of the highest tenth of the distribution.
    pub(super) fn tails(&self) -> [f64; 2] {
        let parts = self.shares.len() / 10;
        [self.shares.iter().take(parts).sum(), self.shares.iter().rev().take(parts).sum()]
    }
}

#[cfg(test)]
mod tests {
    use super::super::judged::tests::row;
    use super::*;

    #[test]
    fn what_is_even_is_called_so_and_a_heap_is_not() {
        let even = Spread::of(&row(1)).unwrap();
        assert!(even.is_even() && even.out() == 0);
        assert_eq!(even.tails().map(|share| (100.0 * share).round()), [10.0, 10.0]);
        let mut pit = vec![40; 20];
        pit[0] = 100;
        pit[19] = 90;
        pit[1] = 20;
        pit[2] = 20;
        let heaped = Spread::of(&ScoreRow { pit, ..row(1) }).unwrap();
        assert_eq!(heaped.out(), 4);
        assert!(!heaped.is_even());
    }

    #[test]
    fn few_independent_outcomes_explain_much() {
        let mut pit = vec![40; 20];
        pit[19] = 90;
        let spread = Spread::of(&ScoreRow { pit: pit.clone(), independent: 18.0, ..row(252) }).unwrap();
        assert_eq!(spread.out(), 0);
        assert_eq!(Spread::of(&ScoreRow { pit: vec![0; 20], ..row(1) }), None);
    }
}

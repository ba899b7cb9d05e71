//! How fast a rate has been moving: running scales of its daily returns, of the last week and of the last years.

use crate::maths::num;
use serde::{Deserialize, Serialize};

/// The decays at which a root mean square of returns is kept.
pub const DECAYS: [f64; 6] = [0.80, 0.94, 0.97, 0.985, 0.995, 0.999];

/// The index in [`DECAYS`] of the scale that the others are compared with.
const REFERENCE: usize = 2;
const SIZE_DECAY: f64 = 0.90;
const SIGN_DECAY: f64 = 0.80;

/// Added to every scale: a rate that is held fixed still has a tick.
const TICK: f64 = 1e-5;

/// How many returns must have been seen before a running scale is read.
pub(crate) const READY_AFTER: u32 = 20;

/// What is read of a running scale, against that of the last month or so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// The size of the last return.
    Day,
    /// The root mean square return at a mean age.
    Root(MeanAge),
    /// The mean absolute return of about two weeks.
    Size,
    /// The mean sign and size of the last week's returns: above zero where the target rose.
    Sign,
}

impl Reading {
    /// All readings, each with its word: the end of its features' names, and what a recipe's text calls it.
    pub(crate) const WORDS: [(&'static str, Self); 9] = [
        ("pace.1", Self::Day),
        ("pace.5", Self::Root(MeanAge::Days5)),
        ("pace.17", Self::Root(MeanAge::Days17)),
        ("pace.33", Self::Root(MeanAge::Days33)),
        ("pace.67", Self::Root(MeanAge::Days67)),
        ("pace.200", Self::Root(MeanAge::Days200)),
        ("pace.1000", Self::Root(MeanAge::Days1000)),
        ("size.10", Self::Size),
        ("sign.5", Self::Sign),
    ];

    /// The word of this reading.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// How far back an exponential mean reaches: the mean age, in days, of what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeanAge {
    /// Decay 0.80.
    Days5,
    /// Decay 0.94.
    Days17,
    /// Decay 0.97, the reference.
    Days33,
    /// Decay 0.985.
    Days67,
    /// Decay 0.995.
    Days200,
    /// Decay 0.999.
    Days1000,
}

impl MeanAge {
    /// All mean ages, shortest first.
    pub const ALL: [Self; DECAYS.len()] =
        [Self::Days5, Self::Days17, Self::Days33, Self::Days67, Self::Days200, Self::Days1000];

    /// Its place in [`DECAYS`].
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Days5 => 0,
            Self::Days17 => 1,
            Self::Days33 => 2,
            Self::Days67 => 3,
            Self::Days200 => 4,
            Self::Days1000 => 5,
        }
    }
}

/// Running scales of one rate: `v += max(1 - λ, 1/n) (r² - v)` for six decays λ, the same of `|r|` and of the sign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunningScale {
    count: u32,
    last_log: Option<f64>,
    last_return: f64,
    squares: [f64; DECAYS.len()],
    size: f64,
    sign: f64,
}

impl RunningScale {
    /// Takes in the logarithm of the rate on the next day.
    pub(crate) fn learn(&mut self, log: f64) {
        let Some(last) = self.last_log.replace(log) else { return };
        let r = log - last;
        self.last_return = r;
        self.count += 1;
        let floor = 1.0 / f64::from(self.count);
        for (square, decay) in self.squares.iter_mut().zip(DECAYS) {
            *square += (1.0 - decay).max(floor) * (r * r - *square);
        }
        self.size += (1.0 - SIZE_DECAY).max(floor) * (r.abs() - self.size);
        let z = (r / self.reference()).clamp(-4.0, 4.0);
        self.sign += (1.0 - SIGN_DECAY).max(floor) * (z - self.sign);
    }

    /// The scale that the others are compared with: the root mean square of about the last month.
    pub(crate) fn reference(&self) -> f64 {
        self.root(REFERENCE)
    }

    /// The mean square return at a mean age.
    pub(crate) fn variance(&self, age: MeanAge) -> f64 {
        self.squares[age.index()]
    }

    fn root(&self, index: usize) -> f64 {
        self.squares[index].sqrt() + TICK
    }

    /// A reading, as a logarithm against the reference, so that it has no unit and is zero where nothing is unusual.
    pub(crate) fn read(&self, reading: Reading) -> Option<f64> {
        if self.count < READY_AFTER {
            return None;
        }
        let reference = self.reference();
        let against_reference = |scale: f64| num::ln(scale / reference);
        Some(match reading {
            // A quarter of the reference keeps a day without a move finite.
            Reading::Day => against_reference((self.last_return.abs() + 0.25 * reference) / 1.05),
            Reading::Root(age) => against_reference(self.root(age.index())),
            // The mean absolute value of a normal deviate is sqrt(2 / π).
            Reading::Size => against_reference(self.size * (0.5 * std::f64::consts::PI).sqrt() + TICK),
            Reading::Sign => 2.0 * self.sign,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(returns: impl IntoIterator<Item = f64>) -> RunningScale {
        let mut scale = RunningScale::default();
        let mut log = 0.0;
        scale.learn(log);
        for r in returns {
            log += r;
            scale.learn(log);
        }
        scale
    }

    #[test]
    fn a_rate_that_moves_evenly_reads_near_zero() {
        let scale = after((0..500).map(|i| if i % 2 == 0 { 0.01 } else { -0.01 }));
        assert!((scale.reference() - 0.01 - TICK).abs() < 1e-9);
        for age in MeanAge::ALL {
            assert!(scale.read(Reading::Root(age)).unwrap().abs() < 1e-9);
        }
        assert!(
            scale.read(Reading::Size).unwrap() > 0.2,
            "even moves are larger in the mean than normal ones"
        );
    }

    #[test]
    fn a_burst_shows_first_in_the_youngest_mean() {
        let calm = (0..500).map(|i| if i % 2 == 0 { 0.001 } else { -0.001 });
        let scale = after(calm.chain([0.02; 3]));
        let root = |age| scale.read(Reading::Root(age)).unwrap();
        assert!(root(MeanAge::Days5) > root(MeanAge::Days17));
        assert!(root(MeanAge::Days200) < 0.0);
        assert!(scale.read(Reading::Sign).unwrap() > 0.5);
        assert!(scale.read(Reading::Day).unwrap() > 0.0);
    }

    #[test]
    fn too_little_seen_reads_nothing() {
        assert_eq!(after([0.01; 19]).read(Reading::Day), None);
    }

    #[test]
    fn every_reading_has_a_word_of_its_own() {
        let readings = MeanAge::ALL.map(Reading::Root).into_iter();
        let words: Vec<&str> =
            readings.chain([Reading::Day, Reading::Size, Reading::Sign]).map(Reading::word).collect();
        assert!(words.iter().all(|word| !word.is_empty()));
        assert_eq!(words.iter().collect::<std::collections::BTreeSet<_>>().len(), Reading::WORDS.len());
    }
}

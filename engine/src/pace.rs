//! How fast a rate has been moving: running scales of its daily returns, of the last week and of the last years.

use crate::num;
use crate::recipe::Reading;
use serde::{Deserialize, Serialize};

/// The decays at which a root mean square of returns is kept.
pub const DECAYS: [f64; 6] = [0.80, 0.94, 0.97, 0.985, 0.995, 0.999];

/// The index in [`DECAYS`] of the scale that the others are compared with.
const REFERENCE: usize = 2;
const SIZE_DECAY: f64 = 0.90;
const SIGN_DECAY: f64 = 0.80;

/// Added to every scale: a rate that is held fixed still has a tick.
const TICK: f64 = 1e-5;

/// How many returns must have been seen before a pace is read.
const READY_AFTER: u32 = 20;

/// Running scales of one rate: `v += max(1 - λ, 1/n) (r² - v)` for six decays λ, the same of `|r|` and of the sign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pace {
    count: u32,
    last_log: Option<f64>,
    last_return: f64,
    squares: [f64; DECAYS.len()],
    size: f64,
    sign: f64,
}

impl Pace {
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
            Reading::Root(window) => against_reference(self.root(window.index())),
            // The mean absolute value of a normal deviate is sqrt(2 / π).
            Reading::Size => against_reference(self.size * (0.5 * std::f64::consts::PI).sqrt() + TICK),
            Reading::Sign => 2.0 * self.sign,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Window;

    fn after(returns: impl IntoIterator<Item = f64>) -> Pace {
        let mut pace = Pace::default();
        let mut log = 0.0;
        pace.learn(log);
        for r in returns {
            log += r;
            pace.learn(log);
        }
        pace
    }

    #[test]
    fn a_rate_that_moves_evenly_reads_near_zero() {
        let pace = after((0..500).map(|i| if i % 2 == 0 { 0.01 } else { -0.01 }));
        assert!((pace.reference() - 0.01 - TICK).abs() < 1e-9);
        for window in Window::ALL {
            assert!(pace.read(Reading::Root(window)).unwrap().abs() < 1e-9);
        }
        assert!(
            pace.read(Reading::Size).unwrap() > 0.2,
            "even moves are larger in the mean than normal ones"
        );
    }

    #[test]
    fn a_burst_shows_first_in_the_short_window() {
        let calm = (0..500).map(|i| if i % 2 == 0 { 0.001 } else { -0.001 });
        let pace = after(calm.chain([0.02; 3]));
        let root = |window| pace.read(Reading::Root(window)).unwrap();
        assert!(root(Window::Days5) > root(Window::Days17));
        assert!(root(Window::Days200) < 0.0);
        assert!(pace.read(Reading::Sign).unwrap() > 0.5);
        assert!(pace.read(Reading::Day).unwrap() > 0.0);
    }

    #[test]
    fn too_little_seen_reads_nothing() {
        assert_eq!(after([0.01; 19]).read(Reading::Day), None);
    }
}

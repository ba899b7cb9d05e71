//! What a release was beside what was expected of it.

use super::memory::Memory;
use super::memory::Release;
use super::reading::{Drives, Moment, Needs};
use super::value::HOLDS;
use crate::features::quantity::Quantity;
use crate::features::scale::DECAY;
use crate::maths::parameter::parameters;
use chrono::Days;

parameters! {
    /// What a recipe sets of a surprise.
    pub struct Parameters {
        /// What is left of a surprise from one origin to the next.
        decay: f64 = DECAY,
        /// For how many calendar days after its period a value stands.
        holds: u16 = HOLDS,
    }
}

impl Drives for Parameters {
    const NAME: &'static str = "surprise";
    const SUMMARY: &'static str =
        "The last release of one series less what another said of it before it came, fading.";
    const NEEDS: Needs = Needs::Differences;

    fn read(&self, of: &Quantity, at: &Moment, memory: &mut Memory) -> Option<f64> {
        let holds = Days::new(self.holds.into());
        let latest = |series| at.panel.latest(series, at.day()?, holds);
        let expected = latest(of.other()?).map(|(_, value)| value);
        let (period, value) = latest(of.leading())?;
        let release = Release { period, value };
        let left = match memory {
            // A revision is no news of another period.
            Memory::Surprise { release: last, left, .. } if last.period == period => *left * self.decay,
            Memory::Surprise { expected: Some(before), .. } => value - *before,
            _ => 0.0,
        };
        *memory = Memory::Surprise { release, expected, left };
        Some(left)
    }
}

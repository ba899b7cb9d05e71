//! How fast a value moves of late, against how fast it moves by custom.

use super::memory::Mean;
use super::memory::Memory;
use super::reading::{Drives, Moment};
use super::value::HOLDS;
use crate::features::quantity::Quantity;
use crate::features::running_scale::READY_AFTER;
use crate::features::scale::DECAY;
use crate::maths::num;
use crate::maths::parameter::parameters;

parameters! {
    /// What a recipe sets of a speed.
    pub struct Parameters {
        /// What the variance of late keeps of itself from one origin to the next.
        fast: f64 = DECAY,
        /// What the customary variance keeps of itself.
        slow: f64 = DECAY,
        /// For how many calendar days after its period a value stands.
        holds: u16 = HOLDS,
    }
}

/// The share of the customary variance that is added to that of late: no logarithm of zero, and a rate that rests is not taken for
/// the end of all movement.
const FLOOR: f64 = 0.01;

impl Drives for Parameters {
    const NAME: &'static str = "speed";
    const SUMMARY: &'static str =
        "The logarithm of how fast a value moves of late, against how fast it moves by custom.";

    fn read(&self, of: &Quantity, at: &Moment, memory: &mut Memory) -> Option<f64> {
        let value = of.read(at.panel, at.day()?, self.holds)?;
        let (last, mut fast, mut slow) = match memory {
            Memory::Speed { last, fast, slow } => (Some(*last), *fast, *slow),
            _ => (None, Mean::default(), Mean::default()),
        };
        let variances = last.map(|last| {
            let square = (value - last) * (value - last);
            (fast.learn(square, self.fast), slow.learn(square, self.slow))
        });
        *memory = Memory::Speed { last: value, fast, slow };
        let (late, custom) = variances.filter(|(_, custom)| slow.count() >= READY_AFTER && *custom > 0.0)?;
        Some(0.5 * num::ln((late + FLOOR * custom) / ((1.0 + FLOOR) * custom)))
    }
}

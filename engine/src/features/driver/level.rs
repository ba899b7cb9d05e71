//! A value against its running mean.

use super::memory::Memory;
use super::reading::{Drives, Moment};
use super::value::HOLDS;
use crate::features::quantity::Quantity;
use crate::features::scale::DECAY;
use crate::features::standing::{Standing, Supposed};
use crate::maths::parameter::parameters;

parameters! {
    /// What a recipe sets of a level.
    pub struct Parameters {
        /// What the mean keeps of itself from one origin to the next.
        decay: f64 = DECAY,
        /// For how many calendar days after its period a value stands.
        holds: u16 = HOLDS,
    }
}

impl Drives for Parameters {
    const NAME: &'static str = "level";
    const SUMMARY: &'static str = "How far a value stands from its exponential mean.";

    fn read(&self, of: &Quantity, at: &Moment, memory: &mut Memory) -> Option<f64> {
        let value = of.read(at.panel, at.day()?, self.holds)?;
        Some(value - memory.learn_mean(value, self.decay))
    }

    /// The mean has taken the value in, and would follow it so far.
    fn supposed(&self, says: f64, of: &Quantity, supposed: &Supposed, _standing: &Standing) -> f64 {
        says + self.decay * supposed.shift(of)
    }
}

//! What options imply of how far something moves, against how far the target does.

use super::memory::Memory;
use super::reading::{Drives, Moment, Needs};
use super::value::HOLDS;
use crate::features::quantity::Quantity;
use crate::features::scale::DECAY;
use crate::features::standing::{Standing, Supposed};
use crate::maths::num;
use crate::maths::parameter::parameters;

parameters! {
    /// What a recipe sets of an implied volatility.
    pub struct Parameters {
        /// What the mean keeps of itself from one origin to the next.
        decay: f64 = DECAY,
        /// For how many calendar days after its period a value stands.
        holds: u16 = HOLDS,
    }
}

impl Drives for Parameters {
    const NAME: &'static str = "implied";
    const SUMMARY: &'static str = "An implied volatility, in percent a year as a logarithm, against the target's own of the last month, \
                                   and both against what is customary between them.";
    const NEEDS: Needs = Needs::Logarithms;

    fn read(&self, of: &Quantity, at: &Moment, memory: &mut Memory) -> Option<f64> {
        let implied = of.read(at.panel, at.day()?, self.holds)?;
        let own = num::ln(100.0 * 252_f64.sqrt() * at.deviation);
        Some(implied - own - memory.learn_mean(implied - own, self.decay))
    }

    /// The mean has taken the value in, and would follow it so far.
    fn supposed(&self, says: f64, of: &Quantity, supposed: &Supposed, _standing: &Standing) -> f64 {
        says + self.decay * supposed.shift(of)
    }
}

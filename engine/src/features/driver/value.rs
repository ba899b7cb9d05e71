//! A value as it stands, held from the day on which it became known.

use super::memory::Memory;
use super::reading::{Drives, Moment};
use crate::features::quantity::Quantity;
use crate::features::standing::{Standing, Supposed};
use crate::maths::parameter::{Allowed, parameters};

/// How long a value may be held.
pub(super) const HOLDS: Allowed = Allowed::Whole(1, 400);

parameters! {
    /// What a recipe sets of a value.
    pub struct Parameters {
        /// For how many calendar days after its period a value stands.
        holds: u16 = HOLDS,
    }
}

impl Drives for Parameters {
    const NAME: &'static str = "value";
    const SUMMARY: &'static str = "A value as it stands, such as the difference of two rates of interest.";

    fn read(&self, of: &Quantity, at: &Moment, _memory: &mut Memory) -> Option<f64> {
        of.read(at.panel, at.day()?, self.holds)
    }

    fn supposed(&self, says: f64, of: &Quantity, supposed: &Supposed, _standing: &Standing) -> f64 {
        says + supposed.shift(of)
    }
}

//! How far a value has moved over some publication days of the target.

use super::memory::Memory;
use super::reading::{Drives, Moment};
use super::value::HOLDS;
use crate::features::quantity::Quantity;
use crate::features::standing::{Standing, Supposed};
use crate::maths::parameter::{Allowed, parameters};
use crate::time::horizon::LEARNED_DAYS;

parameters! {
    /// What a recipe sets of a move.
    pub struct Parameters {
        /// Over how many publication days of the target.
        span: u16 = Allowed::Whole(1, LEARNED_DAYS),
        /// For how many calendar days after its period a value stands.
        holds: u16 = HOLDS,
    }
}

impl Drives for Parameters {
    const NAME: &'static str = "move";
    const SUMMARY: &'static str = "How far a value has moved over some publication days of the target.";

    fn read(&self, of: &Quantity, at: &Moment, _memory: &mut Memory) -> Option<f64> {
        let then = of.read(at.panel, at.day_before(self.span.into())?, self.holds)?;
        Some(of.read(at.panel, at.day()?, self.holds)? - then)
    }

    fn supposed(&self, says: f64, of: &Quantity, supposed: &Supposed, _standing: &Standing) -> f64 {
        says + supposed.shift(of)
    }
}

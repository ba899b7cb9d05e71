//! How long ago something was released.

use super::memory::Memory;
use super::memory::Release;
use super::reading::{Drives, Moment};
use super::value::HOLDS;
use crate::features::quantity::Quantity;
use crate::maths::parameter::parameters;
use chrono::Days;

parameters! {
    /// What a recipe sets of an age.
    pub struct Parameters {
        /// For how many calendar days after its period a value stands.
        holds: u16 = HOLDS,
    }
}

/// Publication days in a month, in which an age is counted.
const MONTH: f64 = 21.0;

impl Drives for Parameters {
    const NAME: &'static str = "age";
    const SUMMARY: &'static str =
        "How long ago, in months of 21 publication days, the leading series was released or revised.";

    fn read(&self, of: &Quantity, at: &Moment, memory: &mut Memory) -> Option<f64> {
        let (period, value) = at.panel.latest(of.leading(), at.day()?, Days::new(self.holds.into()))?;
        let release = Release { period, value };
        let before = match memory {
            Memory::Release { release: last, origins } if *last == release => Some(*origins),
            _ => None,
        };
        let origins = before.map_or(0, |origins| origins.saturating_add(1));
        *memory = Memory::Release { release, origins };
        Some(f64::from(origins) / MONTH)
    }
}

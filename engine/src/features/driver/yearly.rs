//! The yearly change of a monthly index, by the vintages of the day.

use super::memory::Memory;
use super::reading::{Drives, Moment, Needs};
use super::value::HOLDS;
use crate::features::quantity::Quantity;
use crate::features::standing::{Standing, Supposed};
use crate::maths::parameter::parameters;
use chrono::{Days, Months};

parameters! {
    /// What a recipe sets of a yearly change.
    pub struct Parameters {
        /// For how many calendar days after its period a value stands.
        holds: u16 = HOLDS,
    }
}

impl Drives for Parameters {
    const NAME: &'static str = "yearly";
    const SUMMARY: &'static str = "The yearly change of a monthly index in percent, less the other series where there is one, such as \
                                   what a survey expects of it.";
    const NEEDS: Needs = Needs::Values;

    fn read(&self, of: &Quantity, at: &Moment, _memory: &mut Memory) -> Option<f64> {
        let (day, holds) = (at.day()?, Days::new(self.holds.into()));
        let (period, now) = at.panel.latest(of.leading(), day, holds)?;
        let then = at.panel.value(of.leading(), period - Months::new(12)).filter(|then| *then > 0.0)?;
        let change = 100.0 * (now / then - 1.0);
        match of.other() {
            Some(other) => Some(change - at.panel.latest(other, day, holds)?.1),
            None => Some(change),
        }
    }

    fn supposed(&self, says: f64, of: &Quantity, supposed: &Supposed, standing: &Standing) -> f64 {
        if of.leading() != supposed.series {
            return says + supposed.shift(of);
        }
        let beside = of.other().and_then(|other| standing.of(other)).unwrap_or(0.0);
        says + (100.0 + says + beside) * (supposed.to / supposed.from - 1.0)
    }
}

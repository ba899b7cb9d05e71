//! How many scheduled events lie in the window of a forecast, more than by custom.

use super::memory::Memory;
use super::reading::{Drives, Moment, Needs};
use crate::features::quantity::Quantity;
use crate::maths::parameter::{Figure, Parameter};
use serde::{Deserialize, Serialize};

/// Of events a recipe sets nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters;

impl crate::maths::parameter::Parameters for Parameters {
    const ALL: &'static [Parameter] = &[];

    fn figures(&self) -> Vec<Figure> {
        Vec::new()
    }

    fn from_figures(figures: &[Figure]) -> Option<Self> {
        figures.is_empty().then_some(Self)
    }
}

impl Drives for Parameters {
    const NAME: &'static str = "events";
    const SUMMARY: &'static str = "How many scheduled events of a kind lie between the origin and the day that is forecast, less \
                                   their customary number, over the square root of the days. Of the spread alone.";
    const NEEDS: Needs = Needs::Events;

    /// It has a value for each horizon, which the agenda tells.
    fn read(&self, _of: &Quantity, _at: &Moment, _memory: &mut Memory) -> Option<f64> {
        None
    }
}

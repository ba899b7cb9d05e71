//! What a driver is: how it reads, from what, and what it can read.

use super::memory::Memory;
use crate::data::panel::Panel;
use crate::data::scheduled::Scheduled;
use crate::features::quantity::Quantity;
use crate::features::standing::{Standing, Supposed};
use crate::maths::parameter::Parameters;
use chrono::NaiveDate;

/// What drivers are read from at an origin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment<'a> {
    /// All that is known.
    pub(crate) panel: &'a Panel,
    /// The target's last publication days up to the origin's, oldest first.
    pub(crate) days: &'a [NaiveDate],
    /// The deviation of the target's daily returns of about the last month.
    pub(crate) deviation: f64,
}

impl Moment<'_> {
    /// The day of the origin.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        self.days.last().copied()
    }

    /// The target's day `back` publication days before.
    pub(crate) fn day_before(&self, back: usize) -> Option<NaiveDate> {
        self.days.get(self.days.len().checked_sub(back + 1)?).copied()
    }
}

/// What quantities a kind of driver can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Any.
    Anything,
    /// Logarithms only.
    Logarithms,
    /// One series, or one less another.
    Values,
    /// One less another only.
    Differences,
    /// The calendar of a kind of scheduled events.
    Events,
}

impl Needs {
    /// Whether a quantity is one of them.
    pub fn holds(self, of: &Quantity) -> bool {
        match self {
            Self::Anything => true,
            Self::Logarithms => matches!(of, Quantity::Log(_) | Quantity::LogRatio(..)),
            Self::Values => matches!(of, Quantity::Value(_) | Quantity::Difference(..)),
            Self::Differences => matches!(of, Quantity::Difference(..)),
            Self::Events => scheduled(of).is_some(),
        }
    }
}

/// What every driver says of itself.
pub(crate) trait Drives: Parameters {
    /// What it is called in recipes.
    const NAME: &'static str;

    /// What it is, in a sentence.
    const SUMMARY: &'static str;

    /// What it can read.
    const NEEDS: Needs = Needs::Anything;

    /// Takes in where things stand at an origin and says what they come to; nothing where a value is missing.
    fn read(&self, of: &Quantity, at: &Moment, memory: &mut Memory) -> Option<f64>;

    /// What it would say, instead of this, if a series stood elsewhere; the same where it is of the past.
    fn supposed(&self, says: f64, _of: &Quantity, _supposed: &Supposed, _standing: &Standing) -> f64 {
        says
    }
}

/// The kind of events whose calendar a quantity is.
pub(crate) fn scheduled(of: &Quantity) -> Option<Scheduled> {
    match of {
        Quantity::Value(series) => Scheduled::of(series),
        _ => None,
    }
}

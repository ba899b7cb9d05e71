//! Drivers: what any series says of the point or of the spread.
//!
//! A driver is one file: what a recipe sets of it, how it is read, what it remembers. The table below is the one place that lists
//! them; recipe text, schema and what is stored follow from it. What is missing is silent: no driver ever stands in for a value.

pub mod age;
pub mod events;
pub mod implied;
pub mod level;
mod memory;
pub mod movement;
mod reading;
pub mod speed;
pub mod surprise;
pub mod value;
pub mod yearly;

pub(crate) use memory::Memory;
use reading::Drives;
pub use reading::Needs;
pub(crate) use reading::{Moment, scheduled};

use crate::data::series::SeriesId;
use crate::features::quantity::Quantity;
use crate::features::standing::{Standing, Supposed};
use crate::maths::parameter::{Figure, Parameter, Parameters};
use serde::{Deserialize, Serialize};

/// What a driver reads, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// What is read.
    pub of: Quantity,
    /// How.
    pub kind: DriverKind,
}

/// The line of a driver in the table.
#[derive(Debug, Clone, Copy)]
pub struct Registered {
    /// What it is called.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub summary: &'static str,
    /// What it can read.
    pub needs: Needs,
    /// What a recipe sets of it.
    pub parameters: &'static [Parameter],
    /// Its kind from the values of those; none if they are others.
    pub kind: fn(&[Figure]) -> Option<DriverKind>,
}

/// Makes the table of drivers, one variant each. A kind is stored by its place, so the order never changes, and what is new comes last.
macro_rules! drivers {
    ($($variant:ident($parameters:ty),)+) => {
        /// How a driver reads.
        #[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
        pub enum DriverKind {
            $(#[doc = concat!("As `", stringify!($parameters), "` say.")] $variant($parameters),)+
        }

        impl DriverKind {
            /// All kinds, in the order in which they are stored.
            pub const ALL: &'static [Registered] = &[
                $(Registered {
                    name: <$parameters as Drives>::NAME,
                    summary: <$parameters as Drives>::SUMMARY,
                    needs: <$parameters as Drives>::NEEDS,
                    parameters: <$parameters as Parameters>::ALL,
                    kind: |figures| <$parameters as Parameters>::from_figures(figures).map(Self::$variant),
                }),+
            ];

            /// What it is called in recipes.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$parameters as Drives>::NAME,)+
                }
            }

            /// What a recipe sets of it, in the order of its parameters.
            pub fn figures(self) -> Vec<Figure> {
                match self {
                    $(Self::$variant(own) => own.figures(),)+
                }
            }

            fn supposed(self, says: f64, of: &Quantity, supposed: &Supposed, standing: &Standing) -> f64 {
                match self {
                    $(Self::$variant(own) => own.supposed(says, of, supposed, standing),)+
                }
            }

            fn read(self, of: &Quantity, at: &Moment, memory: &mut Memory) -> Option<f64> {
                match self {
                    $(Self::$variant(own) => own.read(of, at, memory),)+
                }
            }
        }
    };
}

drivers! {
    Value(value::Parameters),
    Level(level::Parameters),
    Movement(movement::Parameters),
    Speed(speed::Parameters),
    Implied(implied::Parameters),
    Age(age::Parameters),
    Surprise(surprise::Parameters),
    Yearly(yearly::Parameters),
    Events(events::Parameters),
}

impl Driver {
    /// The series that it reads.
    pub fn series(&self) -> impl Iterator<Item = &SeriesId> {
        self.of.series()
    }

    /// What it is called where nobody gave it a name, such as `cboe.vix.level.0.97`: what it reads, how, and the first figure that
    /// a recipe sets of that.
    pub fn usual_name(&self) -> String {
        let of = self.of.to_string().replace("ln ", "").replace([' ', '/'], "");
        if let DriverKind::Events(_) = self.kind {
            return of;
        }
        let first = match self.kind.figures().first() {
            Some(Figure::Number(number)) => format!(".{number}"),
            Some(Figure::Whole(whole)) => format!(".{whole}"),
            None => String::new(),
        };
        format!("{of}.{}{first}", self.kind.name())
    }

    /// Takes in where things stand at an origin and says what they come to.
    pub(crate) fn read(&self, at: &Moment, memory: &mut Memory) -> Option<f64> {
        self.kind.read(&self.of, at, memory).filter(|value| value.is_finite())
    }

    /// What it would say, instead of this, if a series stood elsewhere.
    pub(crate) fn supposed(&self, says: f64, supposed: &Supposed, standing: &Standing) -> f64 {
        let would = self.kind.supposed(says, &self.of, supposed, standing);
        if would.is_finite() { would } else { says }
    }
}

#[cfg(test)]
pub(crate) mod tests;

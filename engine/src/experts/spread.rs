//! Experts of the spread: how far from the point the rate may be, and in which shape.
//!
//! An expert is one file: what a recipe sets of it, where it begins, what it says and learns, and what is stored of it. The table
//! below is the one place that lists them.

#[cfg(test)]
mod contract;
mod ewma;
mod fan;
mod garch;
pub mod gradient;
pub mod har;
mod learned;
mod learner;
mod log_scale;
mod paths;
pub mod rooted;
pub mod stretched;
pub mod term;
mod walk;

pub use ewma::Ewma;
pub use fan::{Fan, ResolvedFan};
pub(crate) use fan::{Reach, resolve, scale_at};
pub(crate) use garch::Garch;
pub use garch::SharedGarch;
pub use gradient::Gradient;
pub use har::Har;
pub(crate) use learned::log_scale;
pub use learner::{RevealedResidual, Scales, Spread};
pub(crate) use learner::{SpreadMember, SpreadMemory};
pub(crate) use paths::{Dynamics, paths};
pub use rooted::Rooted;
pub use stretched::Stretched;
pub use term::Term;
pub use walk::Walk;

use crate::experts::registry::registry;
use crate::maths::parameter::NoParameters;
use serde::{Deserialize, Serialize};

/// Who says how far the rate may be from the point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SpreadExpert {
    /// Which expert it is.
    pub kind: SpreadKind,
    /// Its weight before anything was seen, beside those of the others.
    pub weight: f64,
}

registry! {
    /// An expert of the spread as a recipe sets it.
    pub enum SpreadKind;
    /// An expert of the spread as it learns.
    enum Spreader: SpreadMember;
    Walk(NoParameters) => Walk,
    Ewma(NoParameters) => Ewma,
    Garch(NoParameters) => SharedGarch,
    Har(har::Parameters) => Har,
    Gradient(gradient::Parameters) => Gradient,
    Stretched(stretched::Parameters) => Stretched,
    Rooted(rooted::Parameters) => Rooted,
    Term(term::Parameters) => Term,
}

impl SpreadKind {
    /// What it is called in answers, beside the other experts of its recipe.
    pub fn name_among(self, experts: &[SpreadExpert]) -> String {
        let name = |of: u8| experts.get(usize::from(of)).map(|expert| expert.kind.name_among(experts));
        match self {
            Self::Stretched(stretched::Parameters { of, factor }) => {
                format!("{} x {factor}", name(of).unwrap_or_default())
            }
            Self::Rooted(rooted::Parameters { of, days, .. }) => {
                format!("{} at {days}", name(of).unwrap_or_default())
            }
            _ => self.name().to_owned(),
        }
    }
}

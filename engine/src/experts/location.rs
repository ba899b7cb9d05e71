//! Experts of location: where the rate goes, and how each learns it one row at a time or by refits.
//!
//! Rows are standardised and labels are in units of their horizon's scale. An expert is one file: what a recipe sets of it, how it
//! begins, says and learns, and what is stored of it. The table below is the one place that lists them.

mod carry;
#[cfg(test)]
mod contract;
pub mod elastic_net;
mod forest;
mod gain;
mod learner;
mod linear;
pub mod mean;
mod prediction;
pub mod random_forest;
mod random_walk;
pub mod ridge;
mod stored;

pub use carry::Carry;
pub(crate) use carry::forward;
pub use elastic_net::ElasticNet;
pub use forest::{Forest, ForestError, Node, Tree};
pub(crate) use gain::{FORGETTING, Gain, PENALTY};
pub use learner::Learner;
pub(crate) use learner::{LabelledRows, LocationMember};
pub(crate) use linear::BOUND;
pub use linear::Linear;
pub use mean::Mean;
pub use prediction::{Prediction, Sight};
pub use random_forest::RandomForest;
pub use random_walk::RandomWalk;
pub use ridge::Ridge;
pub(crate) use stored::LocationMemory;
pub use stored::{Differential, Speaker};

use crate::experts::registry::registry;
use crate::maths::parameter::NoParameters;
use serde::{Deserialize, Serialize};

/// Who says where the rate goes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LocationExpert {
    /// Which expert it is.
    pub kind: LocationKind,
    /// Its weight before anything was seen, beside those of the others.
    pub weight: f64,
}

registry! {
    /// An expert of location as a recipe sets it.
    pub enum LocationKind;
    /// An expert of location as it learns.
    enum Location: LocationMember;
    Walk(NoParameters) => RandomWalk,
    Mean(mean::Parameters) => Mean,
    Carry(NoParameters) => Carry,
    Ridge(ridge::Parameters) => Ridge,
    ElasticNet(elastic_net::Parameters) => ElasticNet,
    Forest(random_forest::Parameters) => RandomForest,
}

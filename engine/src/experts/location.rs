//! Learners of location: what each says for a row, and how it learns one row at a time.
//!
//! Rows are standardised and labels are in units of their horizon's scale. What is learned in batches enters beside
//! these as fitted numbers that this package predicts and explains from.

mod carry;
#[cfg(test)]
mod contract;
mod forest;
mod gain;
mod linear;
mod mean;
mod prediction;
mod random_walk;
mod refit_learner;
mod ridge;
mod speaker;

pub use carry::Carry;
pub use forest::{Forest, ForestError, Node, Tree};
pub(crate) use gain::Gain;
pub use linear::Linear;
pub use mean::Mean;
pub use prediction::{Prediction, Sight};
pub use random_walk::RandomWalk;
pub use refit_learner::RefitLearner;
pub use ridge::Ridge;
pub use speaker::{Learner, Speaker};

//! What is learned in batches, behind one pure function: the same job gives the same numbers.
//!
//! Native only: the fitted numbers travel, the fitting does not. The engine predicts and explains from them.

mod elastic_net;
mod error;
mod forest;
mod gjr;
#[cfg(test)]
mod noise;
mod simplex;
mod table;

pub use error::RefitError;

use paridad_engine::experts::refit::{Fitted, Job};
use table::Table;

/// Fits what the job asks for, on the calling thread.
pub fn refit(job: &Job) -> Result<Fitted, RefitError> {
    match job {
        Job::ElasticNet { rows, labels, penalty, l1_ratio } => {
            let penalty = elastic_net::Penalty::new(*penalty, *l1_ratio)?;
            elastic_net::refit(&Table::new(rows, labels)?, penalty).map(Fitted::Linear)
        }
        Job::Forest { rows, labels, shape, seed } => {
            forest::refit(&Table::new(rows, labels)?, *shape, *seed).map(Fitted::Forest)
        }
        Job::Gjr { returns, start } => gjr::refit(returns, start.as_ref()).map(Fitted::Gjr),
    }
}

#[cfg(test)]
mod tests;

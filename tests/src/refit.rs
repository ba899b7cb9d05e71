//! Answers to the refits that a forecaster waits for, computed at once.

use paridad_engine::experts::refit::{Fitted, Job};
use paridad_engine::forecaster::refits::Request;

/// The answer to each job, in their order; nothing where the fit failed.
pub fn answer(jobs: Vec<(Request, Job)>) -> Vec<(Request, Option<Fitted>)> {
    jobs.into_iter().map(|(request, job)| (request, paridad_refit::refit(&job).ok())).collect()
}

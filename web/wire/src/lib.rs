//! The API's plain structs, shared by server and dashboard.
//!
//! Every answer that speaks of the rate carries [`Spoken`]: who speaks, from when, and how old that is.

mod answers;
mod forecast;
mod problem;
mod records;
mod requests;

pub use answers::{
    Alarm, BackedUp, Drift, FeatureDrift, Point, Pulled, Series, SeriesSummary, Status, Verified, Version,
    Versions,
};
pub use forecast::{Contribution, Explanation, Forecast, Maturity, Probability, Quantile, Spoken};
pub use problem::Problem;
pub use records::{AuditEntry, Batch};
pub use requests::{Backup, Pull, Resume, Rollback};

//! The API's plain structs, shared by server and dashboard.
//!
//! Every answer that speaks of the rate carries [`Provenance`]: who speaks, from when, and how old that is.

mod answers;
mod change;
mod forecast;
mod freshness;
mod jobs;
mod paths;
mod precedents;
mod preview;
mod problem;
mod push;
mod records;
mod requests;
mod review;
mod scores;
mod tokens;
mod verified;
mod weights;

pub use answers::{
    Alarm, BackedUp, Concern, Drift, FeatureDrift, Point, Pulled, Series, SeriesSummary, Status, Version,
    VersionKind, Versions,
};
pub use change::{Change, ChangePart, ChangeSide, Moved};
pub use forecast::{
    Bound, Contribution, Explanation, Forecast, Maturity, Probability, ProbabilityBelow, Provenance,
    Quantile, Shortfall, Touch, Width, WidthContribution,
};
pub use freshness::Freshness;
pub use jobs::{Job, JobResult, JobState};
pub use paths::Paths;
pub use precedents::{Note, Precedent, Propose, Revoke};
pub use preview::{Expectation, LearnedUntil, Moves, Preview};
pub use problem::Problem;
pub use push::{Push, Pushed, PushedValue};
pub use records::{AuditEntry, Batch, Profile, Vintage};
pub use requests::{Backup, Pull, Resume, Rollback};
pub use review::{
    Decide, DecideGroup, Exclude, Extent, Held, HeldGroup, KnownFrom, NewChallenger, Opinion, Promote,
    Requested, Run, RunBrought, SeriesExtent, Waits,
};
pub use scores::{Ratio, ScoreRow, Scores, Significance};
pub use tokens::{MadeToken, NewToken, Token};
pub use verified::{Proven, ReplayedLine, Verified, Verify};
pub use weights::{DayWeights, Weights};

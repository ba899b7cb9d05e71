//! The API's plain structs, shared by server and dashboard: a file for each capability of the server.
//!
//! Every answer that speaks of the rate carries [`Provenance`]: who speaks, from when, and how old that is.

mod audit;
mod backup;
mod change;
mod co_movement;
mod drift;
mod episodes;
mod events;
mod exclusion;
mod explanation;
mod forecast;
mod freshness;
mod health;
mod jobs;
mod precedents;
mod problem;
mod provenance;
mod push;
mod quality;
mod review;
mod scores;
mod series;
mod sources;
mod tokens;
mod verify;
mod versions;
mod weights;

pub use audit::AuditEntry;
pub use backup::{BackedUp, Backup};
pub use change::{Change, ChangePart, ChangeSide, Moved, MovedProbability, ProbabilityPart};
pub use co_movement::{CoMovement, CoMovements, OtherMoves};
pub use drift::{Alarm, Drift, FeatureDrift};
pub use episodes::{Episode, EpisodeDay, Episodes};
pub use events::{EventCalendar, Events, ScheduledEvent, TakeEvents};
pub use exclusion::{Exclude, Expectation, Extent, LearnedUntil, Moves, Preview, SeriesExtent};
pub use explanation::{Contribution, Explanation, LikelihoodReasons, Width, WidthContribution};
pub use forecast::{
    Bound, Forecast, Maturity, Paths, Probability, ProbabilityBelow, Quantile, Scenario, Shortfall, Touch,
};
pub use freshness::Freshness;
pub use health::{Concern, Status};
pub use jobs::{Job, JobResult, JobState};
pub use precedents::{Note, Precedent, Propose, Revoke};
pub use problem::Problem;
pub use provenance::Provenance;
pub use push::{Push, Pushed, PushedValue};
pub use quality::{Batch, Profile};
pub use review::{Decide, DecideGroup, Held, HeldGroup, KnownFrom, Opinion};
pub use scores::{Ratio, ScoreRow, Scores, Significance};
pub use series::{Point, Series, SeriesSummary, Vintage};
pub use sources::{Pull, Pulled, Run, RunBrought};
pub use tokens::{MadeToken, NewToken, Token};
pub use verify::{Proven, ReplayedLine, Verified, Verify};
pub use versions::{
    NewChallenger, Promote, Requested, Resume, Rollback, Version, VersionKind, Versions, Waits,
};
pub use weights::{DayWeights, Weights};

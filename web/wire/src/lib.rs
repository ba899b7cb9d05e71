//! The API's plain structs, shared by server and dashboard: a file for each capability of the server.
//!
//! Every answer that speaks of the rate carries [`Provenance`]: who speaks, from when, and how old that is.

mod audit;
mod backup;
mod calendar;
mod change;
mod co_movement;
mod drift;
mod episodes;
mod exclusion;
mod explanation;
mod forecast;
mod freshness;
mod health;
mod jobs;
mod live;
mod precedents;
mod problem;
mod provenance;
mod push;
mod quality;
mod review;
mod scores;
mod series;
mod sources;
mod today;
mod tokens;
mod verify;
mod versions;
mod weights;

pub use audit::AuditEntry;
pub use backup::{BackedUp, Backup};
pub use calendar::{Calendar, EventCalendar, ScheduledEvent, TakeCalendar};
pub use change::{Change, ChangePart, ChangeSide, Moved, MovedProbability, ProbabilityPart};
pub use co_movement::{CoMovement, CoMovements, OtherMoves};
pub use drift::{Alarm, Distribution, Drift, FalseAlarms, FeatureDrift};
pub use episodes::{Episode, EpisodeDay, Episodes};
pub use exclusion::{Exclude, Expectation, Extent, LearnedUntil, Moves, Preview, SeriesExtent};
pub use explanation::{Contribution, Explanation, LikelihoodReasons, Width, WidthContribution};
pub use forecast::{
    Bound, Forecast, Maturity, Paths, Probability, ProbabilityBelow, Quantile, Scenario, Shortfall, Touch,
};
pub use freshness::Freshness;
pub use health::{Concern, Late, Status, Waiting};
pub use jobs::{Job, JobResult, JobState};
pub use live::{Happened, Happening, ResetReason};
pub use precedents::{Note, Precedent, Propose, Revoke};
pub use problem::Problem;
pub use provenance::Provenance;
pub use push::{Push, Pushed, PushedValue};
pub use quality::{Batch, Profile};
pub use review::{Decide, DecideGroup, Held, HeldGroup, KnownFrom, Opinion};
pub use scores::{Ratio, RollingCoverage, RollingDay, ScoreRow, Scores, Significance};
pub use series::{Point, Series, SeriesSummary, Vintage};
pub use sources::{Pull, Pulled, Run, RunBrought};
pub use today::{
    Above, Coverage, EarlierFan, FanStep, Hits, Judged, Matrix, MatrixRow, PublishedRate, Settlement,
    SinceYesterday, ToReview, Today, Trust,
};
pub use tokens::{MadeToken, NewToken, Token};
pub use verify::{Proven, ReplayedLine, Verified, Verify};
pub use versions::{
    NewChallenger, Promote, Requested, Resume, Rollback, Version, VersionKind, Versions, Waits,
};
pub use weights::{DayWeights, Weights};

//! Why the conductor could not do as asked.

mod too_much;

pub(crate) use too_much::{Counted, TooMuch};

use crate::secrets::personal::ProtectError;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::recipe::RecipeError;
use paridad_engine::snapshot::DecodeError;
use paridad_ingest::bundle::BundleError;
use paridad_ingest::feed::failed::SourceError;
use paridad_ingest::feed::parse::ParseError;
use paridad_ingest::quality::PastError;
use paridad_store::StoreError;
use std::path::PathBuf;

/// Why the conductor could not do as asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConductorError {
    /// The archive failed.
    #[error("the archive failed")]
    Store(#[from] StoreError),
    /// A snapshot cannot be read.
    #[error("the snapshot of version {version} cannot be read")]
    Snapshot {
        version: u64,
        #[source]
        source: DecodeError,
    },
    /// The data folder cannot be made.
    #[error("the folder {} cannot be made", path.display())]
    Folder {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// A history file cannot be read.
    #[error("the history {} cannot be read", path.display())]
    HistoryFile {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// The bundled history cannot be read.
    #[error("the bundled history cannot be used")]
    Bundle(#[from] BundleError),
    /// The recipe cannot be.
    #[error("the recipe cannot be used")]
    Recipe(#[from] RecipeError),
    /// The history is too short to speak.
    #[error("the history must have at least {needed} days of {target} before it can speak, got {got}")]
    HistoryTooShort { target: String, needed: u32, got: usize },
    /// A recipe has seen too little of its target to speak.
    #[error("the archive must have at least {needed} daily moves of {target} before it can speak, got {got}")]
    TooFewDays { target: String, needed: u32, got: u32 },
    /// A source gave no payload.
    #[error("the source {name} gave nothing")]
    Source {
        name: String,
        #[source]
        source: SourceError,
    },
    /// A payload cannot be read.
    #[error("the answer of the source {name} cannot be read")]
    Parse {
        name: String,
        #[source]
        source: ParseError,
    },
    /// What a payload is judged by cannot be read.
    #[error("what {name} brought cannot be judged")]
    Unjudged {
        name: String,
        #[source]
        source: PastError,
    },
    /// What the bank's own source gave cannot be kept.
    #[error("what the source {name} gave cannot be kept")]
    Protect {
        name: String,
        #[source]
        source: Box<ProtectError>,
    },
    /// A version does not exist.
    #[error("version must be between 1 and {last}, got {wanted}")]
    NoSuchVersion { wanted: u64, last: u64 },
    /// No version spoke yet.
    #[error("no version spoke before {first}, got {as_of}")]
    NoVersionYet { as_of: DateTime<Utc>, first: DateTime<Utc> },
    /// A version has never spoken.
    #[error("version {wanted} is a challenger that has never spoken: `promote` lets it speak")]
    NeverSpoke { wanted: u64 },
    /// A version is no challenger.
    #[error(
        "version {wanted} is no challenger: only one that was replayed beside what speaks can be promoted"
    )]
    NoChallenger { wanted: u64 },
    /// A challenger was made by another engine.
    #[error("challenger {wanted} was made by engine revision {revision}: replay its recipe anew")]
    ForeignChallenger { wanted: u64, revision: u32 },
    /// A challenger speaks.
    #[error("challenger {wanted} speaks already, and learns on")]
    SpeaksAlready { wanted: u64 },
    /// Another decision came first.
    #[error("another decision has changed history while this one was learned: ask for it anew")]
    Overtaken,
    /// The program is asked to end.
    #[error("the program ends, and nothing has changed")]
    Stopping,
    /// Somebody has ended what was done in a job.
    #[error("it was cancelled, and nothing has changed")]
    Cancelled,
    /// A batch was taken out of history while a challenger learned it.
    #[error("a batch was taken out of history while the recipe learned: replay it anew")]
    HistoryChanged,
    /// A batch does not exist.
    #[error("there is no batch {wanted}")]
    NoSuchBatch { wanted: u64 },
    /// No value with that number was held.
    #[error("there is no held value {wanted}")]
    NoSuchHeld { wanted: u64 },
    /// Nothing of that batch failed that rule.
    #[error("no value of batch {batch} was held by {rule}")]
    NoSuchGroup { batch: u64, rule: String },
    /// Two values of a group say different things of the same day.
    #[error(
        "the group cannot be accepted: it has {one} and {other} for {day}; decide on these by themselves"
    )]
    Contradictory { day: NaiveDate, one: f64, other: f64 },
    /// A held value has been decided on.
    #[error("held value {held} has been decided on already")]
    AlreadyDecided { held: u64 },
    /// Somebody without a name asks for what takes two people who have one.
    #[error("people have tokens here, and two of them must ask for this: show yours")]
    Unnamed,
    /// Only what was rejected can be opened again.
    #[error("held value {held} is not rejected: only what is can be opened again")]
    NotRejected { held: u64 },
    /// A value that no value of its series can be.
    #[error("nobody can let this value in: {detail}")]
    Impossible { detail: String },
    /// A value is known neither before its own moment nor after people decide on it.
    #[error("the value must count as known from a moment between {first} and {last} on, got {got}")]
    KnownOutside { first: DateTime<Utc>, last: DateTime<Utc>, got: DateTime<Utc> },
    /// A precedent reaches further than what is believable.
    #[error(
        "values from {low} to {high} are near enough to the held one to be accepted with it, got {least} to {most}"
    )]
    TooWide { low: f64, high: f64, least: f64, most: f64 },
    /// A precedent that would let anything in.
    #[error("a precedent that accepts must have a last period that is past, or a least and a greatest value")]
    Unbounded,
    /// A precedent is about values like the one that it was made on.
    #[error("held value {held} must itself lie in the periods and the values of its precedent")]
    NotCovered { held: u64 },
    /// No precedent has that number.
    #[error("there is no precedent {wanted}")]
    NoSuchPrecedent { wanted: u64 },
    /// A precedent holds no longer.
    #[error("precedent {precedent} has been revoked")]
    Revoked { precedent: u64 },
    /// A batch was taken out before.
    #[error("batch {batch} has been taken out of history already")]
    AlreadyTakenOut { batch: u64 },
    /// Much of history would change, and nobody has said that it is meant.
    #[error("much of history would change: confirm it with {words:?}")]
    Unconfirmed { words: String },
    /// A held value is older than what is believed.
    #[error(
        "the value cannot be accepted: {value} of {day} came after it, with batch {batch}, and is believed; correct it"
    )]
    Superseded { day: NaiveDate, value: f64, batch: u64 },
    /// A batch is in history.
    #[error("batch {batch} is in history: only one that was taken out can be put back")]
    NotTakenOut { batch: u64 },
    /// Another version speaks than the one that was thought to.
    #[error("version {speaking} speaks, not {thought}")]
    OtherSpeaker { speaking: u64, thought: u64 },
    /// Nothing is pinned.
    #[error("nothing to resume: version {speaking} is not pinned")]
    NotPinned { speaking: u64 },
    /// A push brings more than one may.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// A key came before, with something else.
    #[error("something else was pushed under this key before")]
    KeyUsed,
    /// A name has a token already.
    #[error("{name} has a token already: revoke it first")]
    NameInUse { name: String },
    /// A name has no token.
    #[error("{name} has no token in force")]
    NoSuchToken { name: String },
    /// What is damaged of a snapshot does not come out of the events again.
    #[error("the snapshot of version {version} is damaged and cannot be made anew from its events")]
    NotReproduced { version: u64 },
    /// What was done in a job came to no end.
    #[error("it panicked; the log says where")]
    Panicked,
    /// The archive has no version, which opening it rules out.
    #[error("the archive has no version")]
    Empty,
}

impl ConductorError {
    /// What a source of the bank's own gave cannot be kept.
    pub(crate) fn protect(name: &str, source: ProtectError) -> Self {
        Self::Protect { name: name.to_owned(), source: source.into() }
    }

    /// Whether records are not what was written, so that nothing but writing them anew helps.
    pub(super) fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Snapshot { .. } | Self::Store(StoreError::Corrupt { .. } | StoreError::Decode { .. })
        )
    }
}

/// The error with all its causes, in one line.
pub(crate) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    std::iter::successors(Some(error), |error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

//! What can be said of held values.

use crate::setup::reason;
use clap::Args;
use paridad_wire::KnownFrom;

/// Which held values are listed.
#[derive(Debug, Clone, Args)]
pub(crate) struct HeldArgs {
    /// Also those that were decided, each by itself.
    #[arg(long)]
    pub(crate) all: bool,
    /// Those of a batch, each by itself.
    #[arg(long, value_name = "NUMBER", conflicts_with = "series")]
    pub(crate) batch: Option<u64>,
    /// Those of the batch that broke this rule.
    #[arg(long, requires = "batch")]
    pub(crate) rule: Option<String>,
    /// Those of a series, each by itself.
    #[arg(long, value_name = "ID")]
    pub(crate) series: Option<String>,
    /// At most how many values.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) limit: u16,
    /// Only values with a smaller number.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) before: Option<u64>,
}

/// What is decided on all held values of a batch that broke the same rule.
#[derive(Debug, Clone, Args)]
pub(crate) struct DecideAllArgs {
    /// The number of the batch, as `paridad held` lists it.
    pub(crate) batch: u64,
    /// The rule.
    pub(crate) rule: String,
    /// What becomes of each; no one value is right for all.
    #[arg(value_parser = ["accept", "reject", "reopen"])]
    pub(crate) verdict: String,
    /// From when on the values count as known: `published`, which is the own moment of each, or a moment such as
    /// 2026-10-30T18:00:00Z; without it, from when it is decided.
    #[arg(long, value_name = "WHEN")]
    pub(crate) known: Option<KnownFrom>,
    /// Why.
    #[arg(long, default_value = "", value_parser = reason)]
    pub(crate) note: String,
}

/// What is decided on a held value.
#[derive(Debug, Clone, Args)]
pub(crate) struct DecideArgs {
    /// The number of the held value, as `paridad held` lists it.
    pub(crate) held: u64,
    /// What becomes of it.
    #[arg(value_enum)]
    pub(crate) verdict: Verdict,
    /// The right value, for `correct`.
    #[arg(long, required_if_eq("verdict", "correct"))]
    pub(crate) value: Option<f64>,
    /// From when on the value counts as known: `published`, which is its own moment, or a moment such as 2026-10-30T18:00:00Z;
    /// without it, from when it is decided.
    #[arg(long, value_name = "WHEN")]
    pub(crate) known: Option<KnownFrom>,
    /// Why; a correction needs one.
    #[arg(long, default_value = "", required_if_eq("verdict", "correct"), value_parser = reason)]
    pub(crate) note: String,
}

/// What becomes of a held value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Verdict {
    /// It enters as it is.
    Accept,
    /// Another value enters in its place.
    Correct,
    /// It stays out.
    Reject,
    /// It was rejected, and waits again.
    Reopen,
}

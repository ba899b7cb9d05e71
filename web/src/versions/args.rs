//! What is asked of versions on the command line.

use crate::setup::reason;
use clap::Args;

/// Which versions are listed.
#[derive(Debug, Clone, Args)]
pub(crate) struct VersionsArgs {
    /// How many.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) limit: u16,
    /// Only versions with a smaller number.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) before: Option<u64>,
}

/// Which version is to speak again.
#[derive(Debug, Clone, Args)]
pub(crate) struct RollbackArgs {
    /// The version's number.
    pub(crate) version: u64,
    /// Why, for the record.
    #[arg(long, default_value = "", value_parser = reason)]
    pub(crate) reason: String,
}

/// Why the newest one is to speak again.
#[derive(Debug, Clone, Args)]
pub(crate) struct ResumeArgs {
    /// Why, for the record.
    #[arg(long, default_value = "", value_parser = reason)]
    pub(crate) reason: String,
}

/// Which recipe is replayed beside what speaks.
#[derive(Debug, Clone, Args)]
pub(crate) struct ChallengerArgs {
    /// `fix`, `internal`, `usdmxn`, or a file with a recipe.
    pub(crate) recipe: String,
    /// Why, for the record.
    #[arg(long, default_value = "", value_parser = reason)]
    pub(crate) reason: String,
}

/// Which challenger is to speak.
#[derive(Debug, Clone, Args)]
pub(crate) struct PromoteArgs {
    /// The challenger's version number.
    pub(crate) version: u64,
    /// Why, for the record.
    #[arg(long, default_value = "", value_parser = reason)]
    pub(crate) reason: String,
}

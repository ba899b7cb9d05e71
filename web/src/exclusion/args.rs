//! The arguments of what takes a batch out of history, or puts it back.

use clap::Args;

/// A batch, and how one says that it is meant.
#[derive(Debug, Clone, Args)]
pub(crate) struct ExclusionArgs {
    /// The batch's number.
    pub(crate) batch: u64,
    /// Where much would change: how much, in the words that the refusal asks for, such as `8321 values`.
    #[arg(long, value_name = "WORDS")]
    pub(crate) confirm: Option<String>,
    /// Show how much would change, and the forecasts before and after; change nothing.
    #[arg(long, conflicts_with = "confirm")]
    pub(crate) dry_run: bool,
    /// Why, for the record.
    #[arg(long, default_value = "", value_parser = crate::setup::reason)]
    pub(crate) reason: String,
}

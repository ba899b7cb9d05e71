//! What is asked of the sources on the command line.

use chrono::NaiveDate;
use clap::Args;

/// What is pulled.
#[derive(Debug, Clone, Args)]
pub(crate) struct PullArgs {
    /// A public source such as `ecb`, one of `sources.toml`, or `csv:FILE` with the columns series, period, value and perhaps
    /// `known_at`; without it, every source that needs no token or has one.
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Ask again for everything from this day on.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<NaiveDate>,
    /// Fetch and check, and keep nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Which runs are listed.
#[derive(Debug, Clone, Args)]
pub(crate) struct RunsArgs {
    /// How many.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) limit: u16,
}

//! How the stream is asked for on the command line.

use clap::Args;

/// What is printed of what happens.
#[derive(Debug, Clone, Args)]
pub(crate) struct WatchArgs {
    /// Begin after the event of this id, which `--json` shows; else with what happens next.
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<String>,
    /// End after so many events; else it goes on until the server ends.
    #[arg(long, value_name = "EVENTS")]
    pub(crate) count: Option<u64>,
}

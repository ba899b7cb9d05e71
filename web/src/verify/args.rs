//! What is asked of a verification on the command line.

use clap::Args;

/// What is replayed.
#[derive(Debug, Clone, Args)]
pub(crate) struct VerifyArgs {
    /// Replay everything from nothing, also what is proven.
    #[arg(long)]
    pub(crate) full: bool,
}

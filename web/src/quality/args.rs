//! What is asked of quality on the command line.

use clap::Args;

/// Which batches are listed, or of which series what they brought.
#[derive(Debug, Clone, Args)]
pub(crate) struct QualityArgs {
    /// The series, such as `banxico.sf43718`.
    pub(crate) series: Option<String>,
    /// How many.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) limit: u16,
}

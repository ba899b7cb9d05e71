//! What is asked of co-movements on the command line.

use super::answer::{YEARS, YEARS_MAX};
use clap::Args;

/// How far back it is looked.
#[derive(Debug, Clone, Args)]
pub(crate) struct CoMovementArgs {
    /// How many years of days are compared, up to the last one that has been learned.
    #[arg(long, default_value_t = YEARS, value_parser = clap::value_parser!(u16).range(1..=i64::from(YEARS_MAX)))]
    pub(crate) years: u16,
}

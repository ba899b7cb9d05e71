//! What is asked of today on the command line.

use super::asked::MONTHS;
use chrono::NaiveDate;
use clap::{Args, value_parser};

/// What is asked of today.
#[derive(Debug, Clone, Args)]
pub(crate) struct TodayArgs {
    /// How many publication days ahead; a quarter unless it is given.
    #[arg(long, conflicts_with = "date")]
    pub(crate) horizon: Option<u16>,
    /// The maturity; on a closed day it moves to the next open one.
    #[arg(long)]
    pub(crate) date: Option<NaiveDate>,
    /// The rates above which it may end, at most twelve, separated by commas; five round ones unless they are given.
    #[arg(long, value_delimiter = ',', value_name = "RATES")]
    pub(crate) levels: Vec<f64>,
    /// How many months of published rates are listed, from 1 to 24.
    #[arg(long, value_name = "NUMBER", default_value_t = MONTHS, value_parser = value_parser!(u32).range(1..=24))]
    pub(crate) months: u32,
}

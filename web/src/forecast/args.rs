//! What is asked of a forecast on the command line.

use chrono::NaiveDate;
use clap::Args;

/// What is asked of a forecast.
#[derive(Debug, Clone, Args)]
pub(crate) struct ForecastArgs {
    /// How many publication days ahead.
    #[arg(long, conflicts_with = "date")]
    pub(crate) horizon: Option<u16>,
    /// The maturity; on a closed day it moves to the next open one.
    #[arg(long)]
    pub(crate) date: Option<NaiveDate>,
    /// The levels of the quantiles, separated by commas.
    #[arg(long, value_delimiter = ',')]
    pub(crate) quantiles: Vec<f64>,
    /// Also give the probability of ending above this rate.
    #[arg(long)]
    pub(crate) level: Option<f64>,
    /// Also give the probability of ending below this rate.
    #[arg(long)]
    pub(crate) below: Option<f64>,
    /// Also give the probability of touching this rate on the way.
    #[arg(long)]
    pub(crate) touch: Option<f64>,
    /// Also give the mean rate in each tail of this probability.
    #[arg(long, value_name = "PROBABILITY")]
    pub(crate) shortfall: Option<f64>,
    /// Suppose that the rate goes half as far as the forward: a scenario, not a forecast.
    #[arg(long, conflicts_with = "touch")]
    pub(crate) half_forward: bool,
}

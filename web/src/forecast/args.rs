//! What is asked of a forecast on the command line.

use crate::app;
use crate::conductor::Which;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
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
    /// Ask this version instead of the one that speaks.
    #[arg(long, value_name = "NUMBER", conflicts_with = "as_of")]
    pub(crate) version: Option<u64>,
    /// Ask the version that spoke at this moment, or at the end of this day in Mexico City.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub(crate) as_of: Option<DateTime<Utc>>,
}

impl ForecastArgs {
    /// The version that is asked.
    pub(super) fn which(&self) -> Which {
        match (self.version, self.as_of) {
            (Some(number), _) => Which::Number(number),
            (None, Some(moment)) => Which::AsOf(moment),
            (None, None) => Which::Speaking,
        }
    }

    /// The moment that is asked, as it is sent.
    pub(super) fn as_of(&self) -> Option<String> {
        self.as_of.map(|moment| moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

fn moment(text: &str) -> Result<DateTime<Utc>, &'static str> {
    app::moment(text).ok_or("wanted is 2026-01-31 or 2026-01-31T18:00:00Z")
}

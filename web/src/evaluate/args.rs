//! What an evaluation is asked for on the command line.

use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

/// What is evaluated, from when to when, and what is written of it.
#[derive(Debug, Clone, Args)]
pub(crate) struct EvaluateArgs {
    /// The first origin that is scored.
    #[arg(long, value_name = "DATE", default_value = "2012-01-02")]
    pub(crate) from: NaiveDate,
    /// Score origins, too, whose years the priors of a recipe were measured on, and say so beside every score.
    #[arg(long)]
    pub(crate) in_sample_priors: bool,
    /// The last origin that is scored; without it, the last whose truth is known.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<NaiveDate>,
    /// Score the origins before this day, and those from it on, also apart.
    #[arg(long, value_name = "DATE", default_value = "2019-01-01")]
    pub(crate) split: NaiveDate,
    /// The currency whose rate per dollar is forecast, as the ECB abbreviates it.
    #[arg(long, default_value = "mxn", conflicts_with_all = ["recipe", "panel"])]
    pub(crate) currency: String,
    /// The recipe, instead of the one that comes with the binary.
    #[arg(long, value_name = "FILE")]
    pub(crate) recipe: Option<PathBuf>,
    /// Another recipe for the same target, judged on the same events and compared with the first; may be given again.
    #[arg(long, value_name = "FILE")]
    pub(crate) beside: Vec<PathBuf>,
    /// More series as CSV, beside the ECB's rates: first the day on which a period begins, then a column for each series, called by
    /// its id, such as `cboe.vix` (`paridad catalogue` lists them); a value is known when the rule of its series says so; may be
    /// given again.
    #[arg(long, value_name = "FILE", conflicts_with = "panel")]
    pub(crate) series: Vec<PathBuf>,
    /// A daily panel as CSV, instead of the ECB's rates: first the date, then a column of numbers for each series; what
    /// was not published is empty.
    #[arg(long, value_name = "FILE", requires = "target")]
    pub(crate) panel: Option<PathBuf>,
    /// The column of the panel that is forecast.
    #[arg(long, value_name = "COLUMN", requires = "panel")]
    pub(crate) target: Option<String>,
    /// The columns that are read beside it, separated by commas; without it, the first twelve; '' for none.
    #[arg(long, value_delimiter = ',', requires = "panel", conflicts_with = "recipe")]
    pub(crate) columns: Option<Vec<String>>,
    /// Write every forecast of the first recipe with its truth into this CSV file.
    #[arg(long, value_name = "FILE")]
    pub(crate) forecasts: Option<PathBuf>,
    /// Write a report on the first recipe with plots into this HTML file.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// On how many threads refits run; without it, on as many as the machine has cores.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

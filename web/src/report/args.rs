//! What is asked of a report on the command line.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Which report is written, and where.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReportArgs {
    /// The file that is written, in place of one that is there.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// How many publication days ahead.
    #[arg(long, conflicts_with = "date")]
    pub(crate) horizon: Option<u16>,
    /// The maturity; on a closed day it moves to the next open one.
    #[arg(long)]
    pub(crate) date: Option<NaiveDate>,
    /// The language.
    #[arg(long, value_enum, default_value_t = ReportLanguage::Es)]
    pub(crate) lang: ReportLanguage,
}

/// A language that reports are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportLanguage {
    /// Spanish.
    Es,
    /// English.
    En,
}

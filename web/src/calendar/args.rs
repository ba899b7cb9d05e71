//! What is asked of the calendar on the command line.

use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

/// Which events are listed, or the file that is taken in.
#[derive(Debug, Clone, Args)]
pub(crate) struct CalendarArgs {
    /// A calendar to take in: CSV with the columns event, day, state (on or off), announced and source. `announced` may be empty
    /// where an event is on: then it counts as known thirty days before. A moved event is off on its old day, on for the new one.
    pub(crate) file: Option<PathBuf>,
    /// The first day that is listed; today, unless it is given.
    #[arg(long, value_name = "DATE", conflicts_with = "file")]
    pub(crate) from: Option<NaiveDate>,
    /// The last day that is listed; 90 days after the first, unless it is given.
    #[arg(long, value_name = "DATE", conflicts_with = "file")]
    pub(crate) to: Option<NaiveDate>,
    /// Say what the file would bring, and keep nothing.
    #[arg(long, requires = "file")]
    pub(crate) dry_run: bool,
}

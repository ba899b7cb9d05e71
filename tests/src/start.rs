//! A start of the history in a file, with a stand-in that publishes what follows.

use crate::ecb_server::{EcbServer, Rate};
use crate::history;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Some days of the real history in a file, and the days after them at a stand-in.
#[derive(Debug)]
pub struct Start {
    folder: TempDir,
    /// The stand-in, which has published nothing after the file's last day.
    pub ecb: EcbServer,
    /// The days that the stand-in can publish.
    pub coming: Vec<NaiveDate>,
}

/// The first of the real days that are used: well inside the peso's history.
const FIRST: usize = 5_000;

impl Start {
    /// `known` days in the file, and `coming` days after them.
    ///
    /// # Errors
    ///
    /// If the bundle cannot be read or the file not written.
    pub fn new(known: usize, coming: usize) -> anyhow::Result<Self> {
        Self::from(FIRST, known, coming)
    }

    /// The same, but from another of the real days on.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn from(first: usize, known: usize, coming: usize) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let rates = history::rates(first, known + coming)?;
        let mut days: Vec<NaiveDate> = rates.iter().map(|rate| rate.day).collect();
        days.dedup();
        let last = days[known - 1];
        let start: Vec<Rate> = rates.iter().filter(|rate| rate.day <= last).cloned().collect();
        std::fs::write(folder.path().join("history.csv"), wide(&start))?;
        Ok(Self { folder, ecb: EcbServer::start(rates, last)?, coming: days.split_off(known) })
    }

    /// The file with the days that are known.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("history.csv")
    }

    /// The folder for an archive.
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A folder for whatever else a test writes.
    pub fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// The words that make the binary begin here.
    pub fn args(&self) -> Vec<String> {
        let mut args = vec!["--history".to_owned(), self.file().display().to_string()];
        args.extend(self.ecb.args());
        args
    }
}

/// Rates as the ECB's wide file: a column a currency, a line a day.
fn wide(rates: &[Rate]) -> String {
    let mut lines: BTreeMap<NaiveDate, BTreeMap<&str, f64>> = BTreeMap::new();
    for rate in rates {
        lines.entry(rate.day).or_default().insert(&rate.currency, rate.rate);
    }
    let mut currencies: Vec<&str> = rates.iter().map(|rate| rate.currency.as_str()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let mut csv = format!("Date,{},\n", currencies.join(","));
    for (day, values) in lines {
        let cells =
            currencies.iter().map(|currency| values.get(currency).map_or("N/A".to_owned(), f64::to_string));
        // Writing to a string cannot fail.
        let _ = writeln!(csv, "{day},{},", cells.collect::<Vec<_>>().join(","));
    }
    csv
}

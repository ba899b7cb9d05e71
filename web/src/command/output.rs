//! What commands print: answers on standard output, progress and errors on standard error.

use crate::conductor::Progress;
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

/// Prints a line of an answer.
pub(super) fn line(text: &str) -> Result<()> {
    Ok(writeln!(stdout().lock(), "{text}")?)
}

/// Prints an answer as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<()> {
    line(&serde_json::to_string_pretty(value)?)
}

/// Prints why a command failed.
pub(crate) fn fail(error: &anyhow::Error) -> ExitCode {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(stderr().lock(), "paridad: {error:#}");
    ExitCode::FAILURE
}

/// A progress bar that appears with the first progress.
#[derive(Debug, Default)]
pub(super) struct Bar(Option<ProgressBar>);

impl Bar {
    /// Shows how far the work has come.
    pub(super) fn show(&mut self, progress: Progress) {
        let bar = self.0.get_or_insert_with(|| {
            let bar = ProgressBar::new(progress.of as u64);
            if let Ok(style) =
                ProgressStyle::with_template("learning the history {bar:40} {pos}/{len} days, {elapsed}")
            {
                bar.set_style(style);
            }
            bar
        });
        // Drawing each day would take longer than learning it.
        if progress.done.is_multiple_of(64) || progress.done == progress.of {
            bar.set_position(progress.done as u64);
        }
    }

    /// Leaves the bar as it stands.
    pub(super) fn finish(self) {
        if let Some(bar) = self.0 {
            bar.finish();
        }
    }
}

//! What commands print: answers on standard output, progress and errors on standard error.

use crate::conductor::Progress;
use anyhow::Result;
use chrono::{DateTime, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::io::{Write, stderr, stdout};
use std::time::Duration;

/// Prints a line of an answer.
pub(crate) fn line(text: &str) -> Result<()> {
    Ok(writeln!(stdout().lock(), "{}", harmless(text))?)
}

/// Prints an answer as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<()> {
    Ok(writeln!(stdout().lock(), "{}", serde_json::to_string_pretty(value)?)?)
}

/// Prints what the person at the terminal should know, beside the answer.
pub(crate) fn warn(text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(stderr().lock(), "paridad: warning: {}", harmless(text));
}

/// So many of something, as one writes it: `1 value`, `2 values`.
pub(crate) fn counted(count: impl TryInto<u64>, one: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// A moment as commands print it.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// What somebody has said to something, after it, if he has.
pub(crate) fn with_note(text: &str, note: &str) -> String {
    if note.is_empty() { text.to_owned() } else { format!("{text}: {note}") }
}

/// Prints what is wrong with a file, one line a fault, as compilers do.
pub(crate) fn faults(lines: &str) {
    for fault in lines.lines() {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(stderr().lock(), "{}", harmless(fault));
    }
}

/// The text in one line that cannot steer the terminal, whoever wrote it.
pub(crate) fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// A progress bar that appears with the first progress.
#[derive(Debug)]
pub(crate) struct Bar {
    /// What is done, and what it is counted in.
    work: (&'static str, &'static str),
    bar: Option<ProgressBar>,
}

impl Default for Bar {
    fn default() -> Self {
        Self::of(("learning the history", "days"))
    }
}

impl Bar {
    /// A bar for other work, which is counted in something.
    pub(crate) fn of(work: (&'static str, &'static str)) -> Self {
        Self { work, bar: None }
    }

    /// Shows how far the work has come.
    pub(crate) fn show(&mut self, progress: Progress) {
        let (what, unit) = self.work;
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::new(progress.of as u64);
            let template = format!("{what} {{bar:40}} {{pos}}/{{len}} {unit}, {{elapsed}}");
            if let Ok(style) = ProgressStyle::with_template(&template) {
                bar.set_style(style);
            }
            bar
        });
        // Drawing each day would take longer than learning it.
        if progress.done.is_multiple_of(64) || progress.done == progress.of {
            bar.set_position(progress.done as u64);
        }
    }

    /// Leaves the bar as it stands, and says whether there was any progress to show.
    pub(crate) fn finish(self) -> bool {
        if let Some(bar) = &self.bar {
            bar.finish();
        }
        self.bar.is_some()
    }
}

/// What is said on a terminal while something takes its time.
#[derive(Debug)]
pub(crate) struct Waiting(ProgressBar);

impl Waiting {
    /// Says what is waited for, and for how long by now.
    pub(crate) fn begin(what: &str) -> Self {
        let bar = ProgressBar::new_spinner().with_message(what.to_owned());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// Leaves nothing of it behind.
    pub(crate) fn end(self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_many() {
        assert_eq!([0_u64, 1, 2].map(|count| counted(count, "day")), ["0 days", "1 day", "2 days"]);
    }

    #[test]
    fn what_others_wrote_cannot_steer_the_terminal() {
        assert_eq!(harmless("día\u{1b}[2J\n\u{9b}x"), "día\\u{1b}[2J\\n\\u{9b}x");
    }
}

//! Numbered, timed steps on the terminal.

use std::time::Instant;

/// Counts the steps of one command.
pub(crate) struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    /// A command of `total` steps.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Announces a step, runs it, and says how long it took.
    pub(crate) fn run<T>(
        &mut self,
        name: &str,
        step: impl FnOnce() -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        self.done += 1;
        let place = format!("[{}/{}]", self.done, self.total);
        eprintln!("{place} {name}");
        let start = Instant::now();
        let result = step();
        let end = if result.is_ok() { "done" } else { "failed" };
        eprintln!("{place} {name}: {end} after {:.1} s", start.elapsed().as_secs_f64());
        result
    }
}

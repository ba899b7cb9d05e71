//! A test that cannot run on this machine says so and is counted: the harness would call it passed.

use std::env;
use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::thread;

/// The file that takes a line for each test that is skipped, if whoever counts them names one.
const COUNTED_IN: &str = "PARIDAD_SKIPPED";

/// Says that the test on this thread is skipped, and why; past the harness, which keeps to itself what a test prints.
pub(crate) fn note(reason: &dyn Display) -> io::Result<()> {
    let thread = thread::current();
    let test = thread.name().unwrap_or("a test");
    writeln!(io::stderr(), "skipped: {test}: {reason}")?;
    let Some(file) = env::var_os(COUNTED_IN) else { return Ok(()) };
    // Tests of two programs may have one name.
    let program = env::current_exe()?;
    let line = format!("{} {test}\n", program.display());
    OpenOptions::new().create(true).append(true).open(file)?.write_all(line.as_bytes())
}

//! Commands that go on until they are asked to end.

use anyhow::Context;
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// One that goes on. Dropping it kills it.
pub(super) struct Serving {
    child: Option<Child>,
    reader: BufReader<ChildStdout>,
    /// What it has printed so far.
    pub(super) stdout: String,
}

impl Serving {
    /// Starts a command, and waits until it has printed a line with `last` in it, or has ended.
    pub(super) fn begin(command: &mut Command, last: &str) -> anyhow::Result<Self> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut reader = BufReader::new(child.stdout.take().context("no standard output")?);
        let mut stdout = String::new();
        while !stdout.contains(last) && reader.read_line(&mut stdout)? > 0 {}
        Ok(Self { child: Some(child), reader, stdout })
    }

    /// Asks it to end as Ctrl-C does, and gives all that it has printed.
    pub(super) fn end(mut self) -> anyhow::Result<Output> {
        let mut child = self.child.take().context("it has ended")?;
        if child.try_wait()?.is_none() {
            let process = Pid::from_raw(i32::try_from(child.id())?).context("no such process")?;
            kill_process(process, Signal::INT)?;
        }
        while self.reader.read_line(&mut self.stdout)? > 0 {}
        Ok(Output { stdout: self.stdout.clone().into_bytes(), ..child.wait_with_output()? })
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // One that has ended already is what is wanted here.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

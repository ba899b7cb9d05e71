//! The first line of a child's output that says where it listens.

use anyhow::{Context, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Waits until `find` finds something in a line of `output`, and goes on copying all lines to
/// `copy` for as long as there are any, so that the child never blocks on a full pipe.
///
/// # Errors
///
/// If the output ends, or `patience` does, before anything is found.
pub(crate) fn first_match<T: Send + 'static>(
    output: impl Read + Send + 'static,
    mut copy: impl Write + Send + 'static,
    patience: Duration,
    find: impl Fn(&str) -> Option<T> + Send + 'static,
) -> anyhow::Result<T> {
    let (found, wait) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // A copy that cannot be written, or a waiter that has gone, is no reason to stop reading.
            let _ = writeln!(copy, "{line}");
            if let Some(value) = find(&line) {
                let _ = found.send(value);
            }
        }
    });
    match wait.recv_timeout(patience) {
        Ok(value) => Ok(value),
        Err(mpsc::RecvTimeoutError::Timeout) => bail!("nothing after {} s", patience.as_secs()),
        Err(gone) => Err(gone).context("the output ended before"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(10);

    fn number(line: &str) -> Option<u32> {
        line.strip_prefix("port ")?.parse().ok()
    }

    #[test]
    fn the_first_line_that_fits_is_taken() {
        let text: &[u8] = b"starting\nport 8080\nport 9090\n";
        assert_eq!(first_match(text, Vec::new(), PATIENCE, number).unwrap(), 8080);
    }

    #[test]
    fn an_output_that_ends_without_it_is_an_error_at_once() {
        let text: &[u8] = b"starting\nport high\n";
        assert!(first_match(text, Vec::new(), PATIENCE, number).is_err());
    }
}

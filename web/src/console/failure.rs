//! Why a command failed: in words or as JSON, with an exit status that says what kind of failure it is.

use super::Refused;
use super::output::harmless;
use crate::conductor::ConductorError;
use crate::problem::Trouble;
use serde::Serialize;
use std::io::{Write, stderr};
use std::process::ExitCode;

/// The kinds of failure that a script tells apart. 2 is the command line's own: words that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// It failed.
    Failed = 1,
    /// What was asked cannot be: there is no such thing, or the state does not allow it.
    Refused = 3,
    /// Who asks may not.
    Forbidden = 4,
    /// A source or the server does not answer: trying again may help.
    Unavailable = 5,
}

impl Exit {
    /// The kind of what HTTP has this status for.
    fn of(status: u16) -> Self {
        match status {
            401 | 403 => Self::Forbidden,
            400..=499 => Self::Refused,
            502..=504 => Self::Unavailable,
            _ => Self::Failed,
        }
    }
}

/// A failure as JSON.
#[derive(Debug, Serialize)]
struct Failure<'a> {
    /// The kind of problem as one word.
    code: &'a str,
    /// What is wrong.
    detail: &'a str,
    /// The exit status.
    exit: u8,
}

/// Prints on standard error why a command failed.
pub(crate) fn fail(error: anyhow::Error, as_json: bool) -> ExitCode {
    let detail = format!("{error:#}");
    let (code, exit) = class(error);
    let failure = Failure { code: &code, detail: &detail, exit: exit as u8 };
    let text = match serde_json::to_string(&failure) {
        Ok(text) if as_json => text,
        _ => format!("paridad: {}", harmless(&detail)),
    };
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(stderr().lock(), "{text}");
    ExitCode::from(failure.exit)
}

/// The kind of a failure as one word, and its exit status: the same whether a server found it or the command itself.
fn class(error: anyhow::Error) -> (String, Exit) {
    if let Some(Refused(problem)) = error.downcast_ref() {
        return (problem.code.clone(), Exit::of(problem.status));
    }
    if error.downcast_ref::<reqwest::Error>().is_some() {
        return ("unavailable".to_owned(), Exit::Unavailable);
    }
    match error.downcast::<ConductorError>() {
        Ok(own) => {
            let (code, status) = Trouble::from(own).kind();
            (code.to_owned(), Exit::of(status.as_u16()))
        }
        Err(_) => ("failed".to_owned(), Exit::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::{Context, anyhow};

    fn exit(error: anyhow::Error) -> (String, u8) {
        let (code, exit) = class(error);
        (code, exit as u8)
    }

    #[test]
    fn a_failure_has_the_same_class_wherever_it_was_found() {
        let problem = |code: &str, status| {
            anyhow::Error::from(Refused(paridad_wire::Problem {
                kind: format!("/problems/{code}"),
                title: String::new(),
                status,
                detail: String::new(),
                instance: String::new(),
                code: code.to_owned(),
                cause: None,
            }))
        };
        let there = exit(problem("no-such-version", 404).context("rolling back"));
        let here = Err::<(), _>(ConductorError::NoSuchVersion { wanted: 9, last: 3 }).context("rolling back");
        assert_eq!(there, ("no-such-version".to_owned(), 3));
        assert_eq!(here.map_err(exit), Err(there));
        assert_eq!(exit(problem("role", 403)).1, 4);
        assert_eq!(exit(problem("source-failed", 502)).1, 5);
        assert_eq!(exit(problem("internal", 500)).1, 1);
        assert_eq!(exit(anyhow!("a disk that is full")), ("failed".to_owned(), 1));
    }
}

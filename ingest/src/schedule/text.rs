//! The schedule as text: TOML, checked with an error that names the line.

use super::{Clock, Cron, Days, Plan};
use crate::sources::catalogue;
use chrono::{DateTime, Utc};
use paridad_engine::data::series::SeriesId;
use serde::Deserialize;
use std::time::Duration;
use toml::Spanned;

/// The longest time that a pull may wait by chance.
const JITTER_MAX_SECONDS: u64 = 3600;

/// What is wrong with the text of a schedule, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {detail}")]
pub struct ScheduleError {
    /// The line, counted from 1.
    pub line: usize,
    /// What must be there, and what is.
    pub detail: String,
}

/// What a text changes.
#[derive(Debug)]
pub(super) struct Overrides {
    pub(super) plans: Vec<Plan>,
    off: Vec<String>,
}

impl Overrides {
    /// Whether they have anything to say on a source.
    pub(super) fn names(&self, source: &str) -> bool {
        self.plans.iter().any(|plan| plan.source == source) || self.off.iter().any(|off| off == source)
    }
}

/// The whole text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    off: Vec<Spanned<String>>,
    #[serde(default)]
    plan: Vec<Spanned<Draft>>,
}

/// A table `plan`, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    source: String,
    cron: Cron,
    clock: Clock,
    #[serde(default)]
    days: Days,
    #[serde(default)]
    jitter_seconds: u64,
    until_known: Option<SeriesId>,
}

/// Reads the tables `plan` and the list `off`, which may name these sources.
pub(super) fn parse(text: &str, sources: &[&str]) -> Result<Overrides, ScheduleError> {
    let error_at =
        |at: usize, detail: String| ScheduleError { line: text[..at].matches('\n').count() + 1, detail };
    let document: Document = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        error_at(at, error.message().to_owned())
    })?;
    let mut overrides = Overrides { plans: Vec::new(), off: Vec::new() };
    for draft in document.plan {
        let at = draft.span().start;
        let plan = draft.into_inner().checked(sources).map_err(|detail| error_at(at, detail))?;
        overrides.plans.push(plan);
    }
    for off in document.off {
        let (at, source) = (off.span().start, off.into_inner());
        known_source(&source, sources).map_err(|detail| error_at(at, detail))?;
        if overrides.names(&source) {
            return Err(error_at(
                at,
                format!("{source:?} must be off or have a plan, and be named off once"),
            ));
        }
        overrides.off.push(source);
    }
    Ok(overrides)
}

impl Draft {
    /// The plan, or what is wrong with it.
    fn checked(self, sources: &[&str]) -> Result<Plan, String> {
        let Self { source, cron, clock, days, jitter_seconds, until_known } = self;
        known_source(&source, sources)?;
        if jitter_seconds > JITTER_MAX_SECONDS {
            return Err(format!(
                "jitter_seconds must be between 0 and {JITTER_MAX_SECONDS}, got {jitter_seconds}"
            ));
        }
        if let Some(series) = &until_known {
            let is_brought = catalogue().by_id(series).is_some_and(|entry| entry.source == source);
            if !is_brought {
                return Err(format!("until_known must be a series of {source}, got {:?}", series.as_str()));
            }
        }
        let jitter = Duration::from_secs(jitter_seconds);
        let plan = Plan { source, cron, clock, days, jitter, until_known };
        // Any moment tells: none of the calendars ever changes so much that a day never comes until then.
        if plan.next(DateTime::<Utc>::UNIX_EPOCH).is_none() {
            return Err(format!("cron must be due on some day that counts, got {:?}", plan.cron.to_string()));
        }
        Ok(plan)
    }
}

fn known_source(name: &str, sources: &[&str]) -> Result<(), String> {
    if sources.contains(&name) {
        return Ok(());
    }
    Err(format!("a source must be one of {}, got {name:?}", sources.join(", ")))
}

//! `paridad watch`: what happens at the running server, a line an event.

use super::WatchArgs;
use crate::console::{Client, counted, line, moment};
use crate::setup::Options;
use anyhow::{Context, Result, bail};
use paridad_wire::{Happened, Happening, ResetReason, VersionKind};
use std::ops::ControlFlow;
use std::process::ExitCode;

/// Prints what happens, until so many events have come or the server ends.
pub(crate) async fn run(options: &Options, wanted: &WatchArgs) -> Result<ExitCode> {
    let Some(client) = Client::ready(options).await? else {
        bail!("no server runs on {}: nothing happens there", options.data_dir.display());
    };
    let mut left = wanted.count;
    if left == Some(0) {
        return Ok(ExitCode::SUCCESS);
    }
    let told = &mut |data: &str| {
        if options.json {
            line(data)?;
        } else {
            line(&in_words(&serde_json::from_str(data).context("the server's event cannot be read")?))?;
        }
        left = left.map(|left| left - 1);
        Ok(if left == Some(0) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    };
    client.follow("/events", wanted.after.as_deref(), told).await?;
    Ok(ExitCode::SUCCESS)
}

fn in_words(happened: &Happened) -> String {
    let what = match &happened.what {
        Happening::Version { version, origin, pinned, learned_version, learned_day, kind } => {
            let (pinned, how) = (if *pinned { ", pinned" } else { "" }, kind_in_words(*kind));
            let learned = if learned_version == version {
                String::new()
            } else {
                format!("; version {learned_version} of {learned_day} has learned last")
            };
            format!("version {version} of {origin} speaks{pinned} ({how}){learned}")
        }
        Happening::Pull { run, source, failed: true, .. } => format!("run {run} of {source} failed"),
        Happening::Pull { run, source, observed, known, held, learned, .. } => {
            let (observed, learned) = (counted(*observed, "new value"), counted(*learned, "day"));
            format!("run {run} of {source}: {observed}, {known} known, {held} held back; {learned} learned")
        }
        Happening::Held { waiting } => format!("{} held back", counted(*waiting, "value")),
        Happening::Stale { late_days: 0, .. } => "up to date".to_owned(),
        Happening::Stale { late_days, .. } => {
            format!("{} late", counted(*late_days as u64, "publication day"))
        }
        Happening::Alarm { matter, raised, day } => {
            let day = day.map_or_else(String::new, |day| format!(" on {day}"));
            format!("{}: {matter}{day}", if *raised { "alarm" } else { "settled" })
        }
        Happening::Reset { why } => format!("missed: {}; look at everything anew", reason_in_words(*why)),
    };
    format!("{}  {what}", moment(happened.at))
}

fn kind_in_words(kind: VersionKind) -> String {
    match kind {
        VersionKind::Bundled => "bundled".to_owned(),
        VersionKind::Learned => "learned".to_owned(),
        VersionKind::Upgrade => "upgraded".to_owned(),
        VersionKind::Rollback { rollback_to } => format!("rolled back to {rollback_to}"),
        VersionKind::Resume => "resumed".to_owned(),
        VersionKind::Challenger => "challenger".to_owned(),
        VersionKind::Promoted { challenger } => format!("challenger {challenger} promoted"),
        VersionKind::Without { batch } => format!("without batch {batch}"),
        VersionKind::PutBack { batch } => format!("batch {batch} put back"),
    }
}

fn reason_in_words(why: ResetReason) -> &'static str {
    match why {
        ResetReason::Restarted => "the server was started anew since",
        ResetReason::Forgotten => "more has happened since than is remembered",
        ResetReason::Unknown => "this server had no event of that id",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn what_happens_is_one_line_each() {
        let [origin, learned_day] = ["2026-11-20", "2026-11-26"].map(|day| day.parse().unwrap());
        let version = |version, pinned, kind| {
            let (learned_version, learned_day) = (8, learned_day);
            Happening::Version { version, origin, pinned, learned_version, learned_day, kind }
        };
        let pull = |failed| {
            let source = "ecb".to_owned();
            Happening::Pull { run: 7, source, failed, observed: 1, known: 2, held: 3, learned: 1 }
        };
        let alarm = |matter: &str, raised, day| Happening::Alarm { matter: matter.to_owned(), raised, day };
        let all = [
            version(8, false, VersionKind::Learned),
            version(9, true, VersionKind::Rollback { rollback_to: 3 }),
            pull(false),
            pull(true),
            Happening::Held { waiting: 1 },
            Happening::Stale { late_days: 0, stale: false },
            Happening::Stale { late_days: 4, stale: true },
            alarm("runs", true, None),
            alarm("runs", false, None),
            alarm("drift", true, Some(origin)),
            Happening::Reset { why: ResetReason::Restarted },
            Happening::Reset { why: ResetReason::Forgotten },
            Happening::Reset { why: ResetReason::Unknown },
        ];
        let at = DateTime::UNIX_EPOCH;
        let lines = all.map(|what| in_words(&Happened { id: String::new(), at, what }));
        insta::assert_snapshot!(lines.join("\n"));
    }
}

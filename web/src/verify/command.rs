//! `paridad verify`: proof that nothing was lost or changed.

use super::VerifyArgs;
use crate::conductor::{ARCHIVE_FILE, Progress, Scope, Verification, chain};
use crate::console::{ACTOR, Bar, Client, counted, done_there, json, line, moment, warn};
use crate::setup::Options;
use anyhow::{Result, bail};
use chrono::Utc;
use paridad_store::Archive;
use paridad_wire::{JobResult, Proven, ReplayedLine, Verified, Verify};
use std::process::ExitCode;

/// What a verification shows of how far it is.
const VERIFYING: (&str, &str) = ("verifying the archive", "events");

/// Verifies the archive, at the server if one runs.
pub(crate) async fn run(options: &Options, wanted: &VerifyArgs) -> Result<ExitCode> {
    let scope = if wanted.full { Scope::All } else { Scope::SinceProven };
    let verified: Verified = if let Some(client) = Client::ready(options).await? {
        let body = Verify { full: scope == Scope::All };
        let done = done_there(&client, ("/verify", &body), VERIFYING).await?;
        let JobResult::Verified(verified) = done else { bail!("the server verified nothing: {done:?}") };
        verified
    } else {
        verify_here(options, scope)?
    };
    if options.json {
        json(&verified)?;
    } else {
        show(&verified)?;
    }
    Ok(if verified.clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Verifies without opening a conductor: an archive that cannot be learned from can still be looked at. What cannot be written to
/// its trail is none the less told.
fn verify_here(options: &Options, scope: Scope) -> Result<Verified> {
    let file = options.data_dir.join(ARCHIVE_FILE);
    if !file.exists() {
        bail!("there is no archive at {}", file.display());
    }
    let archive = Archive::open(file)?;
    let mut bar = Bar::of(VERIFYING);
    let mut watch = |at: Progress| {
        if at.of > 0 {
            bar.show(at);
        }
        Ok(())
    };
    let done = Verification::of(&archive, scope, &mut watch);
    bar.finish();
    let done = done?;
    if let Err(error) = done
        .keep(|verification| Ok(archive.write(|writer| verification.append(writer, (ACTOR, Utc::now())))?))
    {
        warn(&format!("this verification is not on record: {}", chain(&error)));
    }
    Ok(done.verified)
}

fn show(verified: &Verified) -> Result<()> {
    let Verified { clean, records, events, reproduced, refits, foreign, proven, lines, faults, .. } =
        verified;
    line(&format!(
        "{} read, {} replayed, {} and {} reproduced",
        counted(*records, "record"),
        counted(*events, "event"),
        counted(*reproduced, "snapshot"),
        counted(*refits, "refit")
    ))?;
    if *foreign > 0 {
        line(&format!(
            "{} of another engine revision: stored bits checked, not recomputed",
            counted(*foreign, "version")
        ))?;
    }
    match proven {
        None => line("everything was replayed from nothing")?,
        Some(Proven { event, version, versions, at, full_at }) => line(&format!(
            "not replayed, but bit for bit what was proven on {}: {}, until event {event} and version {version}; \
             all was last replayed from nothing on {} (`--full` does so now)",
            moment(*at),
            counted(*versions, "version"),
            moment(*full_at)
        ))?,
    }
    lines.iter().try_for_each(show_line)?;
    faults.iter().try_for_each(|fault| line(&format!("FAULT: {fault}")))?;
    line(if *clean { "clean" } else { "NOT CLEAN" })
}

fn show_line(replayed: &ReplayedLine) -> Result<()> {
    let ReplayedLine { line: name, version, after_event, until_event } = replayed;
    let which =
        version.map_or_else(|| "the line that learns on".to_owned(), |v| format!("{name}, version {v}"));
    let from = if *after_event == 0 {
        "from nothing".to_owned()
    } else {
        format!("from the proven snapshot after event {after_event}")
    };
    line(&format!("  {which}: {from} to event {until_event}"))
}

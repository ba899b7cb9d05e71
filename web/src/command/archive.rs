//! `paridad verify`, `backup` and `restore`: the archive as a whole.

use super::job::done_there;
use super::output::{Bar, json, line};
use super::{ACTOR, Access};
use crate::bundle::{NAMES, back_up, failed_backup, is_file, of_backup, unpack};
use crate::cli::Options;
use crate::client::Client;
use crate::conductor::{ARCHIVE_FILE, Conductor, chain};
use crate::private;
use anyhow::{Result, bail};
use chrono::Utc;
use paridad_store::Archive;
use paridad_wire::{BackedUp, Backup, JobResult, Verified};
use std::path::Path;
use std::process::ExitCode;

/// What a verification shows of how far it is.
const VERIFYING: (&str, &str) = ("verifying the archive", "events");

/// Verifies without opening a conductor: an archive that cannot be learned from can still be looked at.
pub(super) async fn verify(options: &Options) -> Result<ExitCode> {
    let verified: Verified = if let Some(client) = Client::ready(options).await? {
        let done = done_there(&client, "/verify", VERIFYING).await?;
        let JobResult::Verified(verified) = done else { bail!("the server verified nothing: {done:?}") };
        verified
    } else {
        let file = options.data_dir.join(ARCHIVE_FILE);
        if !file.exists() {
            bail!("there is no archive at {}", file.display());
        }
        let mut bar = Bar::of(VERIFYING);
        let verified = Conductor::verify_with(&Archive::open(file)?, &mut |at| bar.show(at));
        bar.finish();
        verified?
    };
    if options.json {
        json(&verified)?;
    } else {
        let Verified { records, events, reproduced, refits, foreign, .. } = &verified;
        line(&format!(
            "{records} records read, {events} events replayed, {reproduced} snapshots and {refits} refits reproduced"
        ))?;
        if *foreign > 0 {
            line(&format!(
                "{foreign} versions of another engine revision: stored bits checked, not recomputed"
            ))?;
        }
        verified.faults.iter().try_for_each(|fault| line(&format!("FAULT: {fault}")))?;
        line(if verified.clean { "clean" } else { "NOT CLEAN" })?;
    }
    Ok(if verified.clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) async fn backup(options: &Options, name: String) -> Result<ExitCode> {
    let done: BackedUp = match Access::to(options).await? {
        Access::Server(client) => client.post("/backup", &Backup { file: name }).await?,
        Access::Own(mut own) => {
            if !is_file(&name) {
                bail!("a backup is called by {NAMES}, got {name:?}; --backup-dir says where it lies");
            }
            own.0.note(&of_backup(ACTOR.to_owned(), &name), Utc::now())?;
            let made = back_up(own.0.archive(), &options.data_dir, &options.backups(), &name);
            if let Err(error) = &made {
                own.0.note(&failed_backup(ACTOR.to_owned(), &chain(error)), Utc::now())?;
            }
            let (file, report) = made?;
            BackedUp { file: file.display().to_string(), records: report.counts.values().sum() }
        }
    };
    if options.json {
        json(&done)?;
    } else {
        line(&format!("{} records copied to {} and read back", done.records, done.file))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(options: &Options, file: &Path) -> Result<ExitCode> {
    let report = unpack(file, &options.data_dir)?;
    private::narrow(&options.data_dir);
    let folder = options.data_dir.display().to_string();
    let done = BackedUp { file: folder, records: report.counts.values().sum() };
    if options.json {
        json(&done)?;
    } else {
        line(&format!("{} records restored into {} and read back", done.records, done.file))?;
    }
    Ok(ExitCode::SUCCESS)
}

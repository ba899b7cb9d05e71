//! `paridad verify`, `backup` and `restore`: the archive as a whole.

use super::Access;
use super::output::{json, line};
use crate::cli::Options;
use crate::client::Client;
use crate::conductor::{ARCHIVE_FILE, Conductor};
use anyhow::{Context, Result, bail};
use paridad_store::Archive;
use paridad_wire::{BackedUp, Backup, Verified};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Verifies without opening a conductor: an archive that cannot be learned from can still be looked at.
pub(super) async fn verify(options: &Options) -> Result<ExitCode> {
    let verified: Verified = if let Some(client) = Client::ready(options).await? {
        client.post("/verify", &serde_json::json!({})).await?
    } else {
        let file = options.data_dir.join(ARCHIVE_FILE);
        if !file.exists() {
            bail!("there is no archive at {}", file.display());
        }
        Conductor::verify(&Archive::open(file)?)?
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

pub(super) async fn backup(options: &Options, file: PathBuf) -> Result<ExitCode> {
    let file = std::path::absolute(file)?;
    let done: BackedUp = match Access::to(options).await? {
        Access::Server(client) => {
            client.post("/backup", &Backup { file: file.to_string_lossy().into_owned() }).await?
        }
        Access::Own(own) => BackedUp { records: own.0.archive().backup(&file)?.counts.values().sum() },
    };
    if options.json {
        json(&done)?;
    } else {
        line(&format!("{} records copied to {} and read back", done.records, file.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(options: &Options, file: &Path) -> Result<ExitCode> {
    std::fs::create_dir_all(&options.data_dir)
        .with_context(|| format!("the folder {} cannot be made", options.data_dir.display()))?;
    let report = paridad_store::restore(file, &options.data_dir.join(ARCHIVE_FILE))?;
    let done = BackedUp { records: report.counts.values().sum() };
    if options.json {
        json(&done)?;
    } else {
        line(&format!(
            "{} records restored into {} and read back",
            done.records,
            options.data_dir.display()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

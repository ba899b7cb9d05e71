//! `paridad backup` and `restore`: the archive as a whole.

use super::bundle::{NAMES, back_up, failed_backup, is_file, of_backup, unpack};
use super::{BackupArgs, RestoreArgs};
use crate::conductor::chain;
use crate::console::{ACTOR, Access, json, line};
use crate::secrets::private;
use crate::setup::Options;
use anyhow::{Result, bail};
use chrono::Utc;
use paridad_wire::{BackedUp, Backup};
use std::process::ExitCode;

/// Copies the archive into a new file.
pub(crate) async fn backup(options: &Options, wanted: BackupArgs) -> Result<ExitCode> {
    let name = wanted.name;
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

/// Puts a backup where no archive is yet.
pub(crate) fn restore(options: &Options, wanted: &RestoreArgs) -> Result<ExitCode> {
    let report = unpack(&wanted.file, &options.data_dir)?;
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

//! `paridad backup` and `restore`: the archive as a whole.

use super::bundle::{NAMES, back_up, failed_backup, is_file, of_backup, unpack};
use super::{BackupArgs, RestoreArgs};
use crate::conductor::chain;
use crate::console::{ACTOR, Access, Refused, counted, json, line};
use crate::problem::Trouble;
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
                let (value, wanted) = (name.chars().take(80).collect(), NAMES);
                bail!(Refused::of(&Trouble::Unreadable { name: "file", value, wanted }));
            }
            own.0.note(&of_backup(ACTOR.to_owned(), &name), Utc::now())?;
            let made = back_up(own.0.archive(), &options.data_dir, &options.backups(), &name);
            if let Err(error) = &made {
                own.0.note(&failed_backup(ACTOR.to_owned(), &chain(error)), Utc::now())?;
            }
            let (file, report) = made.map_err(|error| Refused::of(&Trouble::Backup(chain(&error))))?;
            BackedUp { file: file.display().to_string(), records: report.counts.values().sum() }
        }
    };
    if options.json {
        json(&done)?;
    } else {
        line(&format!("{} copied to {} and read back", counted(done.records, "record"), done.file))?;
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
        line(&format!("{} restored into {} and read back", counted(done.records, "record"), done.file))?;
    }
    Ok(ExitCode::SUCCESS)
}

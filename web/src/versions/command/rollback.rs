//! `paridad rollback` and `paridad resume`: a person's choice of who speaks.

use crate::console::{ACTOR, Access, json, line};
use crate::setup::Options;
use crate::versions::answer::version;
use crate::versions::{ResumeArgs, RollbackArgs};
use anyhow::Result;
use chrono::Utc;
use paridad_wire::{Resume, Rollback, Version};
use std::process::ExitCode;

/// Lets an earlier version speak again.
pub(crate) async fn rollback(options: &Options, wanted: RollbackArgs) -> Result<ExitCode> {
    let RollbackArgs { version: number, reason } = wanted;
    let wanted = Rollback { version: number, reason, speaking: None };
    let spoken: Version = match Access::to(options).await? {
        Access::Server(client) => client.post("/rollback", &wanted).await?,
        Access::Own(mut own) => {
            let row = own.0.rollback(&wanted, ACTOR, Utc::now())?;
            version(&own.0.archive().read()?, &row, row.number)?
        }
    };
    show(options, &spoken, "pinned until `paridad resume`; learning goes on behind it")
}

/// Lets the newest version that has learned speak again.
pub(crate) async fn resume(options: &Options, wanted: ResumeArgs) -> Result<ExitCode> {
    let wanted = Resume { reason: wanted.reason };
    let spoken: Version = match Access::to(options).await? {
        Access::Server(client) => client.post("/resume", &wanted).await?,
        Access::Own(mut own) => {
            let row = own.0.resume(&wanted, ACTOR, Utc::now())?;
            version(&own.0.archive().read()?, &row, row.number)?
        }
    };
    show(options, &spoken, "it follows what is learned")
}

fn show(options: &Options, spoken: &Version, what_follows: &str) -> Result<ExitCode> {
    if options.json {
        json(spoken)?;
    } else {
        line(&format!(
            "version {} speaks, with the knowledge of {}: {what_follows}",
            spoken.number, spoken.day
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

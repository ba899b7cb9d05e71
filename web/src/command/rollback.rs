//! `paridad rollback` and `paridad resume`: a person's choice of who speaks.

use crate::answer::version;
use crate::console::{ACTOR, Access, json, line};
use crate::options::Options;
use anyhow::Result;
use chrono::Utc;
use paridad_wire::{Resume, Rollback, Version};
use std::process::ExitCode;

pub(super) async fn rollback(options: &Options, number: u64, reason: String) -> Result<ExitCode> {
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

pub(super) async fn resume(options: &Options, reason: String) -> Result<ExitCode> {
    let wanted = Resume { reason };
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

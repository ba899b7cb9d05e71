//! `paridad challenger` and `paridad promote`: recipes beside what speaks, and whoever of them is to speak.

use crate::conductor::{Challenger, Conductor};
use crate::console::{ACTOR, Access, counted, faults, json, line};
use crate::setup::{Options, recipes};
use crate::versions::answer::{requested, version};
use crate::versions::{ChallengerArgs, PromoteArgs};
use anyhow::{Context, Result, bail};
use chrono::Utc;
use paridad_engine::recipe::Recipe;
use paridad_store::{VersionRow, Wanted};
use paridad_wire::{self as wire, Promote, Requested, Version, Versions, Waits};
use std::path::Path;
use std::process::ExitCode;

/// Asks for what can take two people.
pub(crate) fn ask(conductor: &mut Conductor, wanted: Wanted, reason: &str) -> Result<Requested> {
    let outcome = conductor.ask(wanted, reason, (ACTOR, Utc::now()))?;
    let reader = conductor.archive().read()?;
    let speaking = reader.speaking()?.map_or(0, |row| row.number);
    Ok(requested(&reader, outcome, speaking)?)
}

/// Shows what came of it, and says what is so where it is done.
pub(crate) fn show_asked(options: &Options, asked: &Requested, what: &str) -> Result<ExitCode> {
    match asked {
        Requested::Done(version) if version.unnamed && !options.json => {
            show(options, version, &format!("{what}; one person without a name decided so"))
        }
        Requested::Done(version) => show(options, version, what),
        Requested::Waits(_) if options.json => json(asked).map(|()| ExitCode::SUCCESS),
        Requested::Waits(Waits { asked_by, people }) => {
            line(&format!(
                "it waits until {people} people have asked for it; so far {}",
                asked_by.join(", ")
            ))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Replays a recipe beside what speaks.
pub(crate) async fn challenger(options: &Options, wanted: ChallengerArgs) -> Result<ExitCode> {
    let ChallengerArgs { recipe, reason } = wanted;
    let (recipe, parsed) = match recipes::read(&recipe) {
        Ok(parsed) => (recipe, parsed),
        Err(_) => read_file(&recipe)?,
    };
    let version: Version = match Access::to(options).await? {
        Access::Server(client) => {
            client.post("/challengers", &wire::NewChallenger { recipe, reason }).await?
        }
        Access::Own(mut own) => {
            let learned = Challenger::learn(own.0.archive(), parsed, &mut |_| Ok(()))?;
            let row = own.0.keep_challenger(&learned, &reason, (ACTOR, Utc::now()))?;
            shown(&own.0, &row)?
        }
    };
    let number = version.number;
    show(options, &version, &format!("a challenger; `paridad promote {number}` lets it speak"))
}

/// A recipe from its file, with its faults as compilers write them.
fn read_file(file: &str) -> Result<(String, Recipe)> {
    let text = std::fs::read_to_string(Path::new(file)).with_context(|| {
        format!("{file:?} is none of fix, internal and usdmxn, nor a file that can be read")
    })?;
    match recipes::read(&text) {
        Ok(recipe) => Ok((text, recipe)),
        Err(found) => {
            faults(&found.in_file(file));
            bail!("{file} is no recipe: {}", counted(found.all().len(), "fault"))
        }
    }
}

/// Lets a challenger speak, or asks for it.
pub(crate) async fn promote(options: &Options, wanted: PromoteArgs) -> Result<ExitCode> {
    let PromoteArgs { version: number, reason } = wanted;
    let (asked, speaking): (Requested, u64) = match Access::to(options).await? {
        Access::Server(client) => {
            let asked = client.post(&format!("/versions/{number}/promote"), &Promote { reason }).await?;
            let now: Versions = client.get("/versions", &[("limit", "1".to_owned())]).await?;
            (asked, now.speaking)
        }
        Access::Own(mut own) => {
            let asked = ask(&mut own.0, Wanted::Promote { version: number }, &reason)?;
            (asked, own.0.archive().read()?.speaking()?.map_or(0, |row| row.number))
        }
    };
    show_asked(options, &asked, &promoted(&asked, speaking))
}

/// What is said of a promotion that is done, when that version speaks: somebody may have decided on it while the challenger learned.
fn promoted(asked: &Requested, speaking: u64) -> String {
    match asked {
        Requested::Done(version) if version.number != speaking => format!(
            "it learns on, but does not speak: version {speaking} does, by a decision that came while it learned"
        ),
        _ => "it speaks and learns on".to_owned(),
    }
}

/// A version that was made just now, which speaks if it may.
fn shown(conductor: &Conductor, row: &VersionRow) -> Result<Version> {
    Ok(version(&conductor.archive().read()?, row, if row.speaks { row.number } else { 0 })?)
}

fn show(options: &Options, version: &Version, what: &str) -> Result<ExitCode> {
    if options.json {
        json(version)?;
    } else {
        line(&format!("version {}, with the knowledge of {}: {what}", version.number, version.day))?;
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn a_promotion_does_not_say_that_it_speaks_where_somebody_has_rolled_back_meanwhile() {
        let done = Requested::Done(Box::new(Version {
            number: 9,
            kind: wire::VersionKind::Promoted { challenger: 7 },
            returnable: true,
            day: DateTime::UNIX_EPOCH.date_naive(),
            snapshot: String::new(),
            engine_revision: 1,
            created_at: DateTime::UNIX_EPOCH,
            actor: "ana, luis".to_owned(),
            unnamed: false,
            reason: String::new(),
            speaks: false,
        }));
        assert_eq!(promoted(&done, 9), "it speaks and learns on");
        assert_eq!(
            promoted(&done, 8),
            "it learns on, but does not speak: version 8 does, by a decision that came while it learned"
        );
    }
}

//! `paridad calendar`: what is scheduled and how far each calendar reaches, or a calendar taken in from a file.

use super::CalendarArgs;
use super::answer::{calendar, days};
use crate::console::{ACTOR, Access, counted, json, line};
use crate::intake::{Alone, Mode, Order, hand_over};
use crate::setup::Options;
use crate::wording::Language;
use anyhow::{Context, Result};
use chrono::{NaiveDate, Utc};
use paridad_ingest::sources::events;
use paridad_store::Trigger;
use paridad_wire::{Calendar, EventCalendar, Pulled, ScheduledEvent, TakeCalendar};
use std::path::Path;
use std::process::ExitCode;

/// Lists what is scheduled, or takes in a file.
pub(crate) async fn run(options: &Options, wanted: &CalendarArgs) -> Result<ExitCode> {
    let mut access = Access::to(options).await?;
    match &wanted.file {
        Some(file) => {
            let pulled = take(options, &mut access, file, wanted.dry_run).await?;
            show(options, &pulled, wanted.dry_run)?;
        }
        None => list(options, access, wanted).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(options: &Options, access: Access, wanted: &CalendarArgs) -> Result<()> {
    let (now, language) = (Utc::now(), Language::English);
    let days = days(wanted.from, wanted.to, now);
    let listed: Calendar = match access {
        Access::Server(client) => {
            let (from, to) = (days.start().to_string(), days.end().to_string());
            client.get("/calendar", &[("from", from), ("to", to)]).await?
        }
        Access::Own(own) => calendar(&own.0.archive().read()?, days, language, now)?,
    };
    if options.json {
        return json(&listed);
    }
    listed.events.iter().try_for_each(|event| line(&event_in_words(event)))?;
    listed.calendars.iter().try_for_each(|calendar| line(&calendar_in_words(calendar)))
}

fn event_in_words(event: &ScheduledEvent) -> String {
    let ScheduledEvent { name, day, at, takes_place, known_at, .. } = event;
    let (hour, known) = (at.format("%H:%M UTC"), known_at.date_naive());
    let state = if *takes_place { "" } else { "called off; " };
    format!("{day} {hour}  {name}: {state}known since {known}")
}

fn calendar_in_words(calendar: &EventCalendar) -> String {
    let EventCalendar { series, until, days_left, ends_soon, .. } = calendar;
    let renew = if *ends_soon { "; take in a newer one: paridad calendar FILE" } else { "" };
    match (until, days_left) {
        (Some(until), Some(left)) => format!("{series:<18} {}{renew}", end_in_words(*until, *left)),
        _ => format!("{series:<18} has no days{renew}"),
    }
}

/// When a calendar ends or has ended, so many days from today.
fn end_in_words(until: NaiveDate, left: i64) -> String {
    let days = counted(left.unsigned_abs(), "day");
    match left {
        ..0 => format!("ended on {until}, {days} ago"),
        0 => format!("ends on {until}, today"),
        1.. => format!("ends on {until}, {days} from today"),
    }
}

/// Reads the file here, whoever takes it in: a server may run elsewhere on the machine, where the path means another file.
async fn take(options: &Options, access: &mut Access, file: &Path, dry_run: bool) -> Result<Pulled> {
    let path = std::path::absolute(file).with_context(|| format!("no file {}", file.display()))?;
    let origin = path.display().to_string();
    let text = std::fs::read_to_string(&path).with_context(|| format!("{origin} cannot be read"))?;
    let taken = match access {
        Access::Server(client) => {
            let body = TakeCalendar { text, origin: Some(origin.clone()), dry_run };
            client.post("/calendar", &body).await
        }
        Access::Own(own) => {
            let mut alone = Alone { conductor: &mut own.0, folder: &options.data_dir };
            let mode = if dry_run { Mode::DryRun } else { Mode::Keep };
            let order = Order { actor: ACTOR.to_owned(), trigger: Trigger::Manual, since: None, mode };
            hand_over(&mut alone, events::payload(origin.clone(), text.into_bytes(), Utc::now()), &order)
                .await
        }
    };
    taken.with_context(|| format!("{origin} was not taken in"))
}

fn show(options: &Options, pulled: &Pulled, dry_run: bool) -> Result<()> {
    if options.json {
        return json(pulled);
    }
    let Pulled { observed, known, held, findings, .. } = pulled;
    let tail = if dry_run { "; nothing kept" } else { "" };
    let observed = counted(*observed, "new day");
    line(&format!("{observed}, {known} known, {held} held back{tail}"))?;
    findings.iter().try_for_each(|finding| line(&format!("  {finding}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_that_has_ended_does_not_end_in_days_less_than_none() {
        let until = NaiveDate::from_ymd_opt(2026, 11, 5).unwrap();
        let words = [-22, -1, 0, 1, 60].map(|left| end_in_words(until, left));
        let tails = ["ended", "ended", "ends", "ends", "ends"].into_iter().zip([
            "22 days ago",
            "1 day ago",
            "today",
            "1 day from today",
            "60 days from today",
        ]);
        let expected: Vec<String> =
            tails.map(|(verb, tail)| format!("{verb} on 2026-11-05, {tail}")).collect();
        assert_eq!(words, *expected);
    }
}

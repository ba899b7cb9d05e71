//! `paridad freshness`: how old the last value of each series is, and whether the next one is late.

use super::answer::freshness;
use crate::console::{Access, counted, json, line, moment};
use crate::setup::Options;
use crate::setup::sources::Sources;
use anyhow::Result;
use chrono::Utc;
use paridad_wire::Freshness;
use std::process::ExitCode;

/// Lists how fresh the series are.
pub(crate) async fn run(options: &Options) -> Result<ExitCode> {
    let list: Vec<Freshness> = match Access::to(options).await? {
        Access::Server(client) => client.get("/freshness", &[]).await?,
        Access::Own(own) => freshness(&own.0.archive().read()?, &Sources::of(options)?.names(), Utc::now())?,
    };
    if options.json {
        json(&list)?;
    } else {
        list.iter().try_for_each(|series| line(&in_words(series)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn in_words(series: &Freshness) -> String {
    let Freshness { series, state, last, age_days, due_at, .. } = series;
    let head = format!("{series:<18} {:<8}", state.replace('_', " "));
    match (last, age_days, due_at) {
        (Some(last), Some(age_days), Some(due_at)) => {
            let due = if state == "not_due" { "is due on" } else { "was due on" };
            let age = age_in_words(*age_days);
            format!("{head} last {last}, {age}; the next {due} {}", moment(*due_at))
        }
        _ => head.trim_end().to_owned(),
    }
}

/// How many days ago a period began; what is published ahead begins only.
fn age_in_words(days: i64) -> String {
    let count = counted(days.unsigned_abs(), "day");
    match days {
        ..0 => format!("{count} ahead"),
        0 => "today".to_owned(),
        1.. => format!("{count} old"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_less_than_no_days_old() {
        let words = [-425, -1, 0, 1, 20].map(age_in_words);
        assert_eq!(words, ["425 days ahead", "1 day ahead", "today", "1 day old", "20 days old"]);
    }
}

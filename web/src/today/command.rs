//! `paridad today`: what a person asks first in the morning.

use super::answer::today;
use super::args::TodayArgs;
use super::asked::{Asked, Ground, LEVELS_MAX, LEVELS_WANTED, QUARTER};
use crate::app::{Archived, Audience, Maturity};
use crate::console::{Access, Refused, counted, json, line};
use crate::problem::Trouble;
use crate::setup::Options;
use crate::setup::sources::Sources;
use crate::wording::Language;
use anyhow::{Context, Result};
use chrono::Utc;
use paridad_wire::{
    Above, Bound, ChangePart, FanStep, Judged, Matrix, Moved, PublishedRate, Settlement, SinceYesterday,
    ToReview, Today, Trust,
};
use std::process::ExitCode;

/// Says what there is to know today.
pub(crate) async fn run(options: &Options, wanted: &TodayArgs) -> Result<ExitCode> {
    let told: Today = match Access::to(options).await? {
        Access::Server(client) => client.get("/today", &query(wanted)).await?,
        Access::Own(own) => {
            let shown = own.1.load_full().context("no version speaks yet")?;
            let sources = Sources::of(options)?.names().into_iter().map(str::to_owned).collect::<Vec<_>>();
            let ground = Ground {
                reader: &own.0.archive().read()?,
                shown: &shown,
                archived: &Archived::default(),
                sources: &sources,
                audience: Audience { language: Language::English, now: Utc::now() },
            };
            let told = asked(wanted).and_then(|asked| today(&ground, &asked));
            told.map_err(|trouble| Refused::of(&trouble))?
        }
    };
    if options.json {
        json(&told)?;
    } else {
        show(&told)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn query(wanted: &TodayArgs) -> Vec<(&'static str, String)> {
    let levels = listed(&wanted.levels);
    [
        ("horizon", wanted.horizon.map(|horizon| horizon.to_string())),
        ("date", wanted.date.map(|date| date.to_string())),
        ("levels", Some(levels).filter(|levels| !levels.is_empty())),
        ("history", Some(wanted.months.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

fn listed(levels: &[f64]) -> String {
    levels.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn asked(wanted: &TodayArgs) -> Result<Asked, Trouble> {
    if wanted.levels.len() > LEVELS_MAX {
        let value = listed(&wanted.levels).chars().take(80).collect();
        return Err(Trouble::Unreadable { name: "levels", value, wanted: LEVELS_WANTED });
    }
    let maturity = wanted.date.map_or(Maturity::Days(wanted.horizon.unwrap_or(QUARTER)), Maturity::Day);
    Ok(Asked { maturity, levels: wanted.levels.clone(), months: wanted.months })
}

fn show(told: &Today) -> Result<()> {
    let Today { provenance, rate, maturity, .. } = told;
    let PublishedRate { day, value, before_day, change, .. } = rate;
    let target = &provenance.target_title;
    line(&format!("{target}: {value:.4} on {day}, {} since {before_day}", centavos(*change)))?;
    if let Some(Settlement { determined, published, settles, rate }) = &told.settles {
        let rate = rate.map_or_else(|| "not known here".to_owned(), |rate| format!("{rate:.4}"));
        line(&format!(
            "what falls due on {settles} is paid at the FIX of {determined}, published {published}: {rate}"
        ))?;
    }
    if provenance.stale {
        line(&format!("STALE: {} late", counted(provenance.late_days, "day")))?;
    }
    if let Some(asked) = maturity.moved_from {
        line(&format!("{asked} is a closed day and moves to {}", maturity.day))?;
    }
    if let Some(FanStep { median, bands, .. }) = told.fan.last() {
        let [_, [low, high], _] = bands;
        let when = format!("in {} ({})", counted(maturity.horizon, "day"), maturity.day);
        line(&format!("{when}: {low:.2} to {high:.2} at 80 %, middle {median:.2}"))?;
    }
    if let Some(since) = &told.since_yesterday {
        show_since(since)?;
    }
    show_matrix(&told.matrix)?;
    show_trust(&told.trust)?;
    show_review(&told.review)?;
    let pinned = if provenance.pinned { ", pinned" } else { "" };
    line(&format!("version {}{pinned}, engine revision {}", provenance.version, provenance.engine_revision))
}

/// A change in pesos, as people say it: in centavos, of which the tenth is the least that anybody looks at.
fn centavos(pesos: f64) -> String {
    let tenths = (1e3 * pesos).round();
    if tenths == 0.0 { "less than 0.1 centavos".to_owned() } else { format!("{:+.1} centavos", 0.1 * tenths) }
}

fn show_since(since: &SinceYesterday) -> Result<()> {
    let SinceYesterday { from_version, from, to, parts, low80, high80 } = since;
    let seen = parts.iter().filter(|part| (1e3 * part.rate).round() != 0.0);
    let part =
        |ChangePart { cause, rate }: &ChangePart| format!("{} {:+.1}", cause.replace('_', " "), 100.0 * rate);
    let parts = seen.map(part).collect::<Vec<_>>().join(", ");
    let parts = if parts.is_empty() { String::new() } else { format!(" ({parts})") };
    line(&format!("since version {from_version}: {}{parts}", centavos(to - from)))?;
    let end = |moved: &Moved| centavos(moved.to - moved.from);
    line(&format!("  lower end {}, upper end {}", end(low80), end(high80)))
}

fn show_matrix(matrix: &Matrix) -> Result<()> {
    let levels = matrix.levels.iter().map(ToString::to_string);
    line(&in_columns("probability above", levels))?;
    for row in &matrix.rows {
        let head = format!("  {:>8}, {}", counted(row.horizon, "day"), row.day);
        line(&in_columns(&head, row.above.iter().map(percent)))?;
    }
    Ok(())
}

fn in_columns(head: &str, cells: impl Iterator<Item = String>) -> String {
    cells.fold(format!("{head:<24}"), |line, cell| format!("{line}{cell:>10}"))
}

fn percent(above: &Above) -> String {
    let sign = match above.bound {
        None => "",
        Some(Bound::AtMost) => "≤ ",
        Some(Bound::AtLeast) => "≥ ",
    };
    format!("{sign}{:.1} %", 100.0 * above.probability)
}

fn show_trust(trust: &Trust) -> Result<()> {
    if let Some(Judged { low, high, value, day, held, .. }) = &trust.yesterday {
        let held = if *held { "it held" } else { "it did not hold" };
        line(&format!(
            "for {day} the day before said {low:.4} to {high:.4} at 80 %; {value:.4} came: {held}"
        ))?;
    }
    let (hits, all) = (&trust.hits, &trust.coverage);
    line(&format!(
        "one-day intervals of 80 % that held: {} of the last {}, {} of all {}",
        hits.inside, hits.judged, all.inside, all.judged
    ))
}

fn show_review(review: &ToReview) -> Result<()> {
    let ToReview { held, late_sources, failed_sources, silent_experts, concerns } = review;
    line(&format!("to look at: {} held", counted(*held, "value")))?;
    let named = [
        ("late", late_sources),
        ("failed", failed_sources),
        ("experts that say nothing", silent_experts),
        ("concerns", concerns),
    ];
    for (what, names) in named.into_iter().filter(|(_, names)| !names.is_empty()) {
        line(&format!("  {what}: {}", names.join(", ")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_looks_at_is_called_so() {
        let told = [0.027_338, -0.000_49, 0.0, -0.0005, 1.5].map(centavos);
        let less = "less than 0.1 centavos";
        assert_eq!(told, ["+2.7 centavos", less, less, "-0.1 centavos", "+150.0 centavos"]);
    }
}

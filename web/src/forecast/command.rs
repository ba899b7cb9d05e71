//! `paridad forecast`: what the version that speaks says.

use super::answer::Wanted;
use super::args::ForecastArgs;
use crate::app::{Archived, Audience, DEFAULT_HORIZON, Maturity};
use crate::console::{Access, Refused, counted, json, line};
use crate::problem::Trouble;
use crate::setup::Options;
use crate::wording::Language;
use anyhow::{Context, Result};
use chrono::Utc;
use paridad_engine::maths::level::Level;
use paridad_wire::{Bound, Forecast, Probability, ProbabilityBelow, Provenance, Scenario, Shortfall, Touch};
use std::process::ExitCode;

/// Forecasts the rate.
pub(crate) async fn forecast(options: &Options, wanted: &ForecastArgs) -> Result<ExitCode> {
    let forecast: Forecast = match Access::to(options).await? {
        Access::Server(client) => client.get("/forecast", &query(wanted)).await?,
        Access::Own(own) => {
            let shown = own.1.load_full().context("no version speaks yet")?;
            let view = Archived::default().read(&own.0.archive().read()?, wanted.which(), &shown);
            let view = view.map_err(|trouble| Refused::of(&trouble))?;
            let level = |level: &f64| Level::try_from(*level).map_err(Trouble::Level);
            let levels: Result<Vec<Level>, _> = wanted.quantiles.iter().map(level).collect();
            let maturity =
                wanted.date.map_or(Maturity::Days(wanted.horizon.unwrap_or(DEFAULT_HORIZON)), Maturity::Day);
            let audience = Audience { language: Language::English, now: Utc::now() };
            let wanted = Wanted {
                levels: levels.map_err(|trouble| Refused::of(&trouble))?,
                above: wanted.level,
                below: wanted.below,
                touch: wanted.touch,
                tail: wanted.shortfall,
                scenario: wanted.half_forward.then_some(Scenario::HalfForward),
            };
            view.forecast(maturity, &wanted, audience).map_err(|trouble| Refused::of(&trouble))?
        }
    };
    if options.json {
        json(&forecast)?;
    } else {
        show(&forecast)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn query(wanted: &ForecastArgs) -> Vec<(&'static str, String)> {
    let levels = wanted.quantiles.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    [
        ("horizon", wanted.horizon.map(|horizon| horizon.to_string())),
        ("date", wanted.date.map(|date| date.to_string())),
        ("quantiles", Some(levels).filter(|levels| !levels.is_empty())),
        ("level", wanted.level.map(|level| level.to_string())),
        ("below", wanted.below.map(|below| below.to_string())),
        ("touch", wanted.touch.map(|touch| touch.to_string())),
        ("shortfall", wanted.shortfall.map(|shortfall| shortfall.to_string())),
        ("version", wanted.version.map(|version| version.to_string())),
        ("as_of", wanted.as_of()),
        ("scenario", wanted.half_forward.then(|| "half_forward".to_owned())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

fn in_words(bound: Option<Bound>) -> &'static str {
    match bound {
        None => "",
        Some(Bound::AtMost) => "at most ",
        Some(Bound::AtLeast) => "at least ",
    }
}

fn show(forecast: &Forecast) -> Result<()> {
    let Forecast { provenance, maturity, point, quantiles, probability, .. } = forecast;
    let age = if provenance.stale {
        format!(", STALE: {} late", counted(provenance.late_days, "day"))
    } else {
        String::new()
    };
    let pinned = if provenance.pinned { ", pinned" } else { "" };
    let asked = if provenance.speaking { "" } else { ", which does not speak now" };
    let kept = if forecast.kept { ", as it was put on record" } else { "" };
    line(&format!("{}: {:.4} on {}{age}", provenance.target_title, provenance.spot, provenance.origin))?;
    if let Some(asked) = maturity.moved_from {
        line(&format!("{asked} is a closed day and moves to {}", maturity.day))?;
    }
    if let Some(Scenario::HalfForward) = forecast.scenario {
        line("a scenario, not the forecast: the rate goes half as far as the forward")?;
    }
    if maturity.extended {
        line("beyond 252 days: the farthest learned fan, grown with time; no skill is claimed")?;
    }
    line(&format!("in {} ({}): {point:.4}", counted(maturity.horizon, "day"), maturity.day))?;
    for quantile in quantiles {
        line(&format!("  {:>5.1} %  {:.4}", 100.0 * quantile.level, quantile.rate))?;
    }
    if let Some(probability) = probability {
        let Probability { rate, above, bound } = probability;
        line(&format!("above {rate:.4}: {}{:.1} %", in_words(*bound), 100.0 * above))?;
    }
    if let Some(ProbabilityBelow { rate, below, bound }) = &forecast.probability_below {
        line(&format!("below {rate:.4}: {}{:.1} %", in_words(*bound), 100.0 * below))?;
    }
    if let Some(Touch { rate, probability, bound }) = &forecast.touch {
        line(&format!("touched {rate:.4} on the way: {}{:.1} %", in_words(*bound), 100.0 * probability))?;
    }
    if let Some(Shortfall { level, lower, upper }) = &forecast.shortfall {
        line(&format!(
            "mean of the lowest and of the highest {:.1} %: {lower:.4}, {upper:.4}",
            100.0 * level
        ))?;
    }
    let Provenance { version, engine_revision, .. } = provenance;
    line(&format!("version {version}{pinned}{asked}, engine revision {engine_revision}{kept}"))
}

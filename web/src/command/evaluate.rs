//! `paridad evaluate`: how good the forecasts are, strictly out of sample.

use super::history;
use super::output::{json, line};
use crate::cli::Options;
use crate::conductor::History;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use paridad_engine::evaluate::{Judged, Scores, evaluate, scores};
use paridad_engine::forecaster::Event;
use paridad_engine::level::LEVELS;
use paridad_engine::num;
use paridad_engine::recipe::Recipe;
use paridad_ingest::bundle;
use serde_json::json as object;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(
    options: &Options,
    from: NaiveDate,
    currency: &str,
    forecasts: Option<&Path>,
) -> Result<ExitCode> {
    let recipe =
        Recipe::ecb_cross(&currency.to_ascii_lowercase()).context("--currency cannot be forecast")?;
    let target = recipe.target_name.clone();
    let observations = match history(options) {
        History::Bundled => bundle::history()?,
        History::File(path) => {
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            bundle::from_ecb_csv(&text).with_context(|| path.display().to_string())?
        }
    };
    let events: Vec<Event> = observations
        .chunk_by(|a, b| a.known_at == b.known_at)
        .map(|day| Event::Observed(day.to_vec()))
        .collect();
    let judged = evaluate(recipe, &events, from);
    if judged.is_empty() {
        bail!("no forecast of {target} from {from} on has met its truth: is the currency in the history?");
    }
    if let Some(path) = forecasts {
        write(path, &judged).with_context(|| path.display().to_string())?;
    }
    let scores = scores(&judged);
    if options.json {
        let rows: Vec<_> = scores.iter().map(|scores| row(&target, scores)).collect();
        json(&rows)?;
    } else {
        show(&target, from, &scores)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn row(target: &str, scores: &Scores) -> serde_json::Value {
    object!({
        "target": target,
        "horizon": u16::from(scores.horizon),
        "n": scores.count,
        "crps_rel": scores.crps_rel,
        "tail_pinball_rel": scores.tail_pinball_rel,
        "cover80": scores.cover80,
        "cover95": scores.cover95,
        "rmse_rel": scores.rmse_rel,
    })
}

fn show(target: &str, from: NaiveDate, scores: &[Scores]) -> Result<()> {
    line(&format!("{target}, origins from {from}, relative to the random walk with EWMA(0.94) scale"))?;
    line("horizon      n    CRPS  tail pinball  cover 80 %  cover 95 %    RMSE")?;
    for s in scores {
        line(&format!(
            "{:>7}  {:>5}  {:.4}        {:.4}      {:.3}       {:.3}  {:.4}",
            u16::from(s.horizon),
            s.count,
            s.crps_rel,
            s.tail_pinball_rel,
            s.cover80,
            s.cover95,
            s.rmse_rel
        ))?;
    }
    Ok(())
}

/// Writes every forecast with its truth, as rates, so that anyone can score it anew.
fn write(path: &Path, judged: &[Judged]) -> Result<()> {
    let mut csv = csv::Writer::from_path(path)?;
    let names = ["date", "horizon", "target_date", "spot", "point", "actual"].map(str::to_owned);
    csv.write_record(names.into_iter().chain(LEVELS.map(column)))?;
    for row in judged {
        let forecast = &row.forecast;
        let rate = |log_move: f64| (row.spot * num::exp(log_move)).to_string();
        let start = [
            row.origin.to_string(),
            u16::from(forecast.horizon).to_string(),
            row.outcome.day.to_string(),
            row.spot.to_string(),
            rate(forecast.prediction.point()),
            rate(row.outcome.log_move),
        ];
        csv.write_record(start.into_iter().chain(forecast.quantiles.map(rate)))?;
    }
    Ok(csv.flush()?)
}

/// The column of a level: `q025` for 0.025, `q05` for 0.05, `q10` for 0.10.
fn column(level: f64) -> String {
    let digits = format!("{level:.3}");
    let digits = digits.trim_start_matches("0.");
    format!("q{}", if digits.ends_with('0') { &digits[..2] } else { digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_named_as_documented() {
        let names = LEVELS.map(column);
        assert_eq!(&names[..4], ["q025", "q05", "q10", "q15"]);
        assert_eq!(&names[18..], ["q90", "q95", "q975"]);
    }
}

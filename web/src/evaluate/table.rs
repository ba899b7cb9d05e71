//! The scores as text for the terminal.

use super::beside::Beside;
use super::in_sample;
use super::results::{Results, Scored};
use crate::console::line;
use anyhow::Result;
use paridad_engine::forecaster::evaluate::{Comparison, Estimate, Scores};
use paridad_engine::recipe::Recipe;

const HEAD: &str = "horizon      n     n/h    CRPS  (error)   tails  Winkler80  Winkler95  in 80 %  in 95 %    RMSE     MAE     DM p";

const HEAD_BESIDE: &str = "horizon      n  to first    CRPS   tails  in 80 %  in 95 %    RMSE     DM p";

/// Prints all tables.
pub(super) fn show(recipe: &Recipe, results: &Results) -> Result<()> {
    let whole = &results.whole;
    line(&format!("{}, origins from {} to {}", recipe.target_name, whole.from, whole.to))?;
    warn(recipe, results)?;
    line("scores relative to the random walk with EWMA(0.94) scale, with the standard error of CRPS")?;
    rows(&whole.scored)?;
    for half in &results.halves {
        line("")?;
        line(&format!("origins from {} to {}", half.from, half.to))?;
        rows(&half.scored)?;
    }
    for (regime, scored) in results.regimes.iter().filter(|(_, scored)| !scored.is_empty()) {
        line("")?;
        line(&format!("{} origins, by the volatility of all origins before", regime.name()))?;
        rows(scored)?;
    }
    Ok(())
}

/// Prints the table of a recipe that ran beside the first, which is called `first`.
pub(super) fn show_beside(first: &str, beside: &Beside<'_>) -> Result<()> {
    line("")?;
    line(&format!("{} beside {first}", beside.recipe.name))?;
    warn(beside.recipe, &beside.results)?;
    line(
        "CRPS relative to the first on the days of both, and whether they differ; the rest to the random walk",
    )?;
    line(HEAD_BESIDE)?;
    for Scored { horizon, scores } in &beside.results.whole.scored {
        if let Some(comparison) = beside.at(*horizon) {
            line(&format!("{:>7}  {}", u16::from(*horizon), row_beside(comparison, scores)))?;
        }
    }
    Ok(())
}

fn warn(recipe: &Recipe, results: &Results) -> Result<()> {
    in_sample::seen(recipe, results).map_or(Ok(()), |until| line(&in_sample::warning(until)))
}

fn rows(scored: &[Scored]) -> Result<()> {
    line(HEAD)?;
    for Scored { horizon, scores } in scored {
        line(&format!("{:>7}  {}", u16::from(*horizon), row(scores)))?;
    }
    Ok(())
}

fn row(scores: &Scores) -> String {
    let Estimate { value: crps, error } = scores.crps;
    format!(
        "{:>5}  {:>6.1}  {crps:.4} ({:>6})  {:.4}     {:.4}     {:.4}    {:.3}    {:.3}  {:.4}  {:.4}  {:>7}",
        scores.count,
        scores.independent_count,
        or_dash(error.map(|error| format!("{error:.4}"))),
        scores.tail_pinball.value,
        scores.winkler80.value,
        scores.winkler95.value,
        scores.cover80.value,
        scores.cover95.value,
        scores.rmse.value,
        scores.mae.value,
        or_dash(scores.diebold_mariano.map(|test| p_value(test.p_value))),
    )
}

fn row_beside(comparison: &Comparison, scores: &Scores) -> String {
    format!(
        "{:>5}    {:.4}  {:.4}  {:.4}    {:.3}    {:.3}  {:.4}  {:>7}",
        comparison.count,
        comparison.crps_ratio,
        scores.crps.value,
        scores.tail_pinball.value,
        scores.cover80.value,
        scores.cover95.value,
        scores.rmse.value,
        or_dash(comparison.diebold_mariano.map(|test| p_value(test.p_value))),
    )
}

fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "-".to_owned())
}

/// A probability as people read it: what is smaller than its digits show is not zero.
pub(super) fn p_value(p: f64) -> String {
    if p < 1e-4 { "<0.0001".to_owned() } else { format!("{p:.4}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_probability_is_shown_as_zero() {
        assert_eq!([0.0, 1e-5, 1e-4, 0.25].map(p_value), ["<0.0001", "<0.0001", "0.0001", "0.2500"]);
    }
}

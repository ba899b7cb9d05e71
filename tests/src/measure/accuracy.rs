//! Forecasts against the random walk with EWMA scale, strictly out of sample.

use super::Figure;
use crate::server::command;
use anyhow::{Context, ensure};
use serde_json::Value;

/// The horizons that are reported.
const HORIZONS: [u64; 4] = [1, 5, 21, 63];

/// The scores over the baseline's, with their keys in the evaluation.
const RATIOS: [(&str, &str); 6] = [
    ("CRPS", "crps_rel"),
    ("tail pinball", "tail_pinball_rel"),
    ("Winkler 80 %", "winkler80_rel"),
    ("Winkler 95 %", "winkler95_rel"),
    ("RMSE", "rmse_rel"),
    ("MAE", "mae_rel"),
];

/// All figures of accuracy, from the binary's own evaluation.
///
/// # Errors
///
/// If the evaluation fails.
pub fn figures() -> anyhow::Result<Vec<Figure>> {
    let output = command()?.args(["evaluate", "--from", "2012-01-02", "--json"]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    let mut figures = Vec::new();
    for row in rows.iter().filter(|row| row["horizon"].as_u64().is_some_and(|h| HORIZONS.contains(&h))) {
        let horizon = &row["horizon"];
        for (name, key) in RATIOS {
            let value = row[key].as_f64().with_context(|| format!("{key} is no number"))?;
            let against = ("random walk with EWMA(0.94) scale", 1.0);
            figures.push(Figure::new(
                &format!("{name} at {horizon} days from 2012"),
                value,
                "ratio",
                against,
            ));
        }
        for (nominal, key) in [(0.80, "cover80"), (0.95, "cover95")] {
            let value = row[key].as_f64().with_context(|| format!("{key} is no number"))?;
            figures.push(Figure::new(
                &format!("coverage at {horizon} days"),
                value,
                "share",
                ("nominal", nominal),
            ));
        }
    }
    Ok(figures)
}

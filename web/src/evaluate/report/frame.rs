//! How figures are framed, and how what they show is called.

use paridad_engine::features::regime::Regime;
use paridad_engine::forecaster::evaluate::Estimate;
use paridad_engine::time::horizon::Horizon;

/// A figure with its standard error.
pub(super) fn with_error(Estimate { value, error }: Estimate, digits: usize) -> String {
    match error {
        Some(error) => format!("{value:.digits$} <small>± {error:.digits$}</small>"),
        None => format!("{value:.digits$}"),
    }
}

/// A figure in a frame, with what it shows and how it is read.
pub(super) fn section(title: &str, reading: &str, figures: &str) -> String {
    format!(
        "<section>\n<h2>{title}</h2>\n<p>{reading}</p>\n<div class=\"figures\">\n{figures}</div>\n</section>\n"
    )
}

/// How a horizon is called.
pub(super) fn horizon_name(horizon: Horizon) -> String {
    match u16::from(horizon) {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// How a regime is called in a heading.
pub(super) fn regime_name(regime: Regime) -> &'static str {
    match regime {
        Regime::Calm => "Calm",
        Regime::Usual => "Usual",
        Regime::Stormy => "Stormy",
    }
}

//! The scores as tables, with their standard errors.

use super::frame::{horizon_name, regime_name, with_error};
use crate::evaluate::results::{Results, Scored, Span};
use crate::evaluate::table::p_value;
use crate::wording::markup::escaped;
use paridad_engine::features::regime::Regime;
use paridad_engine::forecaster::evaluate::{Estimate, Scores};

const HEAD: &str = "<thead><tr><th>Horizon</th><th>n</th><th>n/h</th><th>CRPS</th><th>Tails</th>\
                    <th>Winkler 80</th><th>Winkler 95</th><th>In 80 %</th><th>In 95 %</th><th>RMSE</th>\
                    <th>MAE</th><th>DM</th><th>p</th></tr></thead>\n";

/// How many standard errors from one a ratio must be to be called better or worse.
const CLEAR: f64 = 2.0;

/// The table of all origins.
pub(super) fn whole(results: &Results) -> String {
    let reading = "Scores divided by the random walk's, and the share of outcomes in two central intervals; standard \
                   errors after Newey and West, because forecasts overlap: of n only n/h are independent. A ratio \
                   more than two errors below one is <b class=\"better\">green</b>, above one \
                   <b class=\"worse\">red</b>. DM is the test of Diebold and Mariano on CRPS with its p-value. \
                   RMSE and MAE are of the point, which hardly anything beats.";
    section("Scores", reading, &table(&results.whole.scored))
}

/// The tables of the halves; empty where there are none.
pub(super) fn halves(results: &Results) -> String {
    if results.halves.is_empty() {
        return String::new();
    }
    let half = |span: &Span| format!("<h3>{} to {}</h3>\n{}", span.from, span.to, table(&span.scored));
    let tables: String = results.halves.iter().map(half).collect();
    section("By halves", "The same for the origins before and after a day.", &tables)
}

/// The tables of the regimes.
pub(super) fn regimes(results: &Results) -> String {
    let filled = results.regimes.iter().filter(|(_, scored)| !scored.is_empty());
    let regime = |(regime, scored): &(Regime, Vec<Scored>)| {
        format!("<h3>{}</h3>\n{}", regime_name(*regime), table(scored))
    };
    let tables: String = filled.map(regime).collect();
    let reading = "Origins by where their volatility stood among all origins before: in the lowest third, between, or \
                   in the highest.";
    section("By regime", reading, &tables)
}

fn section(title: &str, reading: &str, tables: &str) -> String {
    format!("<section>\n<h2>{title}</h2>\n<p>{reading}</p>\n{tables}</section>\n")
}

fn table(scored: &[Scored]) -> String {
    let rows: String = scored.iter().map(row).collect();
    format!("<div class=\"scroll\"><table>\n{HEAD}<tbody>\n{rows}</tbody></table></div>\n")
}

fn row(Scored { horizon, scores }: &Scored) -> String {
    let Scores { crps, tail_pinball, winkler80, winkler95, cover80, cover95, rmse, mae, .. } = scores;
    let ratios = |ratios: &[&Estimate]| ratios.iter().map(|ratio| ratio_cell(**ratio)).collect::<String>();
    let shares = [cover80, cover95].map(|share| format!("<td>{}</td>", with_error(*share, 3))).concat();
    let test = scores.diebold_mariano;
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    format!(
        "<tr><th>{}</th><td>{}</td><td>{:.0}</td>{}{shares}{}<td>{}</td><td>{}</td></tr>\n",
        horizon_name(*horizon),
        scores.count,
        scores.independent_count,
        ratios(&[crps, tail_pinball, winkler80, winkler95]),
        ratios(&[rmse, mae]),
        or_dash(test.map(|test| format!("{:.2}", test.statistic))),
        or_dash(test.map(|test| escaped(&p_value(test.p_value)))),
    )
}

fn ratio_cell(ratio: Estimate) -> String {
    let distance = ratio.error.filter(|error| *error > 0.0).map(|error| (ratio.value - 1.0) / error);
    let class = match distance {
        Some(distance) if distance < -CLEAR => " class=\"better\"",
        Some(distance) if distance > CLEAR => " class=\"worse\"",
        _ => "",
    };
    format!("<td{class}>{}</td>", with_error(ratio, 4))
}

//! The scores as JSON: one object a recipe and horizon, with those of halves and regimes inside.

use super::beside::Beside;
use super::in_sample;
use super::results::{Results, Scored, at};
use paridad_engine::forecaster::evaluate::{Estimate, Scores};
use paridad_engine::recipe::Recipe;
use serde_json::{Map, Value, json};

/// All rows of a recipe, in the order of their horizons.
pub(super) fn all(recipe: &Recipe, results: &Results) -> Vec<Value> {
    results.whole.scored.iter().map(|scored| row(recipe, scored, results)).collect()
}

/// The same of a recipe that ran beside the first, with how it compares with it.
pub(super) fn beside(beside: &Beside<'_>) -> Vec<Value> {
    let compared = |scored: &Scored| {
        let comparison = beside.at(scored.horizon);
        let test = comparison.and_then(|comparison| comparison.diebold_mariano);
        let to_first = json!({
            "crps_to_first": comparison.map(|comparison| comparison.crps_ratio),
            "dm_to_first_statistic": test.map(|test| test.statistic),
            "dm_to_first_p": test.map(|test| test.p_value),
        });
        joined([row(beside.recipe, scored, &beside.results), to_first])
    };
    beside.results.whole.scored.iter().map(compared).collect()
}

fn row(recipe: &Recipe, Scored { horizon, scores }: &Scored, results: &Results) -> Value {
    let days = u16::from(*horizon);
    let head = json!({
        "target": recipe.target_name,
        "recipe": recipe.name,
        "from": results.whole.from,
        "to": results.whole.to,
        "priors_seen_until": in_sample::seen(recipe, results),
        "horizon": days,
    });
    let test = scores.diebold_mariano;
    let tail = json!({
        "dm_statistic": test.map(|test| test.statistic),
        "dm_p": test.map(|test| test.p_value),
        "halves": halves(results, |scored| at(scored, *horizon)),
        "regimes": regimes(results, |scored| at(scored, *horizon)),
    });
    joined([head, figures(scores), tail])
}

fn halves<'a>(results: &'a Results, at: impl Fn(&'a [Scored]) -> Option<&'a Scores>) -> Vec<Value> {
    let half = |(from, to, scores): (_, _, &Scores)| {
        let test = scores.diebold_mariano;
        let head = json!({ "from": from, "to": to });
        let tail =
            json!({ "dm_statistic": test.map(|test| test.statistic), "dm_p": test.map(|test| test.p_value) });
        joined([head, figures(scores), tail])
    };
    let halves = results.halves.iter().filter_map(|span| Some((span.from, span.to, at(&span.scored)?)));
    halves.map(half).collect()
}

fn regimes<'a>(results: &'a Results, at: impl Fn(&'a [Scored]) -> Option<&'a Scores>) -> Vec<Value> {
    let regimes = results.regimes.iter().filter_map(|(regime, scored)| Some((regime, at(scored)?)));
    regimes.map(|(regime, scores)| joined([json!({ "regime": regime.name() }), figures(scores)])).collect()
}

/// The figures that every selection has.
fn figures(scores: &Scores) -> Value {
    let mut figures = Map::new();
    figures.insert("n".to_owned(), scores.count.into());
    figures.insert("n_independent".to_owned(), scores.independent_count.into());
    for (name, estimate) in [
        ("crps_rel", scores.crps),
        ("tail_pinball_rel", scores.tail_pinball),
        ("winkler80_rel", scores.winkler80),
        ("winkler95_rel", scores.winkler95),
        ("cover80", scores.cover80),
        ("cover95", scores.cover95),
        ("rmse_rel", scores.rmse),
        ("mae_rel", scores.mae),
    ] {
        let Estimate { value, error } = estimate;
        figures.insert(name.to_owned(), value.into());
        figures.insert(format!("{name}_error"), error.into());
    }
    figures.into()
}

/// One object with the fields of several.
fn joined<const N: usize>(objects: [Value; N]) -> Value {
    let fields = objects.into_iter().filter_map(|object| match object {
        Value::Object(fields) => Some(fields),
        _ => None,
    });
    Value::Object(fields.flatten().collect())
}

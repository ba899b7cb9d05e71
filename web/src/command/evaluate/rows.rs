//! The scores as JSON: one object a horizon, with those of halves and regimes inside.

use super::results::{Results, Scored, at};
use paridad_engine::evaluate::{Estimate, Scores};
use serde_json::{Map, Value, json};

/// All rows, in the order of their horizons.
pub(super) fn all(target: &str, results: &Results) -> Vec<Value> {
    results.whole.scored.iter().map(|scored| row(target, scored, results)).collect()
}

fn row(target: &str, Scored { horizon, scores }: &Scored, results: &Results) -> Value {
    let days = u16::from(*horizon);
    let head = json!({
        "target": target,
        "from": results.whole.from,
        "to": results.whole.to,
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

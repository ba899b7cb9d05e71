//! What the priors of a recipe have seen is no test of it: refused, or said wherever scores are shown.

use super::EvaluateArgs;
use super::input::Input;
use super::results::Results;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use paridad_engine::data::series::Observation;
use paridad_engine::forecaster::Event;
use paridad_engine::recipe::Recipe;

/// Refuses origins that the priors of any of the recipes have seen, unless they are asked for as such.
pub(super) fn check(input: &Input, asked: &EvaluateArgs) -> Result<()> {
    let Some(from) = first_origin(input, asked).filter(|_| !asked.in_sample_priors) else { return Ok(()) };
    for entrant in input.entrants.all() {
        let Recipe { name, prior, .. } = &entrant.recipe;
        if let Some(until) = prior.seen_until().filter(|until| from <= *until) {
            let after = until.succ_opt().unwrap_or(NaiveDate::MAX);
            bail!(
                "origins must be after {until}, got {from}: the priors that {name} begins with were measured on the \
                 years up to that day, so scores before it are not out of sample; --from {after} leaves them out, \
                 --in-sample-priors says so beside them"
            );
        }
    }
    Ok(())
}

/// The last day that the priors of a recipe have seen, if origins are scored that are not after it.
pub(super) fn seen(recipe: &Recipe, results: &Results) -> Option<NaiveDate> {
    recipe.prior.seen_until().filter(|until| results.whole.from <= *until)
}

/// What a reader of scores must know where priors have seen the years up to a day.
pub(super) fn warning(until: NaiveDate) -> String {
    format!(
        "not out of sample up to {until}: the priors were measured on other currencies of these very years"
    )
}

/// No origin is before the first day on which something is known of the target. What else is known before begins no history.
fn first_origin(input: &Input, asked: &EvaluateArgs) -> Option<NaiveDate> {
    let target = &input.entrants.first.recipe.target;
    let is_of_target = |one: &&Observation| target.series().any(|leg| *leg == one.series);
    let mut days = input.events.iter().filter_map(|event| match event {
        Event::Observed(observations) => observations.iter().find(is_of_target).map(|one| one.period),
        Event::Fitted { .. } | Event::Unfitted { .. } => None,
    });
    days.next().map(|first| asked.from.max(first))
}

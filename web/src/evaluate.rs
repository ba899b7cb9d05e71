//! `paridad evaluate`: how good the forecasts are, strictly out of sample or with a word that they are not.

mod args;
mod beside;
mod derived;
mod entrant;
mod files;
mod forecasts;
mod in_sample;
mod input;
mod panel;
mod report;
mod results;
mod rows;
mod series;
mod table;

pub(crate) use args::EvaluateArgs;

use crate::conductor::{Progress, answer_on};
use crate::console::{Bar, json};
use crate::setup::Options;
use anyhow::{Context, Result, bail};
use beside::Beside;
use chrono::NaiveDate;
use input::Input;
use paridad_engine::forecaster::Event;
use paridad_engine::forecaster::evaluate::{Judged, SideBySide, evaluate};
use paridad_engine::recipe::Recipe;
use results::Results;
use std::num::NonZero;
use std::process::ExitCode;
use std::thread;

pub(crate) fn run(options: &Options, asked: &EvaluateArgs) -> Result<ExitCode> {
    let input = Input::read(options, asked)?;
    in_sample::check(&input, asked)?;
    let mut bar = Bar::default();
    let (first, others) = judge(&input, asked, &mut bar);
    bar.finish();
    let recipe = &input.entrants.first.recipe;
    let results = score(recipe, &first, asked)?;
    if let Some(path) = &asked.forecasts {
        forecasts::write(path, &first).with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &asked.report {
        let page = report::page(&input, &first, &results);
        std::fs::write(path, page).with_context(|| path.display().to_string())?;
    }
    let mut beside = Vec::new();
    for (entrant, other) in input.entrants.others.iter().zip(&others) {
        let results = score(&entrant.recipe, other, asked)?;
        beside.push(Beside::of(&entrant.recipe, results, SideBySide { first: &first, other }));
    }
    if options.json {
        let mut rows = rows::all(recipe, &results);
        rows.extend(beside.iter().flat_map(rows::beside));
        json(&rows)?;
    } else {
        table::show(recipe, &results)?;
        beside.iter().try_for_each(|beside| table::show_beside(&recipe.name, beside))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The scores of what a recipe was judged for, of which there must be something.
fn score(recipe: &Recipe, judged: &[Judged], asked: &EvaluateArgs) -> Result<Results> {
    let Some(results) = Results::of(judged, asked.split) else {
        let target = &recipe.target_name;
        bail!("no forecast of {target} from {} on has met its truth: is it in the history?", asked.from);
    };
    Ok(results)
}

/// Replays the history for each recipe in turn and judges every forecast whose origin is asked for: those of the first
/// recipe, and those of each of the others.
fn judge(input: &Input, asked: &EvaluateArgs, bar: &mut Bar) -> (Vec<Judged>, Vec<Vec<Judged>>) {
    let entrants = &input.entrants;
    let of = input.events.len() * entrants.all().count();
    let mut done = 0;
    let mut replay = |recipe: &Recipe| {
        let events = input.events.iter().inspect(|_| {
            done += 1;
            bar.show(Progress { done, of });
        });
        judge_one(recipe, events, asked)
    };
    let first = replay(&entrants.first.recipe);
    let others = entrants.others.iter().map(|entrant| replay(&entrant.recipe)).collect();
    (first, others)
}

/// Replays events for a recipe.
fn judge_one<'a>(
    recipe: &Recipe,
    events: impl Iterator<Item = &'a Event>,
    asked: &EvaluateArgs,
) -> Vec<Judged> {
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let threads = asked.threads.map_or_else(cores, usize::from);
    let refit = |jobs: Vec<_>| answer_on(threads, &jobs);
    let origins = asked.from..=asked.to.unwrap_or(NaiveDate::MAX);
    evaluate(recipe.clone(), events, &origins, refit)
}

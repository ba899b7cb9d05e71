//! `paridad evaluate`: how good the forecasts are, strictly out of sample.

mod derived;
mod forecasts;
mod input;
mod panel;
mod report;
mod results;
mod rows;
mod table;

use super::output::{Bar, json};
use crate::cli::{EvaluateArgs, Options};
use crate::conductor::{Progress, answer_on};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use input::Input;
use paridad_engine::evaluate::{Judged, evaluate};
use results::Results;
use std::num::NonZero;
use std::process::ExitCode;
use std::thread;

pub(super) fn run(options: &Options, asked: &EvaluateArgs) -> Result<ExitCode> {
    let input = Input::read(options, asked)?;
    let judged = judge(&input, asked)?;
    let target = &input.recipe.target_name;
    let Some(results) = Results::of(&judged, asked.split) else {
        bail!("no forecast of {target} from {} on has met its truth: is it in the history?", asked.from);
    };
    if let Some(path) = &asked.forecasts {
        forecasts::write(path, &judged).with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &asked.report {
        let page = report::page(&input, &judged, &results);
        std::fs::write(path, page).with_context(|| path.display().to_string())?;
    }
    if options.json {
        json(&rows::all(target, &results))?;
    } else {
        table::show(target, &results)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Replays the history and judges every forecast whose origin is asked for.
fn judge(input: &Input, asked: &EvaluateArgs) -> Result<Vec<Judged>> {
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let threads = asked.threads.map_or_else(cores, usize::from);
    let mut failed = None;
    let refit = |jobs: Vec<_>| {
        if failed.is_some() {
            return Vec::new();
        }
        answer_on(threads, &jobs).unwrap_or_else(|error| {
            failed = Some(error);
            Vec::new()
        })
    };
    let origins = asked.from..=asked.to.unwrap_or(NaiveDate::MAX);
    let mut bar = Bar::default();
    let of = input.events.len();
    let events = input.events.iter().enumerate().map(|(index, event)| {
        bar.show(Progress { done: index + 1, of });
        event
    });
    let judged = evaluate(input.recipe.clone(), events, &origins, refit);
    bar.finish();
    failed.map_or(Ok(judged), |error| Err(error.into()))
}

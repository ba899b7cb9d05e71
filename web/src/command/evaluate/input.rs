//! What is evaluated: a recipe, and the history that it replays.

use super::derived;
use super::panel::Panel;
use crate::cli::{EvaluateArgs, Options};
use crate::command::{history, output};
use crate::conductor::History;
use anyhow::{Context, Result, bail};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use paridad_engine::calendar::{Calendar, ListedDays};
use paridad_engine::forecaster::Event;
use paridad_engine::recipe::text::{self, Faults};
use paridad_engine::recipe::{Measure, Recipe};
use paridad_engine::series::{Observation, SeriesId};
use paridad_ingest::bundle;
use paridad_store::Hash;
use std::collections::BTreeMap;
use std::path::Path;

/// What is evaluated.
#[derive(Debug)]
pub(super) struct Input {
    /// The recipe.
    pub(super) recipe: Recipe,
    /// The recipe as text.
    pub(super) recipe_text: String,
    /// Where the history comes from.
    pub(super) origin: String,
    /// The hash of the bytes that the history was read from.
    pub(super) hash: Hash,
    /// The history, one event for each moment.
    pub(super) events: Vec<Event>,
}

/// So many publication days of the target after its own day a column is known, unless the recipe says otherwise.
const DAYS_LATE: u16 = 1;

impl Input {
    /// Reads all that the command line asks for.
    pub(super) fn read(options: &Options, asked: &EvaluateArgs) -> Result<Self> {
        match (&asked.panel, &asked.target) {
            (Some(_), _) if options.history.is_some() => bail!("--history does not apply to a panel"),
            (Some(path), Some(target)) => of_panel(path, target, asked),
            _ => of_rates(options, asked),
        }
    }
}

/// The ECB's rates, with the built-in recipe for a currency or with one from a file.
fn of_rates(options: &Options, asked: &EvaluateArgs) -> Result<Input> {
    let (recipe, recipe_text) = if let Some(path) = &asked.recipe {
        parsed(path, text::parse)?
    } else {
        let recipe = Recipe::ecb_cross(&asked.currency.to_ascii_lowercase());
        let recipe = recipe.context("--currency cannot be forecast")?;
        let text = text::write(&recipe);
        (recipe, text)
    };
    let (origin, hash, mut observations) = match history(options) {
        History::Bundled => {
            let origin = "the bundled eurofxref-hist.csv.gz".to_owned();
            (origin, Hash::of(bundle::PACKED), bundle::history()?)
        }
        History::File(path) => {
            let text = read(&path)?;
            let observations = bundle::from_ecb_csv(&text).with_context(|| path.display().to_string())?;
            (path.display().to_string(), Hash::of(text.as_bytes()), observations)
        }
    };
    let reads = recipe.series();
    observations.retain(|observation| reads.contains(&&observation.series));
    let events = observations.chunk_by(|a, b| a.known_at == b.known_at);
    let events = events.map(|day| Event::Observed(day.to_vec())).collect();
    Ok(Input { recipe, recipe_text, origin, hash, events })
}

/// A panel, with a recipe from a file or one that follows from its columns.
fn of_panel(path: &Path, target: &str, asked: &EvaluateArgs) -> Result<Input> {
    let text = read(path)?;
    let in_file = || path.display().to_string();
    let panel = Panel::parse(&text).with_context(in_file)?;
    let target = panel.target(target).with_context(in_file)?;
    let (mut recipe, recipe_text, days_late) = if let Some(path) = &asked.recipe {
        let (read, text) = parsed(path, text::parse_with_availability)?;
        (read.recipe, text, read.days_late)
    } else {
        let recipe = derived::recipe(&panel, target, asked.columns.as_deref())?;
        let text = text::write(&recipe);
        (recipe, text, BTreeMap::new())
    };
    if recipe.target != Measure::Level(target.series.clone()) {
        bail!("the recipe must forecast {}, as --target says, got {}", target.series, recipe.target_name);
    }
    if let Some(missing) = recipe.series().into_iter().find(|series| panel.column(series.as_str()).is_err()) {
        bail!("the recipe reads {missing}, and the panel has no such column");
    }
    let days: Vec<NaiveDate> = panel.known(target).map(|(day, _)| day).collect();
    // A panel's own days are the days on which its target is published, whatever the recipe says.
    recipe.calendar = Calendar::Listed(ListedDays::of(&days.iter().copied().collect()));
    let events = events(&panel, &recipe, &days, &days_late);
    Ok(Input { recipe, recipe_text, origin: in_file(), hash: Hash::of(text.as_bytes()), events })
}

/// The panel's values by the day on which each became known, if the target still has a day then.
///
/// A late value stands under that day and not under its own. So no feature can read it earlier, and a return over one
/// day is that between the last two values that were known.
fn events(
    panel: &Panel,
    recipe: &Recipe,
    days: &[NaiveDate],
    days_late: &BTreeMap<SeriesId, u16>,
) -> Vec<Event> {
    let mut known: BTreeMap<NaiveDate, BTreeMap<&SeriesId, f64>> = BTreeMap::new();
    let reads = recipe.series();
    for column in panel.columns.iter().filter(|column| reads.contains(&&column.series)) {
        let is_target = recipe.target.series().any(|leg| *leg == column.series);
        let late = days_late.get(&column.series).copied().unwrap_or(DAYS_LATE);
        let late = if is_target { 0 } else { usize::from(late) };
        for (day, value) in panel.known(column) {
            let later = days.partition_point(|target_day| *target_day <= day);
            let at = if late == 0 { Some(&day) } else { days.get(later + late - 1) };
            if let Some(at) = at {
                // Of several that became known on one day the last one stands.
                known.entry(*at).or_default().insert(&column.series, value);
            }
        }
    }
    known.into_iter().map(|(day, values)| observed(day, &values)).collect()
}

fn observed(day: NaiveDate, values: &BTreeMap<&SeriesId, f64>) -> Event {
    let noon = day.and_time(NaiveTime::MIN + TimeDelta::hours(12)).and_utc();
    let observation = |(series, value): (&&SeriesId, &f64)| Observation {
        series: (*series).clone(),
        period: day,
        value: *value,
        known_at: noon,
    };
    Event::Observed(values.iter().map(observation).collect())
}

/// A recipe's file, with its faults as compilers write them.
fn parsed<T>(path: &Path, parse: impl FnOnce(&str) -> Result<T, Faults>) -> Result<(T, String)> {
    let text = read(path)?;
    let file = path.display().to_string();
    match parse(&text) {
        Ok(recipe) => Ok((recipe, text)),
        Err(faults) => {
            output::faults(&faults.in_file(&file));
            bail!("{file} is no recipe: {} faults", faults.all().len())
        }
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests;

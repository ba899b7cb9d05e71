//! What is evaluated: recipes, and the history that they replay.

use super::entrant::{Entrant, Entrants, Parse, file_text};
use super::files::{DataFile, Files, by_moment};
use super::panel::{Column, Panel};
use super::{EvaluateArgs, derived, series};
use crate::conductor::HistoryFrom;
use crate::console::history;
use crate::setup::Options;
use anyhow::{Context, Result, bail};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use paridad_engine::data::measure::Measure;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::forecaster::Event;
use paridad_engine::recipe::Recipe;
use paridad_engine::recipe::text::{self, WithAvailability};
use paridad_engine::time::calendar::{Calendar, ListedDays};
use paridad_ingest::bundle;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is evaluated.
#[derive(Debug)]
pub(super) struct Input {
    /// The recipes.
    pub(super) entrants: Entrants,
    /// The files that the history was read from.
    pub(super) files: Vec<DataFile>,
    /// What any of the recipes reads of the history, one event for each moment.
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

/// The ECB's rates and whatever series are beside them, with the built-in recipe for a currency or with one from a file.
fn of_rates(options: &Options, asked: &EvaluateArgs) -> Result<Input> {
    let parse: Parse = |text| Ok(WithAvailability { recipe: text::parse(text)?, days_late: BTreeMap::new() });
    let first = if let Some(path) = &asked.recipe {
        Entrant::read(path, parse)?
    } else {
        let recipe = Recipe::ecb_cross(&asked.currency.to_ascii_lowercase());
        Entrant::made(recipe.context("--currency cannot be forecast")?, "the built-in recipe")
    };
    let entrants = Entrants::read(first, &asked.beside, parse)?;
    entrants.check_comparable()?;
    let reads: BTreeSet<&SeriesId> = entrants.all().flat_map(|entrant| entrant.recipe.series()).collect();
    let mut files = Files::default();
    let (file, rates) = rates(options)?;
    files.add(file, rates, &reads)?;
    for path in &asked.series {
        let text = file_text(path)?;
        let place = path.display().to_string();
        let observations = series::parse(&text).with_context(|| place.clone())?;
        files.add(DataFile::of(&place, text.as_bytes()), observations, &reads)?;
    }
    files.check_complete(&entrants, &reads)?;
    let Files { read, moments, .. } = files;
    let events = with_calendar(moments, &reads)?;
    Ok(Input { entrants, files: read, events })
}

/// The ECB's rates, oldest day first, and the file that they are in.
fn rates(options: &Options) -> Result<(DataFile, Vec<Observation>)> {
    match history(options) {
        HistoryFrom::Bundled => {
            let file = DataFile::of("the bundled eurofxref-hist.csv.gz", bundle::PACKED);
            Ok((file, bundle::history()?))
        }
        HistoryFrom::File(path) => {
            let text = file_text(&path)?;
            let place = path.display().to_string();
            let observations = bundle::from_ecb_csv(&text).with_context(|| place.clone())?;
            Ok((DataFile::of(&place, text.as_bytes()), observations))
        }
    }
}

/// A panel, with a recipe from a file or one that follows from its columns.
fn of_panel(path: &Path, target: &str, asked: &EvaluateArgs) -> Result<Input> {
    let text = file_text(path)?;
    let in_file = || path.display().to_string();
    let panel = Panel::parse(&text).with_context(in_file)?;
    let target = panel.target(target).with_context(in_file)?;
    let days: Vec<NaiveDate> = panel.known(target).map(|(day, _)| day).collect();
    let entrants = panel_entrants(&panel, target, &days, asked)?;
    let days_late = entrants.days_late(DAYS_LATE)?;
    let scheduled =
        days_late.keys().copied().filter(|series| panel.column(series.as_str()).is_err()).collect();
    let events = with_calendar(events(&panel, &days, &days_late), &scheduled)?;
    Ok(Input { entrants, files: vec![DataFile::of(&in_file(), text.as_bytes())], events })
}

/// The recipes for a panel whose target is published on these days.
fn panel_entrants(
    panel: &Panel,
    target: &Column,
    days: &[NaiveDate],
    asked: &EvaluateArgs,
) -> Result<Entrants> {
    let parse: Parse = text::parse_with_availability;
    let first = if let Some(path) = &asked.recipe {
        Entrant::read(path, parse)?
    } else {
        let recipe = derived::recipe(panel, target, asked.columns.as_deref())?;
        Entrant::made(recipe, "the recipe made for the panel")
    };
    let Recipe { target: forecast, target_name, .. } = &first.recipe;
    if *forecast != Measure::Level(target.series.clone()) {
        bail!("the recipe must forecast {}, as --target says, got {target_name}", target.series);
    }
    let mut entrants = Entrants::read(first, &asked.beside, parse)?;
    // A panel's own days are the days on which its target is published, whatever the recipes say.
    entrants.set_calendar(&Calendar::Listed(ListedDays::of(&days.iter().copied().collect())));
    entrants.check_comparable()?;
    for Entrant { place, recipe, .. } in entrants.all() {
        let is_missing =
            |series: &&SeriesId| panel.column(series.as_str()).is_err() && Scheduled::of(series).is_none();
        if let Some(missing) = recipe.series().into_iter().find(is_missing) {
            bail!("{place} reads {missing}, and the panel has no such column");
        }
    }
    Ok(entrants)
}

/// The panel's values of the series that are read, by the day on which each became known, if the target still has a day
/// then.
///
/// A late value stands under that day and not under its own. So no feature can read it earlier, and a return over one
/// day is that between the last two values that were known.
fn events(panel: &Panel, days: &[NaiveDate], days_late: &BTreeMap<&SeriesId, u16>) -> Vec<Vec<Observation>> {
    let mut known: BTreeMap<NaiveDate, BTreeMap<&SeriesId, f64>> = BTreeMap::new();
    for column in &panel.columns {
        let Some(late) = days_late.get(&column.series).copied().map(usize::from) else { continue };
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

fn observed(day: NaiveDate, values: &BTreeMap<&SeriesId, f64>) -> Vec<Observation> {
    let noon = day.and_time(NaiveTime::MIN + TimeDelta::hours(12)).and_utc();
    let observation = |(series, value): (&&SeriesId, &f64)| Observation {
        series: (*series).clone(),
        period: day,
        value: *value,
        known_at: noon,
    };
    values.iter().map(observation).collect()
}

/// What became known at each moment, with what the bundled calendar says of the series in `wanted`: each when it was announced.
fn with_calendar(mut moments: Vec<Vec<Observation>>, wanted: &BTreeSet<&SeriesId>) -> Result<Vec<Event>> {
    if wanted.iter().any(|series| Scheduled::of(series).is_some()) {
        let mut scheduled = bundle::calendar()?;
        scheduled.retain(|observation| wanted.contains(&observation.series));
        moments.extend(by_moment(&scheduled));
    }
    // Stable: what became known at one moment keeps the order of the files.
    moments.sort_by_key(|moment| moment.first().map(|observation| observation.known_at));
    Ok(moments.into_iter().map(Event::Observed).collect())
}

#[cfg(test)]
mod tests;

//! A snapshot into a forecaster, or into the model alone.

use super::format_1;
use super::manifest::{DecodeError, FORMAT, Manifest, PartRef};
use super::names::{
    AGENDA, ARRIVALS, BATCH, BEFORE, CUT, DYNAMICS, GARCH, GAUGES, HEAD, MEMORY, MONITORS, MONITORS_BEFORE,
    PANEL, PENDING, RECIPE, RETURNS, SCORES, SCORES_BEFORE, STANDING, STATE, WINDOW, speaks,
};
use super::parts::Parts;
use crate::data::arrivals::Arrivals;
use crate::data::panel::Panel;
use crate::data::series::{Observation, SeriesId};
use crate::experts::location::Speaker;
use crate::experts::refit::RefitLearner;
use crate::experts::spread::Dynamics;
use crate::experts::spread::Garch;
use crate::features::agenda::Agenda;
use crate::features::moments::Moments;
use crate::forecast::anchor::HeadModel;
use crate::forecast::model::{Model, Origin};
use crate::forecast::widening::Widening;
use crate::forecaster::head::{Head, HeadMemory};
use crate::forecaster::scales::RunningScales;
use crate::forecaster::{Before, Forecaster};
use crate::judging::history::History;
use crate::judging::pending::{Pending, Waiting};
use crate::judging::recent_rows::{RecentRows, Seen};
use crate::maths::level::LEVEL_COUNT;
use crate::recipe::Recipe;
use crate::time::day;
use crate::time::horizon::ANCHORS;
use chrono::DateTime;
use std::collections::BTreeMap;

/// Reads the complete state; `part` gives the bytes for a hash.
pub fn decode(
    manifest: &[u8],
    part: impl Fn(&PartRef) -> Option<Vec<u8>>,
) -> Result<Forecaster, DecodeError> {
    let format = Manifest::decode(manifest)?.format;
    // What spoke in formats 2 and 3 speaks still; what only learned was less.
    if format != FORMAT {
        return Err(DecodeError::SpeaksOnly(format));
    }
    let parts = Parts::gather(manifest, |_| true, part)?;
    let recipe = recipe(&parts)?;
    let (origin, _): (Option<Origin>, Moments) = parts.read(STATE)?;
    let (moment, waiting): (Option<i64>, Vec<Observation>) = parts.read(ARRIVALS)?;
    let mut arrivals = Arrivals::default();
    for observation in waiting {
        arrivals.push(observation);
    }
    let heads = (0..ANCHORS.len()).map(|index| head(&parts, index, &recipe)).collect::<Result<_, _>>()?;
    let scales: RunningScales = parts.read(GAUGES)?;
    if !scales.fits(&recipe) {
        return Err(DecodeError::unsound(GAUGES, "the recipe has other features or rates".to_owned()));
    }
    let (_, returns) = parts.blocks::<f64>(RETURNS)?;
    let (first, origins) = parts.blocks::<Waiting>(PENDING)?;
    Ok(Forecaster {
        reads: recipe.series().into_iter().cloned().collect(),
        arrivals,
        moment: moment.and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
        panel: panel(&parts)?,
        before: Box::new(before(&parts)?),
        scales,
        garch: Garch::from_parts(returns.into(), parts.read(GARCH)?),
        heads,
        origin,
        agenda: agenda(&parts, &recipe)?,
        pending: Pending::from_parts(first, origins),
        recent_rows: recent_rows(&parts)?,
        cut: parts.read(CUT)?,
        monitors: parts.read(MONITORS)?,
        scoreboard: parts.read(SCORES)?,
        recipe,
    })
}

/// Reads what speaking needs and nothing else.
pub fn decode_model(
    manifest: &[u8],
    part: impl Fn(&PartRef) -> Option<Vec<u8>>,
) -> Result<Model, DecodeError> {
    model_of(manifest, speaks, part)
}

/// Reads what speaks from the parts that are wanted; without what paths are drawn with, none can be.
pub(super) fn model_of(
    manifest: &[u8],
    wanted: impl Fn(&str) -> bool,
    part: impl Fn(&PartRef) -> Option<Vec<u8>>,
) -> Result<Model, DecodeError> {
    let parts = Parts::gather(manifest, wanted, part)?;
    if parts.format() == format_1::FORMAT {
        return format_1::model(&parts);
    }
    let recipe = recipe(&parts)?;
    let (origin, moments): (Option<Origin>, Moments) = parts.read(STATE)?;
    let origin = origin.ok_or(DecodeError::Silent)?;
    let heads =
        (0..ANCHORS.len()).map(|index| head_model(&parts, index, &recipe)).collect::<Result<_, _>>()?;
    let agenda = agenda(&parts, &recipe)?;
    // Who wrote it before what-if reached series did not say where they stand.
    let standing = parts.read_if_there(STANDING)?.unwrap_or_default();
    let dynamics: Option<Option<Dynamics>> = parts.read_if_there(DYNAMICS)?;
    let (dynamics, widening) = (dynamics.flatten(), Widening::NONE);
    Ok(Model { recipe, origin, agenda, standing, moments, heads, dynamics, widening })
}

/// Reads what a state remembers of its inputs and residuals.
pub fn decode_history(
    manifest: &[u8],
    part: impl Fn(&PartRef) -> Option<Vec<u8>>,
) -> Result<History, DecodeError> {
    let wanted = |name: &str| name == MONITORS || name == SCORES || name.starts_with(WINDOW);
    let parts = Parts::gather(manifest, wanted, part)?;
    if parts.format() == format_1::FORMAT {
        return format_1::history(&parts);
    }
    Ok(History {
        recent_rows: recent_rows(&parts)?,
        monitors: parts.read(MONITORS)?,
        scoreboard: parts.read(SCORES)?,
    })
}

/// A recipe that was written before one could say since when it learns ends a byte earlier: with none.
fn recipe(parts: &Parts) -> Result<Recipe, DecodeError> {
    parts.read(RECIPE).or_else(|error| parts.read_ending(RECIPE, &[0]).map_err(|_| error))
}

/// Before format 4 no recipe counted events.
fn agenda(parts: &Parts, recipe: &Recipe) -> Result<Agenda, DecodeError> {
    let agenda: Agenda = if parts.format() < 4 { Agenda::default() } else { parts.read(AGENDA)? };
    let wrong = || DecodeError::unsound(AGENDA, "the recipe counts other events".to_owned());
    if agenda.fits(&recipe.spread_features) { Ok(agenda) } else { Err(wrong()) }
}

fn before(parts: &Parts) -> Result<Before, DecodeError> {
    let (day, scales) = parts.read(BEFORE)?;
    Ok(Before { day, scales, monitors: parts.read(MONITORS_BEFORE)?, scoreboard: parts.read(SCORES_BEFORE)? })
}

fn recent_rows(parts: &Parts) -> Result<RecentRows, DecodeError> {
    let (first, origins) = parts.blocks::<Seen>(WINDOW)?;
    Ok(RecentRows::from_parts(first, origins))
}

fn head_model(parts: &Parts, index: usize, recipe: &Recipe) -> Result<HeadModel, DecodeError> {
    let days = u16::from(ANCHORS[index]);
    let name = format!("{HEAD}{days:03}");
    let mut model: HeadModel = parts.read(&name)?;
    let mut learners = parts.read::<Vec<RefitLearner>>(&format!("{BATCH}{days:03}"))?.into_iter();
    for speaker in &mut model.location {
        if let Speaker::Refit(learner) = speaker {
            let wanted = || DecodeError::unsound(&name, "a refit learner is missing".to_owned());
            *learner = learners.next().ok_or_else(wanted)?;
        }
    }
    let features = |count: Option<usize>, all: usize| count.is_none_or(|count| count == all);
    let fits = model.location.iter().all(|speaker| features(speaker.features(), recipe.features.len()))
        && model.fans.iter().all(|fan| features(fan.features(), recipe.spread_features.len()))
        && model.location_weights.len() == model.location.len()
        && model.fan_weights.len() == LEVEL_COUNT
        && model.fan_weights.iter().all(|weights| weights.len() == model.fans.len());
    if fits { Ok(model) } else { Err(DecodeError::unsound(&name, "it does not fit the recipe".to_owned())) }
}

fn head(parts: &Parts, index: usize, recipe: &Recipe) -> Result<Head, DecodeError> {
    let model = head_model(parts, index, recipe)?;
    let name = format!("{MEMORY}{:03}", u16::from(ANCHORS[index]));
    let memory: HeadMemory = parts.read(&name)?;
    Head::from_parts(index, recipe, model, memory)
        .ok_or_else(|| DecodeError::unsound(&name, "it does not fit the recipe".to_owned()))
}

fn panel(parts: &Parts) -> Result<Panel, DecodeError> {
    let mut panel = Panel::default();
    for name in parts.names(PANEL) {
        for (series, cells) in parts.read::<BTreeMap<SeriesId, Vec<(i32, f64)>>>(name)? {
            for (number, value) in cells {
                let period = day::from_number(number).ok_or_else(|| {
                    DecodeError::unsound(name, format!("day number {number} is out of range"))
                })?;
                panel.put(series.clone(), period, value);
            }
        }
    }
    Ok(panel)
}

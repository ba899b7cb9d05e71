//! Snapshots of the first format: they speak as they did, and what they learned can be looked back on.
//!
//! That engine had two experts of location, walk and ridge, and one of the spread, whose levels were shifted by
//! conformal control. Both fit into a model of today.

use super::manifest::DecodeError;
use super::names::{HEAD, MONITORS, RECIPE, STATE, WINDOW};
use super::parts::Parts;
use crate::data::measure::Measure;
use crate::experts::location::{Linear, LocationExpert, LocationKind, Speaker, ridge};
use crate::experts::prior::Prior;
use crate::experts::spread::{Fan, SpreadExpert, SpreadKind};
use crate::features::agenda::Agenda;
use crate::features::moments::Moments;
use crate::features::point::Feature;
use crate::features::point::FeatureRow;
use crate::features::scale::Scale;
use crate::features::scale::ScaleDecays;
use crate::features::standing::Standing;
use crate::forecast::anchor::HeadModel;
use crate::forecast::model::{Model, Origin};
use crate::forecast::widening::Widening;
use crate::judging::history::History;
use crate::judging::recent_rows::{RecentRows, Seen};
use crate::judging::scoreboard::Scoreboard;
use crate::maths::curve::{Curve, KNOTS};
use crate::maths::level::{LEVEL_COUNT, LEVELS};
use crate::maths::num;
use crate::maths::parameter::NoParameters;
use crate::maths::shape::{Shape, normal_shares};
use crate::recipe::{Recipe, Refits};
use crate::time::calendar::Calendar;
use crate::time::day;
use crate::time::horizon::{ANCHORS, Horizon};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

/// Its number.
pub(super) const FORMAT: u16 = 1;

#[derive(Deserialize)]
struct OldRecipe {
    name: String,
    target_name: String,
    target: Measure,
    calendar: Calendar,
    features: Vec<Feature>,
    parameters: Parameters,
}

#[derive(Deserialize)]
struct Parameters {
    forgetting: f64,
    penalty: f64,
    fast: f64,
    slow: f64,
    persistence: f64,
    prior_outcomes: f64,
    _conformal_step: f64,
    _mixing_rate: f64,
}

#[derive(Deserialize)]
struct OldOrigin {
    #[serde(with = "day")]
    day: NaiveDate,
    #[serde(with = "chrono::serde::ts_seconds")]
    at: DateTime<Utc>,
    log_spot: f64,
    row: Vec<Option<f64>>,
}

#[derive(Deserialize)]
struct OldHead {
    linear: Linear,
    /// By how much the ridge's squared loss was smaller than the walk's.
    advantage: f64,
    shape: Shape,
    /// By how much each of the 21 levels is shifted.
    shifts: [f64; LEVEL_COUNT],
}

/// The least distance between two shifted levels.
const LEAST_STEP: f64 = 1e-6;

impl OldRecipe {
    fn into_recipe(self) -> Recipe {
        let Parameters { forgetting, penalty, fast, slow, persistence, prior_outcomes, .. } = self.parameters;
        let location = |kind, weight| LocationExpert { kind, weight };
        Recipe {
            name: self.name,
            target_name: self.target_name,
            target: self.target,
            calendar: self.calendar,
            features: self.features,
            spread_features: Vec::new(),
            location: vec![
                location(LocationKind::Walk(NoParameters), 0.5),
                location(LocationKind::Ridge(ridge::Parameters { penalty, forgetting }), 0.5),
            ],
            spread: vec![SpreadExpert { kind: SpreadKind::Ewma(NoParameters), weight: 1.0 }],
            scale: ScaleDecays { fast, slow, persistence },
            prior: Prior::None,
            prior_outcomes,
            refits: Refits { every: 63, lag: 5, rows: 1_500 },
            since: None,
        }
    }
}

/// What speaks.
pub(super) fn model(parts: &Parts) -> Result<Model, DecodeError> {
    let recipe = parts.read::<OldRecipe>(RECIPE)?.into_recipe();
    let (origin, moments, scale): (Option<OldOrigin>, Moments, Scale) = parts.read(STATE)?;
    let OldOrigin { day, at, log_spot, row } = origin.ok_or(DecodeError::Silent)?;
    let heads =
        ANCHORS.into_iter().map(|horizon| head(parts, horizon, &recipe, &scale)).collect::<Result<_, _>>()?;
    let reference = scale.fast_deviation();
    let origin = Origin { day, at, log_spot, row, spread_row: Vec::new(), reference };
    Ok(Model {
        recipe,
        origin,
        agenda: Agenda::default(),
        standing: Standing::default(),
        moments,
        heads,
        dynamics: None,
        widening: Widening::NONE,
    })
}

fn head(parts: &Parts, horizon: Horizon, recipe: &Recipe, scale: &Scale) -> Result<HeadModel, DecodeError> {
    let name = format!("{HEAD}{:03}", u16::from(horizon));
    let old: OldHead = parts.read(&name)?;
    if old.linear.weights.len() != recipe.features.len() || !old.shape.is_sound() {
        return Err(DecodeError::unsound(&name, "it does not fit the recipe".to_owned()));
    }
    let deviation = scale.deviation(horizon, &recipe.scale);
    let each = 1.0 / horizon.days() as f64;
    let shape = old.shape.distribution(each, recipe.prior_outcomes, normal_shares());
    let levels = raw_levels(&old.shifts);
    let curve = Curve::new(KNOTS.map(|level| deviation * shape.quantile(raw(&levels, level))));
    let ridge = 1.0 / (1.0 + num::exp(-old.advantage));
    Ok(HeadModel {
        deviation,
        location: vec![Speaker::Walk, Speaker::Linear(old.linear)],
        location_weights: vec![1.0 - ridge, ridge],
        fans: vec![Fan::Fixed { deviation, curve }],
        fan_weights: vec![vec![1.0]; LEVEL_COUNT],
    })
}

type LevelKnots = [f64; LEVEL_COUNT + 2];

/// The levels that were read for the nominal ones, certainty at either end.
fn raw_levels(shifts: &[f64; LEVEL_COUNT]) -> LevelKnots {
    let mut raw = [0.0; LEVEL_COUNT + 2];
    raw[LEVEL_COUNT + 1] = 1.0;
    for (i, (level, shift)) in LEVELS.iter().zip(shifts).enumerate() {
        raw[i + 1] = (level + shift).max(raw[i] + LEAST_STEP);
    }
    raw
}

/// The level that was read for a nominal one, linear between those that were learned.
fn raw(levels: &LevelKnots, nominal: f64) -> f64 {
    let mut knots = [0.0; LEVEL_COUNT + 2];
    knots[1..=LEVEL_COUNT].copy_from_slice(&LEVELS);
    knots[LEVEL_COUNT + 1] = 1.0;
    let right = knots.partition_point(|knot| *knot < nominal).clamp(1, LEVEL_COUNT + 1);
    let share = (nominal - knots[right - 1]) / (knots[right] - knots[right - 1]);
    levels[right - 1] + share.clamp(0.0, 1.0) * (levels[right] - levels[right - 1])
}

/// What it remembers of its inputs and residuals; it kept no scores.
pub(super) fn history(parts: &Parts) -> Result<History, DecodeError> {
    let (first, rows) = parts.blocks::<FeatureRow>(WINDOW)?;
    let seen = |row| Seen { row, log_spot: 0.0, reference: 0.0 };
    Ok(History {
        recent_rows: RecentRows::from_parts(first, rows.into_iter().map(seen).collect()),
        monitors: parts.read(MONITORS)?,
        scoreboard: Scoreboard::default(),
    })
}

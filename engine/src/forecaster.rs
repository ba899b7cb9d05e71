//! The forecaster: events in, notices out, every state a fold over events.

use crate::arrivals::Arrivals;
use crate::feature::features;
use crate::forecast::{Forecast, Outcome, Utterance};
use crate::head::Head;
use crate::horizon::ANCHORS;
use crate::moments::Moments;
use crate::monitors::{Alarm, Monitors};
use crate::panel::{Change, Panel};
use crate::pending::{Pending, Spoken, Waiting};
use crate::recipe::Recipe;
use crate::scale::Scale;
use crate::series::{Observation, SeriesId};
use crate::voice::{Origin, Voice};
use crate::window::Window;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What may change the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Observations arrived. Between two origins neither their order nor their batches change anything: the moment
    /// at which each became known does.
    Observed(Vec<Observation>),
}

/// What the engine may say.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A value that was known became another; forecasts already spoken stay as they are.
    Revised {
        /// The new vintage.
        observation: Observation,
        /// The value it replaces.
        was: f64,
    },
    /// The target's value for a day came after that of a later day: kept, but no origin.
    Late {
        /// The day.
        day: NaiveDate,
    },
    /// A value describes a period that no feature reaches back to any more: kept in the archive, not in the state.
    OutOfReach(Observation),
    /// An outcome came.
    Revealed(Outcome),
    /// All horizons were forecast from a new origin.
    Spoke(Utterance),
    /// A detector on the residuals raised an alarm.
    Drifted(Alarm),
}

/// How many daily returns must have been seen before the first forecast.
pub const READY_AFTER: u32 = 60;

/// How many whole quarters before the origin's own the panel keeps: the longest feature reaches one year back.
const QUARTERS_KEPT: u32 = 5;

/// What the last origin replaced, should its day be revised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Before {
    pub(crate) day: Option<NaiveDate>,
    pub(crate) moments: Moments,
    pub(crate) scale: Scale,
}

/// A forecaster: a recipe and all that it has learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecaster {
    pub(crate) recipe: Recipe,
    pub(crate) reads: BTreeSet<SeriesId>,
    pub(crate) arrivals: Arrivals,
    pub(crate) panel: Panel,
    pub(crate) moments: Moments,
    pub(crate) scale: Scale,
    pub(crate) heads: Vec<Head>,
    pub(crate) origin: Option<Origin>,
    pub(crate) before: Before,
    pub(crate) pending: Pending,
    pub(crate) window: Window,
    pub(crate) monitors: Monitors,
}

impl Forecaster {
    /// A forecaster that has seen nothing.
    pub fn new(recipe: Recipe) -> Self {
        let count = recipe.features.len();
        Self {
            reads: recipe.series().into_iter().cloned().collect(),
            arrivals: Arrivals::default(),
            panel: Panel::default(),
            before: Before { day: None, moments: Moments::new(count), scale: Scale::default() },
            moments: Moments::new(count),
            scale: Scale::default(),
            heads: ANCHORS.map(|horizon| Head::new(horizon, count, &recipe.parameters)).to_vec(),
            origin: None,
            pending: Pending::default(),
            window: Window::default(),
            monitors: Monitors::default(),
            recipe,
        }
    }

    /// The configuration.
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// The latest origin.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The detectors on the residuals.
    pub fn monitors(&self) -> &Monitors {
        &self.monitors
    }

    /// The feature's values at the last origins, oldest first.
    pub fn feature_history(&self, feature: usize) -> Vec<Option<f64>> {
        self.window.column(feature)
    }

    /// Takes in an event and says what came of it.
    pub fn apply(&mut self, event: &Event) -> Vec<Notice> {
        let Event::Observed(observations) = event;
        for observation in observations.iter().filter(|observation| self.reads.contains(&observation.series))
        {
            self.arrivals.push(observation.clone());
        }
        let mut notices = Vec::new();
        while let Some(moment) = self.next_moment() {
            for observation in self.arrivals.take_until(moment) {
                self.observe(&observation, &mut notices);
            }
            self.advance(moment, &mut notices);
        }
        notices
    }

    /// The next moment at which something of the target became known, and with it perhaps a new origin. What is
    /// known later, or is not of the target, waits for it.
    fn next_moment(&self) -> Option<DateTime<Utc>> {
        let target = &self.recipe.target;
        self.arrivals.first_moment(|observation| target.series().any(|leg| *leg == observation.series))
    }

    /// Whether enough has been seen to speak.
    pub fn is_ready(&self) -> bool {
        self.origin.is_some() && is_ready(&self.scale)
    }

    /// Everything that is needed to speak, once enough has been seen.
    pub fn voice(&self) -> Option<Voice> {
        if !is_ready(&self.scale) {
            return None;
        }
        Some(Voice {
            recipe: self.recipe.clone(),
            origin: self.origin.clone()?,
            moments: self.moments.clone(),
            scale: self.scale,
            heads: self.heads.iter().map(Head::voice).collect(),
        })
    }

    fn observe(&mut self, observation: &Observation, notices: &mut Vec<Notice>) {
        let is_forgotten = |origin: &Origin| observation.period < first_day_kept(origin.day);
        if self.origin.as_ref().is_some_and(is_forgotten) {
            notices.push(Notice::OutOfReach(observation.clone()));
            return;
        }
        match self.panel.observe(observation) {
            Change::Revised(was) => notices.push(Notice::Revised { observation: observation.clone(), was }),
            Change::New if self.completes_a_past_day(observation) => {
                notices.push(Notice::Late { day: observation.period });
            }
            Change::New | Change::Same => {}
        }
    }

    fn completes_a_past_day(&self, observation: &Observation) -> bool {
        let Some(origin) = &self.origin else {
            return false;
        };
        observation.period < origin.day
            && self.recipe.target.series().any(|series| *series == observation.series)
            && self.panel.log(&self.recipe.target, observation.period).is_some()
    }

    /// Makes an origin of each target day that has become complete after the last one, and makes the last one anew if
    /// its own value was revised.
    fn advance(&mut self, known_at: DateTime<Utc>, notices: &mut Vec<Notice>) {
        if let Some(origin) = self.revised_origin() {
            self.retract(&origin);
            self.start_origin(origin.day, known_at, notices);
        }
        let after = self.origin.as_ref().map(|origin| origin.day);
        for day in self.panel.days_after(&self.recipe.target, after) {
            self.start_origin(day, known_at, notices);
        }
    }

    /// The last origin, if the value of its day has become another one.
    fn revised_origin(&self) -> Option<Origin> {
        let origin = self.origin.as_ref()?;
        let now = self.panel.log(&self.recipe.target, origin.day)?;
        (now.to_bits() != origin.log_spot.to_bits()).then(|| origin.clone())
    }

    /// Takes back what the last origin brought. What the heads learned from its outcomes stays: each is one bounded
    /// label, and the true one is learned as well.
    fn retract(&mut self, origin: &Origin) {
        self.moments = self.before.moments.clone();
        self.scale = self.before.scale;
        self.window.pop();
        if self.pending.last_day() == Some(origin.day) {
            self.pending.pop();
        }
    }

    fn start_origin(&mut self, day: NaiveDate, known_at: DateTime<Utc>, notices: &mut Vec<Notice>) {
        let Some(log_spot) = self.panel.log(&self.recipe.target, day) else { return };
        let last = self.origin.as_ref().map(|origin| origin.day);
        // An origin that is made anew follows the same day as before.
        let before = if last == Some(day) { self.before.day } else { last };
        self.before = Before { day: before, moments: self.moments.clone(), scale: self.scale };
        if let Some((before, log_before)) = before.and_then(|day| Some((day, self.log_of(day)?))) {
            let days = self.recipe.calendar.distance(before, day);
            self.scale.learn(log_spot - log_before, days, &self.recipe.parameters);
        }
        self.reveal(day, log_spot, notices);
        let row = features(&self.recipe, &self.panel, day);
        self.moments.learn(&row);
        self.window.push(row.clone());
        let at = self.origin.as_ref().map_or(known_at, |before| before.at.max(known_at));
        self.origin = Some(Origin { day, at, log_spot, row });
        self.speak(notices);
        self.panel.forget_before(first_day_kept(day));
    }

    fn log_of(&self, day: NaiveDate) -> Option<f64> {
        self.panel.log(&self.recipe.target, day)
    }

    /// Lets each horizon learn from the origin that spoke of this day. One whose own value has been revised since
    /// spoke from a rate that never was: nothing is learned from it.
    fn reveal(&mut self, day: NaiveDate, log_spot: f64, notices: &mut Vec<Notice>) {
        for (index, head) in self.heads.iter_mut().enumerate() {
            let Some((waiting, spoken)) = self.pending.due(index, day) else { continue };
            let known = self.panel.log(&self.recipe.target, waiting.day);
            if known.is_some_and(|known| known.to_bits() != waiting.log_spot.to_bits()) {
                continue;
            }
            let outcome = head.reveal(waiting, spoken, (day, log_spot), &self.recipe.parameters);
            if index == 0 {
                let alarms = self.monitors.learn(&outcome);
                notices.extend(alarms.into_iter().map(Notice::Drifted));
            }
            notices.push(Notice::Revealed(outcome));
        }
    }

    fn speak(&mut self, notices: &mut Vec<Notice>) {
        let Some(voice) = self.voice() else { return };
        let (waiting, utterance) = speak(&voice);
        self.pending.push(waiting);
        notices.push(Notice::Spoke(utterance));
    }
}

/// Whether enough returns have been seen to speak.
pub(crate) fn is_ready(scale: &Scale) -> bool {
    scale.count() >= READY_AFTER
}

/// Forecasts all anchor horizons: what will be learned from, and what goes on record.
fn speak(voice: &Voice) -> (Waiting, Utterance) {
    let origin = &voice.origin;
    let (spoken, forecasts) = ANCHORS
        .into_iter()
        .map(|horizon| {
            let outlook = voice.outlook(horizon);
            let quantiles = outlook.quantiles();
            let (point, deviation) = (outlook.prediction().point(), outlook.deviation());
            let (target_day, ridge_point) = (voice.target_day(horizon), outlook.ridge_point());
            let spoken = Spoken { target_day, ridge_point, point, deviation, quantiles };
            let prediction = outlook.prediction().clone();
            (spoken, Forecast { horizon, target_day, prediction, deviation, quantiles })
        })
        .unzip();
    let row = voice.moments.standardise(&origin.row);
    let waiting = Waiting { day: origin.day, log_spot: origin.log_spot, row, spoken };
    (waiting, Utterance { origin: origin.clone(), forecasts })
}

/// The first day of the quarter `QUARTERS_KEPT` quarters before that of `day`.
fn first_day_kept(day: NaiveDate) -> NaiveDate {
    let quarters = day.year().unsigned_abs() * 4 + day.month0() / 3 - QUARTERS_KEPT;
    let year = i32::try_from(quarters / 4).unwrap_or(i32::MAX);
    NaiveDate::from_ymd_opt(year, quarters % 4 * 3 + 1, 1).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests;

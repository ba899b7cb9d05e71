//! The forecaster: events in, notices out, every state a fold over events.

pub mod evaluate;
pub(crate) mod head;
mod learning;
pub mod refits;
pub(crate) mod scales;

use crate::data::arrivals::Arrivals;
use crate::data::panel::{Change, Panel};
use crate::data::series::{Observation, SeriesId};
use crate::experts::location::LocationKind;
use crate::experts::refit::{Fitted, Job};
use crate::experts::spread::{Fan, Garch, SpreadKind};
use crate::features::agenda::Agenda;
use crate::features::point::features;
use crate::forecast::anchor::{HeadModel, HeadWeights};
use crate::forecast::model::{Model, Origin};
use crate::forecast::record::{OriginForecasts, Outcome};
use crate::forecast::widening::Widening;
use crate::forecaster::head::Head;
use crate::forecaster::refits::{Cut, Material, Refit, Request};
use crate::forecaster::scales::RunningScales;
use crate::judging::history::History;
use crate::judging::monitors::{Alarm, Monitors};
use crate::judging::pending::Pending;
use crate::judging::recent_rows::RecentRows;
use crate::judging::scoreboard::Scoreboard;
use crate::recipe::Recipe;
use crate::time::horizon::{ANCHORS, Horizon, READY_AFTER};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What may change the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Observations arrived. Between two origins neither their order nor their batches change anything: the moment
    /// at which each became known does.
    Observed(Vec<Observation>),
    /// A refit has ended. What was not asked for changes nothing, and nothing changes before the origin that waits for it.
    Fitted {
        /// What was asked.
        request: Request,
        /// What came of it.
        fitted: Fitted,
    },
    /// A refit has ended without numbers: what was fitted before is kept. What was not asked for changes nothing here either.
    Unfitted {
        /// What was asked.
        request: Request,
    },
}

impl Event {
    /// The end of a refit: with numbers, or without.
    pub fn refitted(request: Request, fitted: Option<Fitted>) -> Self {
        match fitted {
            Some(fitted) => Self::Fitted { request, fitted },
            None => Self::Unfitted { request },
        }
    }
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
    Spoke(OriginForecasts),
    /// A detector on the residuals raised an alarm.
    Drifted(Alarm),
    /// An expert that spoke before says what is no number: it sleeps, and the others share its weight.
    Unsound {
        /// At which horizon.
        horizon: Horizon,
        /// Which expert.
        expert: Expert,
    },
    /// Nothing was said of a new origin, because it would have been no number.
    Speechless {
        /// The origin's day.
        day: NaiveDate,
    },
}

/// One of the experts of a recipe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expert {
    /// Of where the rate goes.
    Location(LocationKind),
    /// Of how far it may be from there.
    Spread(SpreadKind),
}

impl Expert {
    /// What it is called in answers.
    pub fn name(self, recipe: &Recipe) -> String {
        match self {
            Self::Location(kind) => kind.name().to_owned(),
            Self::Spread(kind) => kind.name_among(&recipe.spread),
        }
    }
}

/// How many whole quarters before the origin's own the panel keeps: the longest feature reaches a year back, and a month that is the
/// latest known may be four months old.
const QUARTERS_KEPT: u32 = 6;

/// What the last origin replaced, should its day be revised.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Before {
    pub(crate) day: Option<NaiveDate>,
    pub(crate) scales: RunningScales,
    pub(crate) monitors: Monitors,
    pub(crate) scoreboard: Scoreboard,
}

/// A forecaster: a recipe and all that it has learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecaster {
    pub(crate) recipe: Recipe,
    pub(crate) reads: BTreeSet<SeriesId>,
    pub(crate) arrivals: Arrivals,
    /// Up to which moment the panel knows.
    pub(crate) moment: Option<DateTime<Utc>>,
    pub(crate) panel: Panel,
    pub(crate) scales: RunningScales,
    pub(crate) garch: Garch,
    pub(crate) heads: Vec<Head>,
    pub(crate) origin: Option<Origin>,
    /// The events ahead of the origin.
    pub(crate) agenda: Agenda,
    pub(crate) before: Box<Before>,
    pub(crate) pending: Pending,
    pub(crate) recent_rows: RecentRows,
    pub(crate) cut: Option<Cut>,
    pub(crate) monitors: Monitors,
    pub(crate) scoreboard: Scoreboard,
}

impl Forecaster {
    /// A forecaster that has seen nothing.
    pub fn new(recipe: Recipe) -> Self {
        let scales = RunningScales::new(&recipe);
        Self {
            reads: recipe.series().into_iter().cloned().collect(),
            arrivals: Arrivals::default(),
            moment: None,
            panel: Panel::default(),
            before: Box::new(Before {
                day: None,
                scales: scales.clone(),
                monitors: Monitors::default(),
                scoreboard: Scoreboard::default(),
            }),
            scales,
            garch: Garch::default(),
            heads: (0..ANCHORS.len()).map(|index| Head::new(index, &recipe)).collect(),
            origin: None,
            agenda: Agenda::default(),
            pending: Pending::default(),
            recent_rows: RecentRows::default(),
            cut: None,
            monitors: Monitors::default(),
            scoreboard: Scoreboard::default(),
            recipe,
        }
    }

    /// The configuration.
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// Whether values of a series are learned from; those of others change nothing.
    pub fn reads(&self, series: &SeriesId) -> bool {
        self.reads.contains(series)
    }

    /// The latest origin.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The features of the spread at the latest origin, as a forecast of a horizon sees them.
    pub fn spread_row(&self, horizon: Horizon) -> Option<Vec<f64>> {
        let row = &self.origin.as_ref()?.spread_row;
        Some(self.agenda.row(&self.recipe.spread_features, row, horizon))
    }

    /// Takes in an event and says what came of it.
    ///
    /// An origin that waits for a refit, and all after it, waits in the state until [`Self::jobs`] are answered.
    pub fn apply(&mut self, event: &Event) -> Vec<Notice> {
        match event {
            Event::Observed(observations) => {
                for observation in observations {
                    if self.reads(&observation.series) {
                        self.arrivals.push(observation.clone());
                    }
                }
            }
            Event::Fitted { request, fitted } => self.fill(request, Some(fitted)),
            Event::Unfitted { request } => self.fill(request, None),
        }
        let mut notices = Vec::new();
        while !self.is_waiting() && self.advance(&mut notices) {}
        notices
    }

    /// Takes in an event and answers each refit that an origin waits for at once, with what `refit` says of the jobs.
    pub fn replay(&mut self, event: &Event, refit: Refit<'_>) -> Vec<Notice> {
        let mut notices = self.apply(event);
        while self.is_waiting() {
            let answers = refit(self.jobs());
            if answers.is_empty() {
                break;
            }
            for (request, fitted) in answers {
                notices.extend(self.apply(&Event::refitted(request, fitted)));
            }
        }
        notices
    }

    /// The refits that an origin to come waits for; empty most of the time.
    pub fn jobs(&self) -> Vec<(Request, Job)> {
        self.cut.as_ref().map_or_else(Vec::new, |cut| cut.jobs(&self.material()))
    }

    /// Whether the next origin waits for a refit, so that nothing more is learned before it comes.
    pub fn is_waiting(&self) -> bool {
        let next = self.recent_rows.count() + 1;
        self.cut.as_ref().is_some_and(|cut| cut.due(&self.recipe) <= next && !cut.is_complete())
    }

    /// Up to which moment the panel knows, as a snapshot keeps it.
    pub(crate) fn moment_seconds(&self) -> Option<i64> {
        self.moment.map(|moment| moment.timestamp())
    }

    fn material(&self) -> Material<'_> {
        Material { recipe: &self.recipe, recent_rows: &self.recent_rows, garch: &self.garch }
    }

    fn fill(&mut self, request: &Request, fitted: Option<&Fitted>) {
        let material = Material { recipe: &self.recipe, recent_rows: &self.recent_rows, garch: &self.garch };
        if let Some(cut) = &mut self.cut {
            cut.fill(&material, request, fitted);
        }
    }

    /// Goes one step further: makes an origin of the next day that is complete, or else takes in what became known next. Whether
    /// there was such a step.
    fn advance(&mut self, notices: &mut Vec<Notice>) -> bool {
        let before_all = || self.recipe.since?.pred_opt();
        let after = self.origin.as_ref().map(|origin| origin.day).or_else(before_all);
        if let (Some(known_at), Some(day)) = (self.moment, self.panel.day_after(&self.recipe.target, after)) {
            self.start_origin(day, known_at, notices);
            return true;
        }
        let Some(moment) = self.next_moment() else { return false };
        self.moment = Some(moment);
        for observation in self.arrivals.take_until(moment) {
            self.observe(&observation, notices);
        }
        if let Some(origin) = self.revised_origin() {
            self.retract(&origin);
            self.start_origin(origin.day, moment, notices);
        }
        true
    }

    /// The next moment at which something of the target became known, and with it perhaps a new origin. What is
    /// known later, or is not of the target, waits for it.
    fn next_moment(&self) -> Option<DateTime<Utc>> {
        let target = &self.recipe.target;
        self.arrivals.first_moment(|observation| target.series().any(|leg| *leg == observation.series))
    }

    /// Whether enough has been seen to speak.
    pub fn is_ready(&self) -> bool {
        self.origin.is_some() && self.days() >= READY_AFTER
    }

    /// How many daily moves of the target have been seen.
    pub fn days(&self) -> u32 {
        self.scales.variances.count()
    }

    /// Everything that is needed to speak, once enough has been seen, and unless what would be said is no number.
    pub fn model(&self) -> Option<Model> {
        let origin = self.origin.clone().filter(|_| self.is_ready())?;
        let model = Model {
            recipe: self.recipe.clone(),
            origin,
            agenda: self.agenda.clone(),
            standing: self.standing(),
            moments: self.scales.moments.clone(),
            heads: self.head_models(),
            dynamics: self.garch.dynamics(),
            widening: Widening::NONE,
        };
        model.is_sound().then_some(model)
    }

    /// What it remembers of its inputs and residuals.
    pub fn history(&self) -> History {
        History {
            recent_rows: self.recent_rows.clone(),
            monitors: self.monitors.clone(),
            scoreboard: self.scoreboard.clone(),
        }
    }

    /// How much each expert is believed, at each anchor horizon.
    pub fn weights(&self) -> Vec<HeadWeights> {
        self.heads.iter().map(|head| head.weights(&self.recipe)).collect()
    }

    /// An earlier origin of the same recipe by what is known now: its spot and the features of its point, where the panel still
    /// reaches back to them. What its drivers said and the features of the spread stay as they were.
    pub fn as_known_now(&self, origin: &Origin) -> Origin {
        let known = features(&self.recipe.features, &self.recipe.target, &self.panel, (origin.day, &[]));
        let row = origin.row.iter().zip(known).map(|(then, now)| now.or(*then)).collect();
        let log_spot = self.panel.log(&self.recipe.target, origin.day).unwrap_or(origin.log_spot);
        Origin { log_spot, row, ..origin.clone() }
    }

    /// What each head speaks with.
    pub(crate) fn head_models(&self) -> Vec<HeadModel> {
        let model = |(head, garch): (&Head, Fan)| {
            head.model(&self.recipe, &self.scales.over(head.horizon(), &self.recipe), &garch)
        };
        self.heads.iter().zip(self.garch.fans()).map(model).collect()
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

    /// The last origin, if the value of its day has become another one.
    fn revised_origin(&self) -> Option<Origin> {
        let origin = self.origin.as_ref()?;
        let now = self.panel.log(&self.recipe.target, origin.day)?;
        (now.to_bits() != origin.log_spot.to_bits()).then(|| origin.clone())
    }
}

/// The first day of the quarter `QUARTERS_KEPT` quarters before that of `day`.
fn first_day_kept(day: NaiveDate) -> NaiveDate {
    let quarters = day.year().unsigned_abs() * 4 + day.month0() / 3 - QUARTERS_KEPT;
    let year = i32::try_from(quarters / 4).unwrap_or(i32::MAX);
    NaiveDate::from_ymd_opt(year, quarters % 4 * 3 + 1, 1).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests;

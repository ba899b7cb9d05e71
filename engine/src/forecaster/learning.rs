//! What happens at an origin: truth is revealed, the running scales move on, and all horizons speak.

use super::{Before, Expert, Forecaster, Notice, first_day_kept};
use crate::experts::refit::Fitted;
use crate::experts::spread::Fan;
use crate::features::agenda::Agenda;
use crate::features::point::features;
use crate::features::regime::Regime;
use crate::features::standing::Standing;
use crate::forecast::model::{Model, Origin};
use crate::forecast::record::{Forecast, OriginForecasts};
use crate::forecaster::head::Truth;
use crate::forecaster::refits::{Cut, Refitted};
use crate::judging::pending::{AwaitedFan, AwaitedForecast, Waiting};
use crate::judging::recent_rows::Seen;
use crate::judging::scoreboard::Judgement;
use crate::maths::level::LEVEL_COUNT;
use crate::recipe::Recipe;
use crate::time::horizon::ANCHORS;
use chrono::{DateTime, NaiveDate, Utc};

impl Forecaster {
    /// Where the series stand at the origin that features read as they are.
    pub(crate) fn standing(&self) -> Standing {
        let day = self.origin.as_ref().map(|origin| origin.day);
        day.map_or_else(Standing::default, |day| {
            Standing::read(self.recipe.read_as_they_are(), &self.panel, day)
        })
    }

    /// Takes back what the last origin brought, its scores and what the detectors saw included. What the heads learned from its
    /// outcomes stays: each is one bounded label, and the true one is learned as well.
    pub(super) fn retract(&mut self, origin: &Origin) {
        let returns = |scales: &crate::forecaster::scales::RunningScales| scales.variances.count();
        if returns(&self.scales) > returns(&self.before.scales) {
            self.garch.retract();
        }
        self.scales = self.before.scales.clone();
        self.monitors = self.before.monitors.clone();
        self.scoreboard = self.before.scoreboard.clone();
        if self.cut.as_ref().is_some_and(|cut| cut.number() == self.recent_rows.count()) {
            self.cut = None;
        }
        self.recent_rows.pop();
        if self.pending.last().is_some_and(|last| last.day == origin.day) {
            self.pending.pop();
        }
    }

    pub(super) fn start_origin(
        &mut self,
        day: NaiveDate,
        known_at: DateTime<Utc>,
        notices: &mut Vec<Notice>,
    ) {
        let Some(log_spot) = self.panel.log(&self.recipe.target, day) else { return };
        self.install_refits();
        let last = self.origin.as_ref().map(|origin| origin.day);
        // An origin that is made anew follows the same day as before.
        let before = if last == Some(day) { self.before.day } else { last };
        *self.before = Before {
            day: before,
            scales: self.scales.clone(),
            monitors: self.monitors.clone(),
            scoreboard: self.scoreboard.clone(),
        };
        let log_before = before.and_then(|day| self.panel.log(&self.recipe.target, day));
        if let (Some(before), Some(log_before)) = (before, log_before) {
            let days = self.recipe.calendar.distance(before, day);
            self.scales.learn_return(log_spot - log_before, days, &self.recipe);
            self.garch.learn(log_spot - log_before);
        }
        self.scales.learn_rates(&self.recipe, &self.panel, day);
        self.scales.learn_drivers(&self.recipe, &self.panel, day);
        self.reveal(day, log_spot, notices);
        let (drivers, _) = self.scales.drivers(&self.recipe);
        let row = features(&self.recipe.features, &self.recipe.target, &self.panel, (day, &drivers));
        self.scales.moments.learn(&row);
        let reference = self.scales.reference();
        let needed = self.cut.as_ref().map_or(u64::MAX, |cut| cut.needs_from(&self.recipe));
        self.recent_rows.push(Seen { row: row.clone(), log_spot, reference }, needed);
        let at = self.origin.as_ref().map_or(known_at, |before| before.at.max(known_at));
        let Recipe { spread_features, target, calendar, .. } = &self.recipe;
        self.agenda = Agenda::read(spread_features, (target, calendar), &self.panel, day);
        let spread_row = self.scales.spread_row(&self.recipe, day);
        let spread_row = self.agenda.row(spread_features, &spread_row, ANCHORS[0]);
        self.origin = Some(Origin { day, at, log_spot, row, spread_row, reference });
        self.speak(notices);
        if self.cut.is_none() {
            self.cut = Cut::after(&self.material(), &self.scales.moments);
        }
        self.panel.forget_before(first_day_kept(day));
    }

    /// Takes in the results that the next origin has waited for.
    fn install_refits(&mut self) {
        let next = self.recent_rows.count() + 1;
        let Some(cut) = self.cut.take_if(|cut| cut.due(&self.recipe) <= next) else { return };
        for (part, fitted) in cut.results() {
            match (part, fitted) {
                (Refitted::Garch, Fitted::Gjr(gjr)) => self.garch.install(Some(gjr)),
                (Refitted::Garch, _) => {}
                (Refitted::Location { horizon, expert }, fitted) => {
                    if let Some(head) = self.heads.get_mut(usize::from(horizon)) {
                        head.install(usize::from(expert), fitted);
                    }
                }
            }
        }
    }

    /// Lets each horizon learn from the origin that spoke of this day. One whose own value has been revised since
    /// spoke from a rate that never was: nothing is learned from it.
    fn reveal(&mut self, day: NaiveDate, log_spot: f64, notices: &mut Vec<Notice>) {
        let truth = Truth { day, log_spot, squares: self.scales.squares };
        for (index, head) in self.heads.iter_mut().enumerate() {
            for (waiting, awaited) in self.pending.due(index, day) {
                let known = self.panel.log(&self.recipe.target, waiting.day);
                if known.is_some_and(|known| known.to_bits() != waiting.log_spot.to_bits()) {
                    continue;
                }
                let outcome = head.reveal(&self.recipe, (waiting, awaited), &truth);
                let baseline = baseline(waiting.baseline * ANCHORS[index].root());
                self.scoreboard.learn(
                    index,
                    &Judgement {
                        quantiles: &awaited.quantiles,
                        baseline: &baseline,
                        point: awaited.point,
                        log_move: outcome.log_move,
                        regime: waiting.regime,
                    },
                );
                if index == 0 {
                    let alarms = self.monitors.learn(&outcome);
                    notices.extend(alarms.into_iter().map(Notice::Drifted));
                }
                notices.push(Notice::Revealed(outcome));
            }
        }
    }

    fn speak(&mut self, notices: &mut Vec<Notice>) {
        let Some(model) = self.model() else {
            let day = self.origin.as_ref().map(|origin| origin.day).filter(|_| self.is_ready());
            notices.extend(day.map(|day| Notice::Speechless { day }));
            return;
        };
        let regime = self.scales.regime();
        let (waiting, issued) = speak(&model, self.observed(regime));
        notices.extend(self.fallen_silent(&model, &waiting));
        self.pending.push(waiting);
        notices.push(Notice::Spoke(issued));
    }

    /// The experts that spoke at the origin before this one and have no number to say now, though they have not gone silent.
    fn fallen_silent(&self, model: &Model, waiting: &Waiting) -> Vec<Notice> {
        let Some(last) = self.pending.last() else { return Vec::new() };
        let mut fallen = Vec::new();
        let heads = model.heads.iter().zip(ANCHORS);
        for ((head, horizon), (then, now)) in heads.zip(last.forecasts.iter().zip(&waiting.forecasts)) {
            let mut note = |expert| fallen.push(Notice::Unsound { horizon, expert });
            for (place, (expert, speaker)) in self.recipe.location.iter().zip(&head.location).enumerate() {
                let fell = then.location[place].is_some() && now.location[place].is_none();
                if fell && !speaker.may_be_silent() {
                    note(Expert::Location(expert.kind));
                }
            }
            for (place, (expert, fan)) in self.recipe.spread.iter().zip(&head.fans).enumerate() {
                if then.fans[place].is_some() && now.fans[place].is_none() && *fan != Fan::Silent {
                    note(Expert::Spread(expert.kind));
                }
            }
        }
        fallen
    }

    fn observed(&self, regime: Regime) -> Observed {
        Observed { regime, baseline: self.scales.variances.fast_deviation(), squares: self.scales.squares }
    }
}

/// What is noted of an origin beside what is said.
#[derive(Debug, Clone, Copy)]
struct Observed {
    regime: Regime,
    baseline: f64,
    squares: f64,
}

/// The quantiles of a driftless walk with a normal shape.
fn baseline(deviation: f64) -> [f64; LEVEL_COUNT] {
    crate::maths::curve::Curve::normal(deviation).levels()
}

/// Forecasts all anchor horizons: what will be learned from, and what goes on record.
fn speak(model: &Model, observed: Observed) -> (Waiting, OriginForecasts) {
    let origin = &model.origin;
    let (awaited, forecasts) = ANCHORS
        .into_iter()
        .zip(&model.heads)
        .filter_map(|(horizon, head)| {
            let outlook = model.outlook(horizon);
            let anchor = outlook.anchor()?;
            let quantiles = outlook.quantiles();
            let (point, deviation) = (outlook.prediction().point(), anchor.deviation);
            let fans = anchor.fans.iter().zip(&head.fans).map(|(said, fan)| {
                let said = said.filter(|_| !matches!(fan, Fan::Stretched { .. }))?;
                Some(AwaitedFan { deviation: said.deviation, levels: said.curve.levels() })
            });
            let target_day = model.target_day(horizon);
            let awaited = AwaitedForecast {
                target_day,
                location: anchor.located.says.clone(),
                point,
                deviation,
                fans: fans.collect(),
                quantiles,
            };
            let prediction = outlook.prediction().clone();
            Some((awaited, Forecast { horizon, target_day, prediction, deviation, quantiles }))
        })
        .unzip();
    let waiting = Waiting {
        day: origin.day,
        log_spot: origin.log_spot,
        row: model.moments.standardise(&origin.row),
        spread_row: origin.spread_row.clone(),
        agenda: model.agenda.clone(),
        reference: origin.reference,
        baseline: observed.baseline,
        regime: observed.regime,
        squares: observed.squares,
        forecasts: awaited,
    };
    (waiting, OriginForecasts { origin: origin.clone(), forecasts })
}

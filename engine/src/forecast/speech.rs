//! What a model says of many horizons at once, each anchor letting its experts of location speak but once.

use crate::experts::location::{Sight, forward};
use crate::experts::spread::{Fan, Reach, ResolvedFan, resolve};
use crate::features::point::Feature;
use crate::forecast::anchor::{Anchor, Located};
use crate::forecast::between::{Between, Node};
use crate::forecast::explanation::Explanation;
use crate::forecast::model::Model;
use crate::forecast::outlook::Outlook;
use crate::time::horizon::{ANCHORS, Bracket, Horizon};
use std::cell::OnceCell;

/// The place of the farthest anchor.
const LAST: usize = ANCHORS.len() - 1;

/// What is said when the features stand as in two rows.
#[derive(Debug)]
pub struct Speech<'a> {
    model: &'a Model,
    row: &'a [Option<f64>],
    standardised: Vec<f64>,
    spread_row: &'a [f64],
    located: [OnceCell<Located>; ANCHORS.len()],
}

impl Model {
    /// What is expected at a horizon.
    pub fn outlook(&self, horizon: Horizon) -> Outlook {
        self.speech().outlook(horizon)
    }

    /// What would be expected if the rate went half the way that the forward goes, with the fan as it is; none where the
    /// interest rates are not known.
    ///
    /// It is a scenario, not a forecast: over years the forward as a drift has been worse than none, and half of it better by
    /// less than chance allows.
    pub fn outlook_at_half_forward(&self, horizon: Horizon) -> Option<Outlook> {
        Some(self.outlook(horizon).around(self.half_forward(horizon)?))
    }

    /// Why it would be that.
    pub fn explanation_at_half_forward(&self, horizon: Horizon) -> Option<Explanation> {
        let by = self.half_forward(horizon)? - self.outlook(horizon).prediction().point();
        Some(self.explanation(horizon).moved(by))
    }

    fn half_forward(&self, horizon: Horizon) -> Option<f64> {
        let carry = self.recipe.features.iter().position(Feature::is_carry)?;
        let differential = self.origin.row.get(carry).copied().flatten()?;
        Some(0.5 * forward(differential, horizon))
    }

    /// What would be expected at a horizon if the features of point and spread stood as in these rows. Those that count events are
    /// what the agenda says.
    pub fn outlook_if(&self, horizon: Horizon, row: &[Option<f64>], spread_row: &[f64]) -> Outlook {
        Speech::new(self, row, spread_row).outlook(horizon)
    }

    /// Why what is expected at a horizon is what it is.
    pub fn explanation(&self, horizon: Horizon) -> Explanation {
        self.speech().explanation(horizon)
    }

    /// What is said from the origin as it is.
    pub fn speech(&self) -> Speech<'_> {
        Speech::new(self, &self.origin.row, &self.origin.spread_row)
    }

    /// Whether all that it says is numbers, and of every horizon more than a point.
    pub(crate) fn is_sound(&self) -> bool {
        let is_sound = |horizon| {
            let outlook = self.outlook(horizon);
            let [first, .., last] = outlook.curve().knots();
            outlook.prediction().point().is_finite() && outlook.curve().is_finite() && first < last
        };
        self.spot().is_finite() && ANCHORS.into_iter().all(is_sound)
    }

    /// By how much a fan grows from the last anchor to a horizon beyond it: as a variance does that reverts to that of years, and
    /// with the root of time where no expert says how it reverts.
    fn growth(&self, horizon: Horizon) -> f64 {
        let reversion = self.heads[LAST].fans.iter().find_map(|fan| match fan {
            Fan::Reverting(reversion) => Some(reversion),
            _ => None,
        });
        match reversion {
            Some(reversion) => reversion.deviation(horizon) / reversion.deviation(ANCHORS[LAST]),
            None => horizon.root() / ANCHORS[LAST].root(),
        }
    }
}

impl Model {
    /// The experts that say nothing at any anchor, by their names: for want of data, or of a first refit.
    pub fn silent(&self) -> Vec<String> {
        let speech = self.speech();
        let anchors: Vec<Anchor> =
            (0..ANCHORS.len()).map(|index| speech.anchor(index, ANCHORS[index])).collect();
        let location = self.recipe.location.iter().enumerate().filter(|(place, _)| {
            anchors.iter().all(|anchor| anchor.located.says.get(*place).is_none_or(Option::is_none))
        });
        let spread = self.recipe.spread.iter().enumerate().filter(|(place, _)| {
            anchors.iter().all(|anchor| anchor.fans.get(*place).is_none_or(Option::is_none))
        });
        let location = location.map(|(_, expert)| expert.kind.name().to_owned());
        location.chain(spread.map(|(_, expert)| expert.kind.name_among(&self.recipe.spread))).collect()
    }
}

impl<'a> Speech<'a> {
    fn new(model: &'a Model, row: &'a [Option<f64>], spread_row: &'a [f64]) -> Self {
        let standardised = model.moments.standardise(row);
        Self { model, row, standardised, spread_row, located: Default::default() }
    }

    /// What is expected at a horizon.
    pub fn outlook(&self, horizon: Horizon) -> Outlook {
        Outlook::new(horizon, self.model.origin.log_spot, self.between(horizon)).widened(self.model.widening)
    }

    /// Why what is expected at a horizon is what it is.
    pub fn explanation(&self, horizon: Horizon) -> Explanation {
        let between = self.between(horizon);
        let own: Vec<usize> = between.places().collect();
        // What an anchor grows from has the features of its own horizon.
        let row = |index: usize| self.spread_row(if own.contains(&index) { horizon } else { ANCHORS[index] });
        let spread = (self.spread_row.len(), &row as &dyn Fn(usize) -> Vec<f64>);
        let explanation = Explanation::new((&self.model.heads, self.model.origin.log_spot), &between, spread);
        explanation.widened(self.model.widening, &between.prediction())
    }

    /// The anchors that speak of a horizon, all of them with the features of the spread as the horizon has them.
    fn between(&self, horizon: Horizon) -> Between {
        let node = |index: usize| Node {
            root: ANCHORS[index].root(),
            anchor: Some((index, self.anchor(index, horizon))),
            grown: None,
        };
        let grown = |to: Horizon| Node { root: to.root(), grown: Some(self.model.growth(to)), ..node(LAST) };
        let place = match horizon.bracket() {
            Bracket::Anchor(place) => return Between::One(Box::new(node(place))),
            Bracket::Beyond => return Between::One(Box::new(grown(horizon))),
            Bracket::Between(place) => place,
        };
        let before = if place == 0 { Node::ORIGIN } else { node(place - 1) };
        let after = if place + 1 == LAST { grown(Horizon::BEYOND) } else { node(place + 2) };
        Between::Four(Box::new([before, node(place), node(place + 1), after]), horizon.root())
    }

    /// What the experts of an anchor say, with the features of the spread as a horizon has them.
    fn anchor(&self, index: usize, horizon: Horizon) -> Anchor {
        let head = &self.model.heads[index];
        let located = self.located[index].get_or_init(|| {
            let Self { standardised: row, row: raw, .. } = self;
            Located::new(head, &Sight { row, raw, deviation: head.deviation, horizon: ANCHORS[index] })
        });
        Anchor::new(head, located.clone(), self.fans(index, horizon))
    }

    /// What the experts of the spread of one head say.
    fn fans(&self, index: usize, horizon: Horizon) -> Vec<Option<ResolvedFan>> {
        let shorter = |wanted: Horizon| {
            let index = ANCHORS[..index].iter().position(|anchor| *anchor == wanted);
            index.map_or_else(Vec::new, |index| self.fans(index, wanted))
        };
        let (row, reference) = (self.spread_row(horizon), self.model.origin.reference);
        let reach = Reach { horizon: ANCHORS[index], row: &row, reference, shorter: &shorter };
        resolve(&self.model.heads[index].fans, &reach)
    }

    /// The features of the spread as the forecast of a horizon sees them.
    fn spread_row(&self, horizon: Horizon) -> Vec<f64> {
        self.model.agenda.row(&self.model.recipe.spread_features, self.spread_row, horizon)
    }
}

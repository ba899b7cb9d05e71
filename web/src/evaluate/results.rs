//! The scores of an evaluation: over all origins, before and after a day, and by regime.

use chrono::{Days, NaiveDate};
use paridad_engine::features::regime::Regime;
use paridad_engine::forecaster::evaluate::{Judged, Scores, Selection, scores};
use paridad_engine::time::horizon::{ANCHORS, Horizon};

/// All scores.
#[derive(Debug)]
pub(super) struct Results {
    /// All origins.
    pub(super) whole: Span,
    /// Those before a day and those from it on; empty unless there are both.
    pub(super) halves: Vec<Span>,
    /// Those of each regime.
    pub(super) regimes: Vec<(Regime, Vec<Scored>)>,
}

/// The scores of a span of origins.
#[derive(Debug)]
pub(super) struct Span {
    /// The first origin.
    pub(super) from: NaiveDate,
    /// The last origin.
    pub(super) to: NaiveDate,
    /// The scores of each horizon that has any.
    pub(super) scored: Vec<Scored>,
}

/// The scores of a horizon.
#[derive(Debug)]
pub(super) struct Scored {
    /// The horizon.
    pub(super) horizon: Horizon,
    /// Its scores.
    pub(super) scores: Scores,
}

impl Results {
    /// The scores of all that was judged, if there is anything.
    pub(super) fn of(judged: &[Judged], split: NaiveDate) -> Option<Self> {
        let (first, last) = ends(judged.iter())?;
        let early = ends(judged.iter().filter(|row| row.origin < split));
        let late = ends(judged.iter().filter(|row| row.origin >= split));
        let halves = match (early, late) {
            (Some(_), Some(_)) => vec![(first, split - Days::new(1)), (split, last)],
            _ => Vec::new(),
        };
        let span = |(from, to)| Span { from, to, scored: scored(judged, from, to, None) };
        let regime = |regime| (regime, scored(judged, first, last, Some(regime)));
        Some(Self {
            whole: span((first, last)),
            halves: halves.into_iter().map(span).collect(),
            regimes: Regime::ALL.map(regime).into(),
        })
    }
}

impl Span {
    /// The scores at a horizon.
    pub(super) fn at(&self, horizon: Horizon) -> Option<&Scores> {
        at(&self.scored, horizon)
    }
}

/// The scores at a horizon.
pub(super) fn at(scored: &[Scored], horizon: Horizon) -> Option<&Scores> {
    scored.iter().find(|scored| scored.horizon == horizon).map(|scored| &scored.scores)
}

/// The first and the last origin.
fn ends<'a>(judged: impl Iterator<Item = &'a Judged> + Clone) -> Option<(NaiveDate, NaiveDate)> {
    let origins = judged.map(|row| row.origin);
    Some((origins.clone().min()?, origins.max()?))
}

fn scored(judged: &[Judged], from: NaiveDate, to: NaiveDate, regime: Option<Regime>) -> Vec<Scored> {
    let at = |horizon| {
        let scores = scores(judged, &Selection { horizon, origins: from..=to, regime })?;
        Some(Scored { horizon, scores })
    };
    ANCHORS.into_iter().filter_map(at).collect()
}

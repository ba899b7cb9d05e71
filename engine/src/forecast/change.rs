//! Why a forecast of the same day moved from one version to another.

use crate::experts::location::Speaker;
use crate::experts::spread::Fan;
use crate::forecast::anchor::HeadModel;
use crate::forecast::model::{MaturityError, Model, Origin};
use crate::forecast::outlook::Outlook;
use chrono::NaiveDate;

/// What moved a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Values known at the earlier origin have become others since.
    RevisedData,
    /// The rate itself went elsewhere.
    Spot,
    /// The other features and scales, and the days that have passed.
    NewData,
    /// What the experts have learned from outcomes and refits.
    Learning,
    /// How much each expert is believed.
    Weights,
    /// Another recipe or another engine: the experts cannot be compared one by one.
    Version,
}

impl Cause {
    /// All causes, in the order in which they are laid out.
    pub const ALL: [Self; 6] =
        [Self::RevisedData, Self::Spot, Self::NewData, Self::Learning, Self::Weights, Self::Version];

    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::RevisedData => "revised_data",
            Self::Spot => "spot",
            Self::NewData => "new_data",
            Self::Learning => "learning",
            Self::Weights => "weights",
            Self::Version => "version",
        }
    }
}

/// The way from an earlier forecast to a later one.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What was forecast earlier.
    pub from: f64,
    /// What is forecast later.
    pub to: f64,
    /// By how much each cause moved it; they sum to the difference.
    pub parts: Vec<(Cause, f64)>,
}

/// Lays out the way from `earlier` to `later` for one maturity, in whatever `read` reads from an outlook, such as its point.
///
/// One thing after the other is exchanged, and what is read is read again: first the earlier origin as it is known now, then the spot,
/// then all other data, then what was learned, then the weights; the steps telescope, so they sum. With another recipe or another
/// engine, everything after the spot is the version's. `as_known` is the earlier origin by what is known now; without it nothing counts as
/// revised.
pub fn change(
    (earlier, later): (&Model, &Model),
    maturity: NaiveDate,
    as_known: Option<&Origin>,
    read: impl Fn(&Outlook) -> f64,
) -> Result<Change, MaturityError> {
    let read_at = |model: &Model| Ok::<f64, MaturityError>(read(&model.outlook(model.horizon(maturity)?)));
    let mut steps = Steps { last: read_at(earlier)?, parts: Vec::new() };
    let (from, to) = (steps.last, read_at(later)?);
    let mut model = earlier.clone();
    if let Some(origin) = as_known {
        model.origin = origin.clone();
        steps.to(Cause::RevisedData, read_at(&model)?);
    }
    model.origin.log_spot = later.origin.log_spot;
    steps.to(Cause::Spot, read_at(&model)?);
    if model.recipe == later.recipe && comparable(&model.heads, &later.heads) {
        model.origin = later.origin.clone();
        model.agenda = later.agenda.clone();
        for (own, other) in model.heads.iter_mut().zip(&later.heads) {
            take_data(own, other);
        }
        steps.to(Cause::NewData, read_at(&model)?);
        model.moments = later.moments.clone();
        for (own, other) in model.heads.iter_mut().zip(&later.heads) {
            own.location.clone_from(&other.location);
            own.fans.clone_from(&other.fans);
        }
        steps.to(Cause::Learning, read_at(&model)?);
        steps.to(Cause::Weights, to);
    } else {
        steps.to(Cause::Version, to);
    }
    Ok(Change { from, to, parts: steps.parts })
}

/// Whether the experts of two versions are the same, one by one; one that had not spoken yet may have begun.
fn comparable(earlier: &[HeadModel], later: &[HeadModel]) -> bool {
    let kind = |speaker: &Speaker| std::mem::discriminant(speaker);
    earlier.len() == later.len()
        && earlier.iter().zip(later).all(|(earlier, later)| {
            earlier.fans.len() == later.fans.len()
                && earlier.location.len() == later.location.len()
                && earlier.location.iter().map(kind).eq(later.location.iter().map(kind))
        })
}

/// Takes over the scales of the day and keeps what was learned: a distribution that was measured in the earlier scale is measured in the
/// later one.
fn take_data(own: &mut HeadModel, other: &HeadModel) {
    own.deviation = other.deviation;
    for (own, other) in own.fans.iter_mut().zip(&other.fans) {
        match (own, other) {
            (Fan::Normal(own), Fan::Normal(other)) => *own = *other,
            (Fan::Reverting(own), Fan::Reverting(other)) => *own = *other,
            (Fan::Fixed { deviation, curve }, Fan::Fixed { deviation: later, .. }) => {
                *curve = curve.scaled(later / *deviation);
                *deviation = *later;
            }
            _ => {}
        }
    }
}

/// The steps of a way, each from where the last one ended.
#[derive(Debug)]
struct Steps {
    last: f64,
    parts: Vec<(Cause, f64)>,
}

impl Steps {
    fn to(&mut self, cause: Cause, value: f64) {
        self.parts.push((cause, value - self.last));
        self.last = value;
    }
}

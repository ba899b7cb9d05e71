//! The experts of the point, and what holds for every list of experts.

use super::bound::Bound;
use super::section::{Entry, Section};
use crate::experts::kind::{LocationExpert, LocationKind};
use crate::experts::refit::ForestShape;
use crate::features::point::{Feature, FeatureKind};

/// The most experts of a list.
const MOST: usize = 32;

/// The largest weight: weights count beside each other, so that 1 beside 3 is 0.25 beside 0.75.
const HEAVIEST: f64 = 1e3;

/// What a penalty may be.
pub(super) const PENALTY: Bound = Bound::MoreThan(0.0);

/// What forgetting may be: at 0.9, ten rows are remembered.
pub(super) const FORGETTING: Bound = Bound::UpTo(0.9, 1.0);

/// Reads a kind from its section, beside the features, if those could be read.
type Reader = fn(&mut Section<'_>, Option<&[Feature]>) -> Option<LocationKind>;

const KINDS: [(&str, Reader); 6] = [
    ("walk", |_, _| Some(LocationKind::Walk)),
    ("mean", |section, _| {
        let prior_outcomes = section.number("prior_outcomes", Bound::MoreThan(0.0))?;
        Some(LocationKind::Mean { prior_outcomes })
    }),
    ("carry", carry),
    ("ridge", |section, _| {
        let penalty = section.number("penalty", PENALTY);
        let forgetting = section.number("forgetting", FORGETTING);
        Some(LocationKind::Ridge { penalty: penalty?, forgetting: forgetting? })
    }),
    ("elastic_net", |section, _| {
        let penalty = section.number("penalty", PENALTY);
        let l1_ratio = section.number("l1_ratio", Bound::UpTo(0.0, 1.0));
        Some(LocationKind::ElasticNet { penalty: penalty?, l1_ratio: l1_ratio? })
    }),
    ("forest", forest),
];

/// Reads the tables `location`.
pub(super) fn read(root: &mut Section<'_>, features: Option<&[Feature]>) -> Option<Vec<LocationExpert>> {
    let (list, experts) = entries(root, "location")?;
    let expert = |section: &mut Section<'_>| {
        let kind = section.kind(&KINDS).and_then(|(_, read)| read(section, features));
        let bound = if kind == Some(LocationKind::Walk) { WALK_WEIGHT } else { WEIGHT };
        let weight = section.number("weight", bound);
        Some(LocationExpert { kind: kind?, weight: weight? })
    };
    let experts: Vec<Option<LocationExpert>> = experts.iter().map(|entry| entry.table(expert)).collect();
    let experts: Vec<LocationExpert> = experts.into_iter().collect::<Option<_>>()?;
    let has_walk = experts.iter().any(|expert| expert.kind == LocationKind::Walk);
    if has_walk { Some(experts) } else { list.refuse(NO_WALK) }
}

/// The tables of a list of experts, and the list itself.
pub(super) fn entries<'t>(
    root: &mut Section<'t>,
    field: &'static str,
) -> Option<(Entry<'t>, Vec<Entry<'t>>)> {
    let list = root.need(field, "one table or more")?;
    let experts = list.list()?;
    if experts.len() > MOST {
        return list.refuse(format!("must hold at most {MOST} experts, got {}", experts.len()));
    }
    Some((list, experts))
}

/// Why every list of experts must hold a random walk.
pub(super) const NO_WALK: &str = "must hold an expert of the kind walk: the aggregate stays close to the best of its \
                                  experts, and out of sample the random walk is the one that is hardest to beat";

/// What the weight of a walk may be: one that weighs nothing at first would never be heard.
pub(super) const WALK_WEIGHT: Bound = Bound::UpTo(0.0, HEAVIEST);

/// What the weight of any other expert may be.
pub(super) const WEIGHT: Bound = Bound::Between(0.0, HEAVIEST);

fn carry(section: &mut Section<'_>, features: Option<&[Feature]>) -> Option<LocationKind> {
    let is_carry = |feature: &Feature| matches!(feature.kind, FeatureKind::Carry { .. });
    if features.is_some_and(|features| !features.iter().any(is_carry)) {
        return section.refuse("kind", "must not be carry where no feature is of that kind");
    }
    Some(LocationKind::Carry)
}

fn forest(section: &mut Section<'_>, features: Option<&[Feature]>) -> Option<LocationKind> {
    let most = features.and_then(|features| u16::try_from(features.len()).ok()).unwrap_or(u16::MAX);
    let trees = section.whole("trees", 1..=500);
    let max_depth = section.whole("max_depth", 1..=8);
    let min_leaf = section.whole("min_leaf", 1..=1_500);
    let features_per_split = section.whole("features_per_split", 1..=most);
    let shrinkage = section.number("shrinkage", Bound::Between(0.0, 1.0));
    let shape = ForestShape {
        trees: trees?,
        max_depth: max_depth?,
        min_leaf: min_leaf?,
        features_per_split: features_per_split?,
    };
    Some(LocationKind::Forest { shape, shrinkage: shrinkage? })
}

//! The experts: each as its family's table says.

use super::figure::{self, Beside};
use super::section::{Entry, Section};
use crate::experts::location::{LocationExpert, LocationKind};
use crate::experts::registry::Registered;
use crate::experts::spread::{SpreadExpert, SpreadKind};
use crate::features::point::Feature;
use crate::maths::domain::Domain;

/// The most experts of a list.
pub(super) const MOST: u16 = 32;

/// The largest weight: weights count beside each other, so that 1 beside 3 is 0.25 beside 0.75.
const HEAVIEST: f64 = 1e3;

/// The kind that every list must hold.
pub(super) const WALK: &str = "walk";

/// Why it must.
const NO_WALK: &str = "must hold an expert of the kind walk: the aggregate stays close to the best of its \
                       experts, and out of sample the random walk is the one that is hardest to beat";

/// What the weight of an expert may be: a walk that weighs nothing at first would never be heard.
pub(super) fn weight(kind: &str) -> Domain {
    if kind == WALK { Domain::UpTo(0.0, HEAVIEST) } else { Domain::Between(0.0, HEAVIEST) }
}

/// Reads the tables `location`.
pub(super) fn location(root: &mut Section<'_>, features: Option<&[Feature]>) -> Option<Vec<LocationExpert>> {
    let (list, tables) = tables(root, "location")?;
    let beside = Beside { features, names: &[] };
    let read = |section: &mut Section<'_>| {
        let registered = word(section, LocationKind::ALL);
        let kind = registered.and_then(|registered| kind(section, registered, beside));
        let weight = section.number("weight", weight_of(registered));
        Some(LocationExpert { kind: kind?, weight: weight? })
    };
    let experts: Vec<Option<LocationExpert>> = tables.iter().map(|table| table.table(read)).collect();
    let experts: Vec<LocationExpert> = experts.into_iter().collect::<Option<_>>()?;
    let has_walk = experts.iter().any(|expert| expert.kind.name() == WALK);
    if has_walk { Some(experts) } else { list.refuse(NO_WALK) }
}

/// Reads the tables `spread`.
pub(super) fn spread(root: &mut Section<'_>, features: Option<&[Feature]>) -> Option<Vec<SpreadExpert>> {
    let (list, tables) = tables(root, "spread")?;
    let (mut experts, mut names) = (Vec::new(), Vec::new());
    for table in tables {
        let mut name = None;
        experts.push(table.table(|section| {
            let registered = word(section, SpreadKind::ALL);
            let given = section.ask("name").map(|name| name.name());
            name = given.unwrap_or(registered.map(|registered| registered.name));
            let beside = Beside { features, names: &names };
            let kind = registered.and_then(|registered| kind(section, registered, beside));
            let weight = section.number("weight", weight_of(registered));
            Some(SpreadExpert { kind: kind?, weight: weight? })
        }));
        names.push(name);
    }
    let experts: Vec<SpreadExpert> = experts.into_iter().collect::<Option<_>>()?;
    let has_walk = experts.iter().any(|expert| expert.kind.name() == WALK);
    if has_walk { Some(experts) } else { list.refuse(NO_WALK) }
}

/// The tables of a list of experts, and the list itself.
fn tables<'t>(root: &mut Section<'t>, field: &'static str) -> Option<(Entry<'t>, Vec<Entry<'t>>)> {
    let list = root.need(field, "one table or more")?;
    let experts = list.list()?;
    if experts.len() > usize::from(MOST) {
        return list.refuse(format!("must hold at most {MOST} experts, got {}", experts.len()));
    }
    Some((list, experts))
}

/// Which expert of a family a table is of.
fn word<K>(section: &mut Section<'_>, family: &'static [Registered<K>]) -> Option<&'static Registered<K>> {
    let words: Vec<_> = family.iter().map(|registered| (registered.name, registered)).collect();
    section.kind(&words).map(|(_, registered)| registered)
}

fn weight_of<K>(registered: Option<&Registered<K>>) -> Domain {
    weight(registered.map_or("", |registered| registered.name))
}

/// The expert with its figures.
fn kind<K>(section: &mut Section<'_>, registered: &Registered<K>, beside: Beside<'_>) -> Option<K> {
    if let Some(refusal) = beside.features.and_then(registered.refusal) {
        return section.refuse("kind", refusal);
    }
    (registered.kind)(&figure::all(section, registered.parameters, beside)?)
}

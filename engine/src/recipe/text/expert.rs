//! The experts: each as its family's table says.

use super::nearest::hint;
use super::section::{Entry, Section, quoted};
use crate::experts::location::{LocationExpert, LocationKind};
use crate::experts::registry::Registered;
use crate::experts::spread::{SpreadExpert, SpreadKind};
use crate::features::point::Feature;
use crate::maths::bound::Bound;
use crate::maths::parameter::{Allowed, Figure, Parameter};

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
pub(super) fn weight(kind: &str) -> Bound {
    if kind == WALK { Bound::UpTo(0.0, HEAVIEST) } else { Bound::Between(0.0, HEAVIEST) }
}

/// What figures are read beside.
#[derive(Debug, Clone, Copy)]
struct Beside<'a, 't> {
    /// The features of the point, if those could be read.
    features: Option<&'a [Feature]>,
    /// The names of the experts read so far, by which later ones refer to them; none where it could not be read.
    names: &'a [Option<&'t str>],
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

fn weight_of<K>(registered: Option<&Registered<K>>) -> Bound {
    weight(registered.map_or("", |registered| registered.name))
}

/// The expert with its figures: all are read before any is missed, so that all faults are found.
fn kind<K>(section: &mut Section<'_>, registered: &Registered<K>, beside: Beside<'_, '_>) -> Option<K> {
    if let Some(refusal) = beside.features.and_then(registered.refusal) {
        return section.refuse("kind", refusal);
    }
    let figures: Vec<Option<Figure>> =
        registered.parameters.iter().map(|parameter| figure(section, parameter, beside)).collect();
    (registered.kind)(&figures.into_iter().collect::<Option<Vec<_>>>()?)
}

fn figure(section: &mut Section<'_>, parameter: &Parameter, beside: Beside<'_, '_>) -> Option<Figure> {
    match parameter.allowed {
        Allowed::Number(bound) => section.number(parameter.name, bound).map(Figure::Number),
        Allowed::Whole(least, most) => section.whole(parameter.name, least..=most).map(Figure::Whole),
        Allowed::UpToFeatures => {
            let count = beside.features.and_then(|features| u16::try_from(features.len()).ok());
            section.whole(parameter.name, 1..=count.unwrap_or(u16::MAX)).map(Figure::Whole)
        }
        Allowed::Earlier => {
            let name = section.need(parameter.name, "the name of an earlier expert")?;
            place(&name, beside.names).map(Figure::Whole)
        }
    }
}

/// The place of the one earlier expert whose name stands here.
fn place(entry: &Entry<'_>, names: &[Option<&str>]) -> Option<u16> {
    let wanted = entry.text()?;
    let mut places = (0..).zip(names).filter(|(_, name)| **name == Some(wanted)).map(|(place, _)| place);
    let first = places.next();
    if places.next().is_some() {
        return entry
            .refuse(format!("must name one expert, and several are called {}: name them", quoted(wanted)));
    }
    if first.is_none() && names.iter().all(Option::is_some) {
        let known: Vec<&str> = names.iter().flatten().copied().collect();
        let hint = hint(wanted, known.iter().copied());
        let known = known.join(", ");
        return entry.refuse(format!("must name an earlier expert ({known}), got {}{hint}", quoted(wanted)));
    }
    first
}

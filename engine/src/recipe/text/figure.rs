//! The figures of a table, as their struct says them.

use super::nearest::hint;
use super::section::{Entry, Section, quoted};
use crate::features::point::Feature;
use crate::maths::parameter::{Allowed, Figure, Parameter, Parameters};
use crate::time::horizon::ANCHORS;

/// What figures are read beside.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside<'a> {
    /// The features of the point, if those could be read.
    pub(super) features: Option<&'a [Feature]>,
    /// The names of the experts read so far, by which later ones refer to them; none where it could not be read.
    pub(super) names: &'a [Option<&'a str>],
}

/// Reads the figures of a struct that asks for nothing beside them.
pub(super) fn read<P: Parameters>(section: &mut Section<'_>) -> Option<P> {
    P::from_figures(&all(section, P::ALL, Beside::default())?)
}

/// Reads figures: all are read before any is missed, so that all faults are found.
pub(super) fn all(
    section: &mut Section<'_>,
    parameters: &[Parameter],
    beside: Beside<'_>,
) -> Option<Vec<Figure>> {
    let figures: Vec<Option<Figure>> =
        parameters.iter().map(|parameter| one(section, parameter, beside)).collect();
    figures.into_iter().collect()
}

fn one(section: &mut Section<'_>, parameter: &Parameter, beside: Beside<'_>) -> Option<Figure> {
    let name = parameter.name;
    match parameter.allowed {
        Allowed::Number(domain) => section.number(name, domain).map(Figure::Number),
        Allowed::Whole(least, most) => section.whole(name, least..=most).map(Figure::Whole),
        Allowed::UpToFeatures => {
            let count = beside.features.and_then(|features| u16::try_from(features.len()).ok());
            section.whole(name, 1..=count.unwrap_or(u16::MAX)).map(Figure::Whole)
        }
        Allowed::Earlier => {
            let entry = section.need(name, "the name of an earlier expert")?;
            place(&entry, beside.names).map(Figure::Whole)
        }
        Allowed::Anchor => section.among(name, &ANCHORS.map(u16::from)).map(Figure::Whole),
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

//! The experts of the spread.

use super::bound::Bound;
use super::expert::{FORGETTING, NO_WALK, PENALTY, WALK_WEIGHT, WEIGHT, entries};
use super::nearest::hint;
use super::section::{Entry, Section, quoted};
use crate::experts::kind::{SpreadExpert, SpreadKind};

/// The names of the experts read so far, by which later ones refer to them; none where it could not be read.
type Names<'t> = [Option<&'t str>];

type Reader = for<'t> fn(&mut Section<'t>, &Names<'t>) -> Option<SpreadKind>;

const KINDS: [(&str, Reader); 6] = [
    ("walk", |_, _| Some(SpreadKind::Walk)),
    ("ewma", |_, _| Some(SpreadKind::Ewma)),
    ("garch", |_, _| Some(SpreadKind::Garch)),
    ("har", |section, _| {
        let penalty = section.number("penalty", PENALTY);
        let forgetting = section.number("forgetting", FORGETTING);
        Some(SpreadKind::Har { penalty: penalty?, forgetting: forgetting? })
    }),
    ("gradient", |section, _| {
        let penalty = section.number("penalty", PENALTY);
        let forgetting = section.number("forgetting", FORGETTING);
        let degrees = section.number("degrees", Bound::MoreThan(2.0));
        Some(SpreadKind::Gradient { penalty: penalty?, forgetting: forgetting?, degrees: degrees? })
    }),
    ("stretched", stretched),
];

/// Reads the tables `spread`.
pub(super) fn read(root: &mut Section<'_>) -> Option<Vec<SpreadExpert>> {
    let (list, tables) = entries(root, "spread")?;
    let (mut experts, mut names) = (Vec::new(), Vec::new());
    for table in tables {
        let mut name = None;
        experts.push(table.table(|section| {
            let kind = section.kind(&KINDS);
            let given = section.ask("name").map(|name| name.name());
            name = given.unwrap_or(kind.map(|(kind, _)| kind));
            let kind = kind.and_then(|(_, read)| read(section, &names));
            let bound = if kind == Some(SpreadKind::Walk) { WALK_WEIGHT } else { WEIGHT };
            let weight = section.number("weight", bound);
            Some(SpreadExpert { kind: kind?, weight: weight? })
        }));
        names.push(name);
    }
    let experts: Vec<SpreadExpert> = experts.into_iter().collect::<Option<_>>()?;
    let has_walk = experts.iter().any(|expert| expert.kind == SpreadKind::Walk);
    if has_walk { Some(experts) } else { list.refuse(NO_WALK) }
}

fn stretched<'t>(section: &mut Section<'t>, names: &Names<'t>) -> Option<SpreadKind> {
    let of = section.need("of", "the name of an earlier expert").and_then(|of| place(&of, names));
    let factor = section.number("factor", Bound::MoreThan(0.0));
    Some(SpreadKind::Stretched { of: of?, factor: factor? })
}

/// The place of the one earlier expert whose name stands here.
fn place(entry: &Entry<'_>, names: &Names<'_>) -> Option<u8> {
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

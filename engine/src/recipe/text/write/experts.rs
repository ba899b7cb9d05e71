//! Writes the experts.

use super::table::Table;
use crate::experts::kind::{LocationExpert, LocationKind, SpreadExpert, SpreadKind};

/// An expert of the point.
pub(super) fn location(expert: &LocationExpert) -> Table {
    let table = |kind| Table::new("[[location]]").string("kind", kind).number("weight", expert.weight);
    match expert.kind {
        LocationKind::Walk => table("walk"),
        LocationKind::Mean { prior_outcomes } => table("mean").number("prior_outcomes", prior_outcomes),
        LocationKind::Carry => table("carry"),
        LocationKind::Ridge { penalty, forgetting } => {
            table("ridge").number("penalty", penalty).number("forgetting", forgetting)
        }
        LocationKind::ElasticNet { penalty, l1_ratio } => {
            table("elastic_net").number("penalty", penalty).number("l1_ratio", l1_ratio)
        }
        LocationKind::Forest { shape, shrinkage } => table("forest")
            .raw("trees", shape.trees)
            .raw("max_depth", shape.max_depth)
            .raw("min_leaf", shape.min_leaf)
            .raw("features_per_split", shape.features_per_split)
            .number("shrinkage", shrinkage),
    }
}

/// The experts of the spread: those of a kind that comes more than once have names of their own.
pub(super) fn spread(experts: &[SpreadExpert]) -> Vec<Table> {
    let kinds: Vec<&str> = experts.iter().map(|expert| kind(&expert.kind)).collect();
    let repeated = |kind: &str| kinds.iter().filter(|other| **other == kind).count() > 1;
    let name = |(index, kind): (usize, &&str)| {
        if repeated(kind) { format!("{kind}-{}", index + 1) } else { (*kind).to_owned() }
    };
    let names: Vec<String> = kinds.iter().enumerate().map(name).collect();
    let written = experts.iter().zip(&kinds).zip(&names);
    written.map(|((expert, kind), name)| expert_table(expert, kind, name, &names)).collect()
}

fn expert_table(expert: &SpreadExpert, kind: &str, name: &str, names: &[String]) -> Table {
    let mut table = Table::new("[[spread]]").string("kind", kind);
    if name != kind {
        table = table.string("name", name);
    }
    let table = table.number("weight", expert.weight);
    match expert.kind {
        SpreadKind::Walk | SpreadKind::Ewma | SpreadKind::Garch => table,
        SpreadKind::Har { penalty, forgetting } => {
            table.number("penalty", penalty).number("forgetting", forgetting)
        }
        SpreadKind::Gradient { penalty, forgetting, degrees } => {
            table.number("penalty", penalty).number("forgetting", forgetting).number("degrees", degrees)
        }
        SpreadKind::Stretched { of, factor } => {
            let of = names.get(usize::from(of)).map_or("", String::as_str);
            table.string("of", of).number("factor", factor)
        }
    }
}

fn kind(kind: &SpreadKind) -> &'static str {
    match kind {
        SpreadKind::Walk => "walk",
        SpreadKind::Ewma => "ewma",
        SpreadKind::Garch => "garch",
        SpreadKind::Har { .. } => "har",
        SpreadKind::Gradient { .. } => "gradient",
        SpreadKind::Stretched { .. } => "stretched",
    }
}

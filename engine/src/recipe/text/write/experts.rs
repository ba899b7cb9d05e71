//! Writes the experts.

use super::table::Table;
use crate::experts::location::{LocationExpert, LocationKind};
use crate::experts::registry::Registered;
use crate::experts::spread::{SpreadExpert, SpreadKind};
use crate::maths::parameter::Parameter;

/// An expert of the point.
pub(super) fn location(expert: &LocationExpert) -> Table {
    let kind = expert.kind;
    let table = Table::new("[[location]]").string("kind", kind.name()).number("weight", expert.weight);
    table.figures(parameters(LocationKind::ALL, kind.name()), kind.figures(), &[])
}

/// The experts of the spread: those of a kind that comes more than once have names of their own.
pub(super) fn spread(experts: &[SpreadExpert]) -> Vec<Table> {
    let kinds: Vec<&str> = experts.iter().map(|expert| expert.kind.name()).collect();
    let repeated = |kind: &str| kinds.iter().filter(|other| **other == kind).count() > 1;
    let name = |(index, kind): (usize, &&str)| {
        if repeated(kind) { format!("{kind}-{}", index + 1) } else { (*kind).to_owned() }
    };
    let names: Vec<String> = kinds.iter().enumerate().map(name).collect();
    experts.iter().zip(&names).map(|(expert, name)| spread_expert(expert, name, &names)).collect()
}

fn spread_expert(expert: &SpreadExpert, name: &str, names: &[String]) -> Table {
    let kind = expert.kind.name();
    let mut table = Table::new("[[spread]]").string("kind", kind);
    if name != kind {
        table = table.string("name", name);
    }
    let table = table.number("weight", expert.weight);
    table.figures(parameters(SpreadKind::ALL, kind), expert.kind.figures(), names)
}

/// The parameters of the expert of that name.
fn parameters<K>(family: &[Registered<K>], name: &str) -> &'static [Parameter] {
    family.iter().find(|registered| registered.name == name).map_or(&[], |registered| registered.parameters)
}

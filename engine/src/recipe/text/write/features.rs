//! Writes the features, neighbours of a kind in one group.

use super::names::Names;
use super::table::{Table, list, number, quoted};
use crate::features::driver::{Driver, DriverKind};
use crate::features::point::{Feature, FeatureKind};
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};
use crate::maths::parameter::Figure;
use crate::recipe::Recipe;
use crate::recipe::text::word::mark_word;

/// What one feature adds to a group: a group grows while all but the members are equal.
#[derive(PartialEq)]
struct Line {
    /// The fields before the members, as names and TOML.
    fields: Vec<(&'static str, String)>,
    /// The field that lists the members; empty where there are none.
    list: &'static str,
    /// A name that is not what the feature would be called by itself.
    name: Option<String>,
}

/// What a driver is written as, under a name that may not be its usual one.
fn driven(driver: &Driver, name: &str) -> (Line, Option<String>) {
    let figures = DriverKind::ALL.iter().find(|known| known.name == driver.kind.name());
    let figures = figures.map_or(&[][..], |known| known.parameters).iter().zip(driver.kind.figures());
    let figures = figures.map(|(parameter, figure)| match figure {
        Figure::Number(value) => (parameter.name, number(value)),
        Figure::Whole(whole) => (parameter.name, whole.to_string()),
    });
    let fields = std::iter::once(("kind", quoted(driver.kind.name()))).chain(figures).collect();
    let name = (driver.usual_name() != name).then(|| name.to_owned());
    (Line { fields, list: "of", name }, Some(quoted(&driver.of.to_string())))
}

/// The features of the point.
pub(super) fn point(recipe: &Recipe, names: &Names) -> Vec<Table> {
    let line = |feature: &Feature| {
        let own = &recipe.target_name;
        let (kind, fields, span, usual) = match &feature.kind {
            FeatureKind::Return { basket, span } => {
                let of = names.basket(basket);
                ("return", vec![("of", quoted(of))], Some(span), format!("{of}.return.{span}"))
            }
            FeatureKind::Volatility { span } => {
                ("volatility", vec![], Some(span), format!("{own}.volatility.{span}"))
            }
            FeatureKind::Gap { span } => ("gap", vec![], Some(span), format!("{own}.gap.{span}")),
            FeatureKind::Carry { high, low } => {
                let fields = vec![("high", quoted(high.as_str())), ("low", quoted(low.as_str()))];
                ("carry", fields, None, "carry".to_owned())
            }
            FeatureKind::Change { series, span } => {
                let fields = vec![("series", quoted(series.as_str()))];
                ("change", fields, Some(span), format!("{series}.change.{span}"))
            }
            FeatureKind::Driver(driver) => return driven(driver, &feature.name),
        };
        let name = (usual != feature.name).then(|| feature.name.clone());
        let fields = std::iter::once(("kind", quoted(kind))).chain(fields).collect();
        (Line { fields, list: if span.is_some() { "spans" } else { "" }, name }, span.map(u16::to_string))
    };
    grouped("[[feature]]", recipe.features.iter().map(line))
}

/// The features of the spread.
pub(super) fn spread(recipe: &Recipe, names: &Names) -> Vec<Table> {
    let line = |feature: &SpreadFeature| {
        let (kind, of, list_field, word, usual) = match &feature.kind {
            SpreadFeatureKind::Own(reading) => {
                let word = reading.word();
                ("own", None, "readings", word.to_owned(), format!("{}.{word}", recipe.target_name))
            }
            SpreadFeatureKind::Peers { of, reading } => {
                let word = reading.word();
                let of = list(of.iter().map(|rate| names.rate(rate)));
                ("peers", Some(("of", of)), "readings", word.to_owned(), format!("peers.{word}"))
            }
            SpreadFeatureKind::Calendar(mark) => {
                let usual = format!("calendar.{}", mark.word());
                ("calendar", None, "marks", mark_word(*mark), usual)
            }
            SpreadFeatureKind::Driver(driver) => return driven(driver, &feature.name),
        };
        let name = (usual != feature.name).then(|| feature.name.clone());
        let fields = std::iter::once(("kind", quoted(kind))).chain(of).collect();
        (Line { fields, list: list_field, name }, Some(quoted(&word)))
    };
    grouped("[[spread_feature]]", recipe.spread_features.iter().map(line))
}

/// One table for each run of equal lines. One with a name of its own, or without members, stands alone.
fn grouped(header: &str, lines: impl Iterator<Item = (Line, Option<String>)>) -> Vec<Table> {
    let mut groups: Vec<(Line, Vec<String>)> = Vec::new();
    for (line, member) in lines {
        match groups.last_mut() {
            Some((last, members)) if *last == line && line.name.is_none() && member.is_some() => {
                members.extend(member);
            }
            _ => groups.push((line, member.into_iter().collect())),
        }
    }
    let table = |(line, members): (Line, Vec<String>)| {
        let fields = line.fields.iter();
        let mut table = fields.fold(Table::new(header), |table, (field, value)| table.raw(field, value));
        if !members.is_empty() {
            table = table.raw(line.list, format!("[{}]", members.join(", ")));
        }
        match line.name {
            Some(name) => table.string("name", &name),
            None => table,
        }
    };
    groups.into_iter().map(table).collect()
}

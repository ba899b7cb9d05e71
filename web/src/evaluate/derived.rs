//! The recipe for a panel that comes without one: the built-in recipe, with the panel's columns in place of its currencies.

use super::panel::{Column, Panel};
use anyhow::{Result, bail};
use paridad_engine::data::measure::Measure;
use paridad_engine::experts::location::LocationKind;
use paridad_engine::features::point::{Feature, FeatureKind, Holding};
use paridad_engine::features::spread::{SpreadFeature, SpreadFeatureKind};
use paridad_engine::recipe::Recipe;
use paridad_engine::time::calendar::{Calendar, ListedDays};

/// The most columns that are read beside the target: each adds two features, and learning costs the square of them.
pub(super) const COLUMNS_MAX: usize = 12;

/// Over how many publication days the moves of the other columns are read.
const SPANS: [u16; 2] = [1, 21];

/// The recipe for a column of a panel, with some of the others beside it.
pub(super) fn recipe(panel: &Panel, target: &Column, asked: Option<&[String]>) -> Result<Recipe> {
    let others = others(panel, target, asked)?;
    let built_in = Recipe::ecb_cross("mxn")?;
    let measure = Measure::Level(target.series.clone());
    let mut features: Vec<Feature> =
        built_in.features.iter().filter_map(|feature| own(feature, &built_in, target)).collect();
    features.extend(others.iter().flat_map(|column| moves(column)));
    let positive = others.iter().filter(|column| column.is_positive());
    let peers: Vec<Measure> = positive.map(|column| Measure::Level(column.series.clone())).collect();
    let spread_features =
        built_in.spread_features.iter().filter_map(|feature| spread(feature, &built_in, target, &peers));
    let spread_features = spread_features.collect();
    let without_carry =
        built_in.location.into_iter().filter(|expert| !matches!(expert.kind, LocationKind::Carry(_)));
    Ok(Recipe {
        name: target.series.as_str().replace('.', "-"),
        target_name: target.short_name().to_owned(),
        target: measure,
        calendar: Calendar::Listed(ListedDays::WEEKDAYS),
        features,
        spread_features,
        location: without_carry.collect(),
        ..built_in
    })
}

/// The columns that are read beside the target.
fn others<'a>(panel: &'a Panel, target: &Column, asked: Option<&[String]>) -> Result<Vec<&'a Column>> {
    let Some(asked) = asked else {
        let filled = |column: &&Column| column.values.iter().any(Option::is_some);
        let others = panel.columns.iter().filter(|column| *column != target).filter(filled);
        return Ok(others.take(COLUMNS_MAX).collect());
    };
    let mut others: Vec<&Column> = Vec::new();
    for name in asked.iter().filter(|name| !name.is_empty()) {
        let column = panel.column(name)?;
        if column == target || others.contains(&column) {
            bail!("--columns must name each column once, and not the target, got {name} again");
        }
        others.push(column);
    }
    if others.len() > COLUMNS_MAX {
        bail!("--columns must name at most {COLUMNS_MAX} columns, got {}", others.len());
    }
    Ok(others)
}

/// A feature of the built-in target's own, as one of this target; none of what the panel does not have.
fn own(feature: &Feature, built_in: &Recipe, target: &Column) -> Option<Feature> {
    let kind = match &feature.kind {
        FeatureKind::Return { basket, span } => match &basket[..] {
            [holding] if holding.measure == built_in.target => {
                FeatureKind::Return { basket: vec![alone(target)], span: *span }
            }
            _ => return None,
        },
        FeatureKind::Volatility { .. } | FeatureKind::Gap { .. } => feature.kind.clone(),
        FeatureKind::Carry { .. } | FeatureKind::Change { .. } | FeatureKind::Driver(_) => return None,
    };
    Some(Feature { name: renamed(&feature.name, built_in, target), kind })
}

/// How a column has moved: in logarithms where it has them on every day of the file, else in differences. That the whole file
/// decides on the form lets no value be read early.
fn moves(column: &Column) -> Vec<Feature> {
    let feature = |span| {
        if column.is_positive() {
            let name = format!("{}.return.{span}", column.short_name());
            Feature { name, kind: FeatureKind::Return { basket: vec![alone(column)], span } }
        } else {
            let series = column.series.clone();
            Feature { name: format!("{series}.change.{span}"), kind: FeatureKind::Change { series, span } }
        }
    };
    SPANS.map(feature).to_vec()
}

fn spread(
    feature: &SpreadFeature,
    built_in: &Recipe,
    target: &Column,
    peers: &[Measure],
) -> Option<SpreadFeature> {
    let kind = match &feature.kind {
        SpreadFeatureKind::Peers { .. } if peers.is_empty() => return None,
        SpreadFeatureKind::Peers { reading, .. } => {
            SpreadFeatureKind::Peers { of: peers.to_vec(), reading: *reading }
        }
        kind => kind.clone(),
    };
    Some(SpreadFeature { name: renamed(&feature.name, built_in, target), kind })
}

/// The name of a feature, with this target's name where it begins with the built-in one's.
fn renamed(name: &str, built_in: &Recipe, target: &Column) -> String {
    match name.strip_prefix(&built_in.target_name) {
        Some(ending) => format!("{}{ending}", target.short_name()),
        None => name.to_owned(),
    }
}

fn alone(column: &Column) -> Holding {
    Holding { measure: Measure::Level(column.series.clone()), weight: 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_engine::recipe::text;

    fn panel() -> Panel {
        Panel::parse("date,fix,oil,slope,empty\n2020-01-02,19,60,-0.1,\n2020-01-03,19.1,61,0.2,\n").unwrap()
    }

    fn derived(asked: Option<&[String]>) -> Recipe {
        let panel = panel();
        recipe(&panel, panel.target("fix").unwrap(), asked).unwrap()
    }

    #[test]
    fn columns_are_read_as_they_can_be_and_empty_ones_are_not() {
        let recipe = derived(None);
        let names: Vec<&str> = recipe.features.iter().map(|feature| feature.name.as_str()).collect();
        assert_eq!(names[..2], ["fix.return.1", "fix.return.5"]);
        let last =
            ["fix.gap.252", "oil.return.1", "oil.return.21", "panel.slope.change.1", "panel.slope.change.21"];
        assert_eq!(names[8..], last);
        assert_eq!(recipe.scaled_measures().len(), 2, "the target and what is positive");
        assert_eq!(recipe.spread_features[0].name, "fix.pace.1");
    }

    #[test]
    fn what_is_derived_is_a_recipe_that_could_be_written_by_hand() {
        for recipe in [derived(None), derived(Some(&[])), derived(Some(&["slope".to_owned()]))] {
            assert_eq!(text::parse(&text::write(&recipe)).unwrap(), recipe);
        }
    }

    #[test]
    fn columns_are_named_once_and_the_target_not_at_all() {
        let panel = panel();
        let target = panel.target("fix").unwrap();
        for asked in [&["fix"][..], &["oil", "oil"], &["gold"]] {
            let asked: Vec<String> = asked.iter().map(|&name| name.to_owned()).collect();
            assert!(recipe(&panel, target, Some(&asked)).is_err(), "{asked:?}");
        }
        let none = derived(Some(&[String::new()]));
        assert_eq!((none.features.len(), none.series().len()), (9, 4), "itself, and three calendars");
    }
}

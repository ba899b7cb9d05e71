//! The schema that editors read is made from what the parser reads by, and says what it says.

mod generated;
mod json;

use super::{parse_with_availability, peso, series, write};
use crate::experts::location::{LocationExpert, LocationKind};
use crate::experts::registry;
use crate::experts::spread::{SpreadExpert, SpreadKind};
use crate::features::driver::{Driver, DriverKind, Needs, Registered};
use crate::features::point::{Feature, FeatureKind};
use crate::features::quantity::Quantity;
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};
use crate::maths::parameter::some_figures;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const SCHEMA: &str = include_str!("../../../../../docs/recipe.schema.json");

/// `PARIDAD_BLESS=1 cargo test -p paridad-engine --features toml schema` writes it anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "who runs the test says whether it may write")]
fn the_schema_in_docs_is_the_one_that_follows_from_the_parser() {
    let generated = generated::schema();
    if std::env::var_os("PARIDAD_BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/recipe.schema.json");
        return fs::write(path, generated).unwrap();
    }
    assert!(SCHEMA == generated, "docs/recipe.schema.json is stale: PARIDAD_BLESS=1 writes it anew");
}

/// A table of the recipe: where its text begins, and its part of the schema.
struct Table {
    begins: String,
    schema: Value,
}

/// The built-in recipe with features of the kinds that it does without, and with every driver and expert.
fn complete() -> String {
    let mut recipe = peso();
    let kind = FeatureKind::Change { series: series("panel.slope"), span: 5 };
    recipe.features.push(Feature { name: "panel.slope.change.5".to_owned(), kind });
    for registered in DriverKind::ALL {
        let (name, driver) = (format!("{}.driver", registered.name), driver(registered));
        if registered.needs != Needs::Events {
            let kind = FeatureKind::Driver(driver.clone());
            recipe.features.push(Feature { name: name.clone(), kind });
        }
        recipe.spread_features.push(SpreadFeature { name, kind: SpreadFeatureKind::Driver(driver) });
    }
    let location: Vec<_> = recipe.location.iter().map(|expert| expert.kind.name()).collect();
    let location = missing(LocationKind::ALL, &location);
    recipe.location.extend(location.into_iter().map(|kind| LocationExpert { kind, weight: 0.0 }));
    let spread: Vec<_> = recipe.spread.iter().map(|expert| expert.kind.name()).collect();
    let spread = missing(SpreadKind::ALL, &spread);
    recipe.spread.extend(spread.into_iter().map(|kind| SpreadExpert { kind, weight: 0.0 }));
    write(&recipe)
}

/// How many features of the point it has.
fn features() -> usize {
    parse_with_availability(&complete()).unwrap().recipe.features.len()
}

/// A driver of something that it can read.
fn driver(registered: &Registered) -> Driver {
    let of = match registered.needs {
        Needs::Anything | Needs::Values => "a",
        Needs::Logarithms => "ln a",
        Needs::Differences => "a - b",
        Needs::Events => "events.mx.banxico",
    };
    let kind = (registered.kind)(&some_figures(registered.parameters)).unwrap();
    Driver { of: Quantity::try_from(of).unwrap(), kind }
}

/// The experts of a family that a recipe does without.
fn missing<K>(family: &[registry::Registered<K>], held: &[&str]) -> Vec<K> {
    let missing = family.iter().filter(|registered| !held.contains(&registered.name));
    missing.map(|registered| (registered.kind)(&some_figures(registered.parameters)).unwrap()).collect()
}

/// Every table that a recipe can hold. [`complete`] holds each of them.
fn tables() -> Vec<Table> {
    let root: Value = serde_json::from_str(SCHEMA).unwrap();
    let of = |begins: String, schema: &Value| Table { begins, schema: schema.clone() };
    let mut tables = vec![of(String::new(), &root)];
    for field in ["target", "scale", "refits"] {
        tables.push(of(format!("[{field}]\n"), &root["properties"][field]));
    }
    for field in ["feature", "spread_feature", "location", "spread"] {
        for kind in root["properties"][field]["items"]["oneOf"].as_array().unwrap() {
            let word = kind["properties"]["kind"]["const"].as_str().unwrap();
            tables.push(of(format!("[[{field}]]\nkind = \"{word}\"\n"), kind));
        }
    }
    tables
}

/// The fault of a field that ends so, once a line is added to a table, or put in the place of the field's line.
fn fault(table: &Table, field: &str, value: &str) -> String {
    let good = complete();
    let at = good.find(&table.begins).unwrap() + table.begins.len();
    let (before, after) = good.split_at(at);
    let end = after.find("\n\n").unwrap_or(after.len());
    let (own, rest) = after.split_at(end);
    let others = own.lines().filter(|line| !line.starts_with(&format!("{field} = ")));
    let own: Vec<&str> = others.collect();
    let faults =
        parse_with_availability(&format!("{before}{field} = {value}\n{}{rest}", own.join("\n"))).unwrap_err();
    let found = faults.all().iter().find(|fault| fault.field.rsplit('.').next() == Some(field));
    found.unwrap_or_else(|| panic!("{}{field}: {faults}", table.begins)).message.clone()
}

#[test]
fn the_schema_knows_the_fields_that_the_parser_knows() {
    for table in tables() {
        let message = fault(&table, "zebra", "1");
        let known = message.strip_prefix("is unknown here, known are ").unwrap();
        let known: BTreeSet<&str> = known.split(", ").collect();
        let fields = table.schema["properties"].as_object().unwrap().keys().map(String::as_str);
        assert_eq!(known, fields.collect(), "{}", table.begins);
        assert_eq!(table.schema["additionalProperties"], Value::Bool(false), "{}", table.begins);
    }
}

#[test]
fn the_schema_requires_what_the_parser_requires() {
    let optional = ["rates", "baskets", "availability", "since"];
    for table in tables() {
        let of_author = |field: &str| table.begins.starts_with("[[") && field == "name";
        let fields = table.schema["properties"].as_object().unwrap().keys().map(String::as_str);
        let wanted: BTreeSet<&str> =
            fields.filter(|field| !of_author(field) && !optional.contains(field)).collect();
        let required = table.schema["required"].as_array().unwrap().iter();
        assert_eq!(
            required.map(|field| field.as_str().unwrap()).collect::<BTreeSet<_>>(),
            wanted,
            "{}",
            table.begins
        );
    }
}

#[test]
fn the_schema_has_the_bounds_and_words_of_the_parser() {
    for table in tables() {
        for (field, schema) in table.schema["properties"].as_object().unwrap() {
            let Some((value, mut allowed)) = allowed(schema) else { continue };
            if field == "features_per_split" {
                allowed = format!("a whole number between 1 and {}", features());
            }
            let message = fault(&table, field, value);
            assert!(
                message.starts_with(&format!("must be {allowed}, got ")),
                "{field}: {message}, not {allowed}"
            );
        }
    }
}

/// A value that the field refuses, and what the parser says that it allows, if the schema bounds it.
fn allowed(schema: &Value) -> Option<(&'static str, String)> {
    let words = |words: &Value| -> Vec<String> {
        let text = |word: &Value| word.as_str().map_or_else(|| word.to_string(), str::to_owned);
        words.as_array().unwrap().iter().map(text).collect()
    };
    if schema["enum"].is_array() {
        return Some(("\"zebra\"", format!("one of {}", words(&schema["enum"]).join(", "))));
    }
    let bound = |name: &str| schema[name].as_f64();
    let (low, above) = (bound("minimum"), bound("exclusiveMinimum"));
    let (high, below) = (bound("maximum"), bound("exclusiveMaximum"));
    let sentence = match (low, above, high, below) {
        (Some(low), None, Some(high), None) if schema["type"] == "integer" => {
            return Some(("-1", format!("a whole number between {low} and {high}")));
        }
        (Some(low), None, Some(high), None) => format!("between {low} and {high}"),
        (None, Some(above), Some(high), None) => format!("more than {above} and at most {high}"),
        (None, Some(above), None, Some(below)) => format!("between {above} and {below}, both excluded"),
        (None, Some(above), None, None) => format!("more than {above}"),
        _ => return None,
    };
    Some(("nan", sentence))
}

//! Writes a recipe as text that reads back as the same bits.

use super::word::{CALENDARS, PRIORS, word_of};
use crate::recipe::{Recipe, Refits, ScaleDecays};
use names::Names;
use std::fmt::Display;

mod experts;
mod features;
mod names;

/// The recipe as text. Any recipe can be written; whether it may be used, [`super::check`] says.
pub fn write(recipe: &Recipe) -> String {
    let names = Names::of(recipe);
    let mut tables = vec![head(recipe), target(recipe)];
    tables.extend(names.tables());
    tables.extend(features::point(recipe, &names));
    tables.extend(features::spread(recipe, &names));
    tables.extend(recipe.location.iter().map(experts::location));
    tables.extend(experts::spread(&recipe.spread));
    tables.push(scale(recipe.scale));
    tables.push(refits(recipe.refits));
    tables.iter().map(Table::text).collect::<Vec<_>>().join("\n")
}

/// A table in the making.
#[derive(Debug)]
struct Table(String);

impl Table {
    /// A table under its header, such as `[[location]]`.
    fn new(header: &str) -> Self {
        Self(format!("{header}\n"))
    }

    /// A field with a value that is TOML already.
    fn raw(self, field: &str, value: impl Display) -> Self {
        Self(format!("{}{field} = {value}\n", self.0))
    }

    /// A field with a text.
    fn string(self, field: &str, value: &str) -> Self {
        self.raw(field, quoted(value))
    }

    /// A field with a number, in the fewest digits that read back as the same bits.
    fn number(self, field: &str, value: f64) -> Self {
        self.raw(field, number(value))
    }

    fn text(&self) -> &str {
        &self.0
    }
}

fn number(value: f64) -> String {
    // The debug form writes 1e300 where the plain one writes 300 zeros; TOML spells only NaN otherwise.
    if value.is_nan() { "nan".to_owned() } else { format!("{value:?}") }
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A name on the left of `=`.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

/// A list of texts.
fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

fn head(recipe: &Recipe) -> Table {
    Table(String::new())
        .string("name", &recipe.name)
        .string("prior", word_of(&PRIORS, &recipe.prior))
        .number("prior_outcomes", recipe.prior_outcomes)
}

fn target(recipe: &Recipe) -> Table {
    Table::new("[target]")
        .string("name", &recipe.target_name)
        .string("measure", &names::measure_text(&recipe.target))
        .string("calendar", word_of(&CALENDARS, &recipe.calendar))
}

fn scale(scale: ScaleDecays) -> Table {
    Table::new("[scale]")
        .number("fast", scale.fast)
        .number("slow", scale.slow)
        .number("persistence", scale.persistence)
}

fn refits(refits: Refits) -> Table {
    Table::new("[refits]").raw("every", refits.every).raw("lag", refits.lag).raw("rows", refits.rows)
}

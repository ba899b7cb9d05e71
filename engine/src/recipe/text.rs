//! Recipes as text: TOML that a quant reads and writes, checked with faults that name line and field.
//!
//! Every figure of a recipe stands in its file: there are no defaults, so that a file says all of what it does. Rates
//! are named once, in `[rates]` and `[baskets]`, and called by name after that. Features come in groups, one table for
//! all spans or readings of a rate, and are named by what they are. What is allowed is written in one place, by
//! which it is read; `docs/recipe.schema.json` is made from it, for editors.

mod availability;
mod document;
mod driver;
mod expert;
mod fault;
mod feature;
mod figure;
mod group;
mod nearest;
mod rates;
mod section;
mod spread_feature;
mod word;
mod write;

#[cfg(test)]
mod tests;

pub use document::WithAvailability;
pub use fault::{Fault, Faults};
pub use write::write;

use super::Recipe;
use fault::Notes;
use section::Section;
use toml::de::DeTable;

/// Reads a recipe, or says all that is wrong with its text.
///
/// ```
/// use paridad_engine::recipe::{Recipe, text};
///
/// let recipe = Recipe::ecb_cross("mxn").unwrap();
/// let written = text::write(&recipe);
/// assert_eq!(text::parse(&written).unwrap(), recipe);
/// let faults = text::parse(&written.replace("fast = 0.94", "fast = 1.5")).unwrap_err();
/// assert!(faults.in_file("x.toml").ends_with("scale.fast must be between 0 and 1, both excluded, got 1.5"));
/// ```
pub fn parse(text: &str) -> Result<Recipe, Faults> {
    read(text, document::read)
}

/// Reads a recipe that may say, in the table `availability`, how late the series of a panel are known. A recipe for
/// series whose moments are known must not say it, and [`parse`] refuses that table.
///
/// ```
/// use paridad_engine::recipe::{Recipe, text};
///
/// let recipe = text::write(&Recipe::ecb_cross("mxn").unwrap());
/// let late = "[availability]\n\"internal.rate.mxn\" = { days_late = 2 }\n\"internal.rate.usd\" = \"same_moment\"\n";
/// let parsed = text::parse_with_availability(&format!("{recipe}\n{late}")).unwrap();
/// assert_eq!(parsed.days_late.values().collect::<Vec<_>>(), [&2, &0]);
/// ```
pub fn parse_with_availability(text: &str) -> Result<WithAvailability, Faults> {
    read(text, document::read_with_availability)
}

fn read<T>(text: &str, document: impl FnOnce(Section<'_>) -> Option<T>) -> Result<T, Faults> {
    let notes = Notes::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        notes.note(at, "", format!("this is no TOML: {}", error.message()));
    }
    // What is read around a mistake of syntax is guesswork, and so would be the faults found in it.
    let read = if errors.is_empty() { document(Section::root(&root, &notes)) } else { None };
    notes.result(read)
}

/// Says all that is wrong with a recipe that was made otherwise than from text; lines are those of [`write()`].
pub fn check(recipe: &Recipe) -> Result<(), Faults> {
    parse(&write(recipe)).map(drop)
}

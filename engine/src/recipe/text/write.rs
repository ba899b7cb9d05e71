//! Writes a recipe as text that reads back as the same bits.

use super::word::{CALENDARS, PRIORS, word_of};
use crate::features::scale::ScaleDecays;
use crate::maths::parameter::Parameters;
use crate::recipe::{Recipe, Refits};
use names::Names;
use table::Table;

mod experts;
mod features;
mod names;
mod table;

/// The recipe as text. Any recipe can be written; whether it may be used, [`super::check`] says.
pub fn write(recipe: &Recipe) -> String {
    let names = Names::of(recipe);
    let mut tables = vec![head(recipe), target(recipe)];
    tables.extend(names.tables());
    tables.extend(features::point(recipe, &names));
    tables.extend(features::spread(recipe, &names));
    tables.extend(recipe.location.iter().map(experts::location));
    tables.extend(experts::spread(&recipe.spread));
    tables.push(Table::new("[scale]").figures(ScaleDecays::ALL, recipe.scale.figures(), &[]));
    tables.push(Table::new("[refits]").figures(Refits::ALL, recipe.refits.figures(), &[]));
    tables.iter().map(Table::text).collect::<Vec<_>>().join("\n")
}

fn head(recipe: &Recipe) -> Table {
    Table::root()
        .string("name", &recipe.name)
        .string("prior", word_of(&PRIORS, &recipe.prior))
        .number("prior_outcomes", recipe.prior_outcomes)
}

fn target(recipe: &Recipe) -> Table {
    let target = Table::new("[target]")
        .string("name", &recipe.target_name)
        .string("measure", &names::measure_text(&recipe.target))
        .string("calendar", word_of(&CALENDARS, &recipe.calendar));
    match recipe.since {
        Some(day) => target.raw("since", day),
        None => target,
    }
}

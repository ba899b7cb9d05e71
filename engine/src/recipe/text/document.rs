//! The whole of a recipe's text, table by table.

use super::rates::Rates;
use super::section::{Entry, Section};
use super::word::{CALENDARS, PRIORS};
use super::{availability, expert, feature, figure, spread_feature};
use crate::data::measure::Measure;
use crate::data::series::SeriesId;
use crate::maths::domain::Domain;
use crate::recipe::{Recipe, Refits};
use crate::time::calendar::Calendar;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A recipe for data that come without the moment at which they were known, and what it says of that.
#[derive(Debug, Clone, PartialEq)]
pub struct WithAvailability {
    /// The recipe.
    pub recipe: Recipe,
    /// How many publication days of the target after its own day a series is known, where the text says so.
    pub days_late: BTreeMap<SeriesId, u16>,
}

/// How many outcomes the prior may weigh.
pub(super) const PRIOR_OUTCOMES: Domain = Domain::MoreThan(0.0);

/// Reads the whole text.
pub(super) fn read(root: Section<'_>) -> Option<Recipe> {
    root.read(recipe)
}

/// Reads the whole text and how late series are known.
pub(super) fn read_with_availability(root: Section<'_>) -> Option<WithAvailability> {
    root.read(|root| {
        let recipe = recipe(root);
        let days_late = availability::read(root, recipe.as_ref());
        Some(WithAvailability { recipe: recipe?, days_late: days_late? })
    })
}

/// Every part is read before any is missed, so that all faults are found.
fn recipe(root: &mut Section<'_>) -> Option<Recipe> {
    let name = root.name("name");
    let prior = root.word("prior", &PRIORS);
    let prior_outcomes = root.number("prior_outcomes", PRIOR_OUTCOMES);
    let target = target(root);
    let rates = Rates::read(root, target.name, target.measure.as_ref());
    let scale = table(root, "scale", figure::read);
    let refits = table(root, "refits", refits);
    let features = feature::read(root, &rates);
    let spread_features = spread_feature::read(root, &rates);
    let location = expert::location(root, features.as_deref());
    let spread = expert::spread(root, features.as_deref());
    Some(Recipe {
        name: name?.to_owned(),
        target_name: target.name?.to_owned(),
        target: target.measure?,
        calendar: target.calendar?,
        features: features?,
        spread_features: spread_features?,
        location: location?,
        spread: spread?,
        scale: scale?,
        prior: prior?,
        prior_outcomes: prior_outcomes?,
        refits: refits?,
        since: target.since,
    })
}

fn table<T>(
    root: &mut Section<'_>,
    field: &'static str,
    read: impl FnOnce(&mut Section<'_>) -> Option<T>,
) -> Option<T> {
    root.need(field, "a table")?.table(read)
}

/// What was readable of the target: features can be checked against its name even if its measure is wrong.
#[derive(Default)]
struct Target<'t> {
    name: Option<&'t str>,
    measure: Option<Measure>,
    calendar: Option<Calendar>,
    since: Option<NaiveDate>,
}

fn target<'t>(root: &mut Section<'t>) -> Target<'t> {
    let entry: Option<Entry<'t>> = root.need("target", "a table");
    let read = |section: &mut Section<'t>| {
        let name = section.name("name");
        let measure = section.need("measure", "a series, or two with a slash between");
        let measure = measure.and_then(|measure| super::rates::measure(&measure));
        let calendar = section.word("calendar", &CALENDARS);
        let since = section.ask("since").and_then(|since| since.day());
        Some(Target { name, measure, calendar, since })
    };
    entry.and_then(|entry| entry.table(read)).unwrap_or_default()
}

fn refits(section: &mut Section<'_>) -> Option<Refits> {
    let refits: Refits = figure::read(section)?;
    let Refits { every, lag, .. } = refits;
    if lag >= every {
        return section.refuse("lag", format!("must be less than every, which is {every}, got {lag}"));
    }
    Some(refits)
}

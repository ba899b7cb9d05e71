//! How the target has moved with each series of the list, over some years up to the origin.

use super::listed::{Listed, listed};
use crate::problem::Trouble;
use crate::series::believed;
use crate::wording::Language;
use chrono::{Months, NaiveDate};
use paridad_engine::judging::co_movement::{CoMovement, pairs};
use paridad_engine::recipe::Recipe;
use paridad_store::Reader;
use paridad_wire as wire;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// How many years are looked at where nobody says how many.
pub(super) const YEARS: u16 = 5;

/// The most years.
pub(super) const YEARS_MAX: u16 = 30;

/// The co-movements of a recipe's target up to a day.
pub(super) fn co_movements(
    reader: &Reader,
    (recipe, to): (&Recipe, NaiveDate),
    years: u16,
    language: Language,
) -> Result<wire::CoMovements, Trouble> {
    let target = &recipe.target;
    let from = to.checked_sub_months(Months::new(12 * u32::from(years))).unwrap_or(NaiveDate::MIN);
    let name = &recipe.target_name;
    let unknown = |error: paridad_engine::data::series::SeriesIdError| Trouble::Internal(error.to_string());
    let list = listed(name.strip_prefix("usd").unwrap_or(name), target).map_err(unknown)?;
    let rates = believed(reader, target, from..=to)?;
    let mut series = Vec::new();
    for other in list {
        let moves = pairs(&rates, &values(reader, &other, from..=to)?, other.step);
        series.extend(CoMovement::of(&moves).map(|moved| of_one(&other, moved, language)));
    }
    let note = language
        .pick("Asociación en los mismos días, no causa.", "An association on the same days, not a cause.");
    Ok(wire::CoMovements { target: name.clone(), years, from, to, note: note.to_owned(), series })
}

fn of_one(other: &Listed, moved: CoMovement, language: Language) -> wire::CoMovement {
    wire::CoMovement {
        series: other.id.to_owned(),
        name: other.name(language).to_owned(),
        unit: other.unit().to_owned(),
        days: u32::try_from(moved.days).unwrap_or(u32::MAX),
        slope: moved.slope,
        error: moved.error,
        residual: moved.residual,
        moves: wire::OtherMoves { sd: moved.other_deviation },
    }
}

/// The values of a series; of a basket one on each day on which all that it holds has one, of which only moves in logarithms mean anything.
fn values(
    reader: &Reader,
    other: &Listed,
    days: RangeInclusive<NaiveDate>,
) -> Result<Vec<(NaiveDate, f64)>, Trouble> {
    if let [one] = &other.basket[..] {
        return believed(reader, &one.measure, days);
    }
    let mut logs: BTreeMap<NaiveDate, (usize, f64)> = BTreeMap::new();
    for holding in &other.basket {
        for (day, value) in believed(reader, &holding.measure, days.clone())? {
            let (count, log) = logs.entry(day).or_default();
            *count += 1;
            *log += holding.weight * value.ln();
        }
    }
    let whole = logs.into_iter().filter(|(_, (count, _))| *count == other.basket.len());
    Ok(whole.map(|(day, (_, log))| (day, log.exp())).collect())
}

#[cfg(test)]
mod tests;

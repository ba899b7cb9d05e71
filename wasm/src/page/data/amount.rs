//! Values of any series, and the bounds that they are measured by, as people read them.

use super::facts::Facts;
use crate::format::Format;
use crate::locale::Locale;

/// From here on a whole number is written with commas.
const LARGE: f64 = 10_000.0;

/// Below this a bound has decimals.
const SMALL: f64 = 100.0;

/// A value with all its digits.
pub(super) fn amount(value: f64, locale: &Locale) -> String {
    if value.abs() >= LARGE && value.fract() == 0.0 {
        return locale.format.number(value, 0);
    }
    Format::exact(value).replace('-', "\u{2212}")
}

/// A bound of what is allowed, as exact as anybody needs it.
fn bound(value: f64, locale: &Locale) -> String {
    let is_exact = value.abs() >= SMALL || value.fract() == 0.0;
    locale.format.number(value, if is_exact { 0 } else { 2 })
}

/// The value before one that is held, with its day.
pub(super) fn before(facts: &Facts, locale: &Locale) -> Option<String> {
    let (value, day) = facts.before?;
    let day = day.map(|day| format!(" ({})", locale.format.day(day))).unwrap_or_default();
    Some(format!("{}{day}", amount(value, locale)))
}

/// What is allowed.
pub(super) fn allowed(facts: &Facts, locale: &Locale) -> Option<String> {
    let [low, high] = facts.allowed?;
    Some(format!("{} – {}", bound(low, locale), bound(high, locale)))
}

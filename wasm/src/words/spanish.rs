//! Spanish as written in Mexico.

mod chart;
mod data;
mod feature;
mod forecast;
mod shell;
mod today;
mod trust;
mod versions;
mod what_if;
mod why;

use super::shape::Words;

/// All words.
pub(super) static WORDS: Words = Words {
    shell: &shell::WORDS,
    chart: &chart::WORDS,
    forecast: &forecast::WORDS,
    why: &why::WORDS,
    what_if: &what_if::WORDS,
    data: &data::WORDS,
    versions: &versions::WORDS,
    today: &today::WORDS,
    trust: &trust::WORDS,
    names: &feature::NAMES,
};

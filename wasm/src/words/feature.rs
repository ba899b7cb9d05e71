//! Features, series and events in words, from the pattern of their ids, and the units in which people read them.

use super::fill::fill;
use super::shape::Words;
use paridad_engine::maths::num;

fn word_of(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == key).map(|(_, word)| *word)
}

impl Words {
    /// A series' name in words; one that is not known names itself.
    pub(crate) fn series(&self, id: &str) -> String {
        word_of(self.names.series, id).unwrap_or(id).to_owned()
    }

    /// A rule in words, and what it means; one that is not known names itself.
    pub(crate) fn rule(&self, name: &str) -> (String, &'static str) {
        let found = self.names.rules.iter().find(|(known, ..)| *known == name);
        found.map_or_else(|| (name.to_owned(), ""), |(_, title, meaning)| ((*title).to_owned(), meaning))
    }

    /// A source's name in words; one of the bank's own names itself.
    pub(crate) fn source(&self, name: &str) -> String {
        word_of(self.names.sources, name).unwrap_or(name).to_owned()
    }

    /// What was done, in words; a deed that is not known names itself.
    pub(crate) fn deed(&self, action: &str) -> String {
        word_of(self.names.deeds, action).unwrap_or(action).to_owned()
    }

    /// The cause of a change in words.
    pub(crate) fn cause(&self, code: &str) -> &'static str {
        let words = self.why;
        match code {
            "revised_data" => words.cause_revised,
            "spot" => words.cause_spot,
            "new_data" => words.cause_data,
            "learning" => words.cause_learning,
            "weights" => words.cause_weights,
            _ => words.cause_version,
        }
    }

    /// What comes and when, in words: events by the id of their calendar.
    pub(crate) fn coming(&self, calendar: &str, days: &str) -> String {
        fill(word_of(self.names.coming, calendar).unwrap_or_default(), &[("days", days)])
    }

    /// A feature's name in words: `usdbrl.return.21` is the Brazilian real's return over 21 days. An id that follows no
    /// known pattern names itself.
    pub(crate) fn feature(&self, id: &str) -> String {
        let names = self.names;
        if let Some(driver) = word_of(names.drivers, id) {
            return driver.to_owned();
        }
        if let Some(mark) = id.strip_prefix("calendar.").and_then(|mark| word_of(names.marks, mark)) {
            return mark.to_owned();
        }
        let mut parts = id.split('.');
        let subject = parts.next().map(|of| self.subject(of)).unwrap_or_default();
        let days = match parts.clone().nth(1) {
            Some("1") => names.day.to_owned(),
            Some(days) => format!("{days} {}", names.days),
            None => String::new(),
        };
        let kind = parts.next().unwrap_or(id);
        let words = word_of(names.kinds, kind);
        words.map_or_else(|| id.to_owned(), |words| fill(words, &[("of", &subject), ("days", &days)]))
    }

    /// Whose feature it is: a currency, or a group of them.
    fn subject(&self, of: &str) -> String {
        let code = of.strip_prefix("usd").unwrap_or(of);
        word_of(self.names.subjects, code).map_or_else(|| code.to_uppercase(), str::to_owned)
    }
}

/// The unit in which people read what may be supposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A difference of logarithms, read in percent.
    Percent,
    /// The logarithm of a daily deviation, read as a volatility in percent a year.
    PercentAYear,
    /// Percentage points, read as they are.
    Points,
    /// The logarithm of a ratio to the usual, read in percent of it.
    OfUsual,
    /// Deviations, counted twice by the engine.
    Deviations,
    /// A factor.
    Times,
    /// As it is published.
    AsPublished,
}

/// Publication days in a year.
const YEAR: f64 = 252.0;

impl Unit {
    /// The unit of its name.
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "percent" => Self::Percent,
            "percent_a_year" => Self::PercentAYear,
            "points" => Self::Points,
            "of_usual" => Self::OfUsual,
            "deviations" => Self::Deviations,
            "times" => Self::Times,
            _ => Self::AsPublished,
        }
    }

    /// A value as people read it.
    pub(crate) fn read(self, value: f64) -> f64 {
        match self {
            Self::Percent => 100.0 * value,
            Self::PercentAYear => 100.0 * num::exp(value) * YEAR.sqrt(),
            Self::Points | Self::Times | Self::AsPublished => value,
            Self::OfUsual => 100.0 * num::exp(value),
            Self::Deviations => 0.5 * value,
        }
    }

    /// The value that people write so; none where there is none.
    pub(crate) fn write(self, shown: f64) -> Option<f64> {
        let value = match self {
            Self::Percent => shown / 100.0,
            Self::PercentAYear => num::ln(shown / 100.0 / YEAR.sqrt()),
            Self::Points | Self::Times | Self::AsPublished => shown,
            Self::OfUsual => num::ln(shown / 100.0),
            Self::Deviations => 2.0 * shown,
        };
        value.is_finite().then_some(value)
    }

    /// What stands after the number.
    pub(crate) fn sign(self, words: &Words) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::PercentAYear => words.names.a_year,
            Self::Points => words.names.points,
            Self::OfUsual => words.names.of_month,
            Self::Deviations => "σ",
            Self::Times => words.names.times,
            Self::AsPublished => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Language;
    use paridad_engine::recipe::Recipe;

    #[test]
    fn ids_are_read_in_both_languages() {
        let spanish = |id| Words::of(Language::Spanish).feature(id);
        assert_eq!(spanish("usdbrl.return.21"), "Real brasileño, rendimiento de 21 días");
        assert_eq!(spanish("dollar.return.1"), "Canasta del dólar, rendimiento de 1 día");
        assert_eq!(
            Words::of(Language::English).feature("usdmxn.gap.252"),
            "Mexican peso, deviation from its average of 252 days"
        );
        assert_eq!(spanish("usdtry.volatility.5"), "TRY, volatilidad de 5 días");
        assert_eq!(spanish("peers.pace.17"), "Otras divisas, volatilidad relativa a lo normal de 17 días");
        assert_eq!(spanish("calendar.weekday.1"), "Es lunes");
        assert_eq!(spanish("carry"), "Diferencial de tasas de interés");
        for id in ["something", "calendar.weekday.9", "usdmxn.mood.3", ""] {
            assert_eq!(spanish(id), id);
        }
    }

    #[test]
    fn every_feature_of_the_recipe_has_a_name_in_words() {
        let recipe = Recipe::ecb_cross("mxn").unwrap();
        let of_point = recipe.features.into_iter().map(|feature| feature.name);
        for id in of_point.chain(recipe.spread_features.into_iter().map(|feature| feature.name)) {
            for language in Language::ALL {
                assert_ne!(Words::of(language).feature(&id), id);
            }
        }
    }

    #[test]
    fn every_rule_that_data_can_break_has_words_in_both_languages() {
        let declared = include_str!("../../../ingest/src/feed/finding.rs");
        let names =
            declared.split_once("impl Rule {").and_then(|(_, rest)| rest.split_once("pub fn dimension"));
        let names: Vec<&str> = names.unwrap().0.lines().filter_map(|line| line.split('"').nth(1)).collect();
        assert_eq!(names.len(), 17);
        for language in Language::ALL {
            for name in &names {
                let (title, meaning) = Words::of(language).rule(name);
                assert!(title != *name && !meaning.is_empty(), "{name}");
            }
        }
        assert_eq!(Words::of(Language::Spanish).rule("a new one"), ("a new one".to_owned(), ""));
    }

    #[test]
    fn what_is_read_can_be_written() {
        let units =
            ["percent", "percent_a_year", "points", "of_usual", "deviations", "times", "as_published"];
        for unit in units.map(Unit::of) {
            let back = unit.write(unit.read(-0.123)).unwrap();
            assert!((back + 0.123).abs() < 1e-12, "{unit:?}");
        }
        assert_eq!(Unit::PercentAYear.write(0.0), None);
    }
}

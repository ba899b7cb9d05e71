//! Features in words, from the pattern of their ids, and the units in which people read them.

use crate::view::Language;
use paridad_engine::num;
use paridad_engine::recipe::FeatureKind;

/// Currencies by their code, in Spanish and in English.
const CURRENCIES: [(&str, &str, &str); 6] = [
    ("mxn", "Peso mexicano", "Mexican peso"),
    ("brl", "Real brasileño", "Brazilian real"),
    ("zar", "Rand sudafricano", "South African rand"),
    ("cad", "Dólar canadiense", "Canadian dollar"),
    ("krw", "Won surcoreano", "South Korean won"),
    ("pln", "Zloty polaco", "Polish zloty"),
];

/// A feature's name in words: `usdbrl.return.21` is the Brazilian real, 21-day return. An id that follows no known
/// pattern names itself.
pub(crate) fn feature_name(id: &str, language: Language) -> String {
    let spanish = language == Language::Spanish;
    if id == "carry" {
        return if spanish { "Diferencial de tasas de interés" } else { "Interest rate differential" }
            .to_owned();
    }
    let parts: Vec<&str> = id.split('.').collect();
    let [of, kind, days] = parts.as_slice() else {
        return id.to_owned();
    };
    let (of, unit) = (subject(of, language), if *days == "1" { "día" } else { "días" });
    match (*kind, spanish) {
        ("return", true) => format!("{of}, rendimiento de {days} {unit}"),
        ("return", false) => format!("{of}, {days}-day return"),
        ("volatility", true) => format!("{of}, volatilidad de {days} {unit}"),
        ("volatility", false) => format!("{of}, {days}-day volatility"),
        ("gap", true) => format!("{of}, distancia a media de {days} {unit}"),
        ("gap", false) => format!("{of}, distance from its {days}-day mean"),
        _ => id.to_owned(),
    }
}

fn subject(of: &str, language: Language) -> String {
    let pick = |spanish: &str, english: &str| match language {
        Language::Spanish => spanish.to_owned(),
        Language::English => english.to_owned(),
    };
    if of == "dollar" {
        return pick("Canasta del dólar", "Dollar basket");
    }
    let code = of.strip_prefix("usd").unwrap_or(of);
    let known = CURRENCIES.iter().find(|(known, ..)| *known == code);
    known.map_or_else(|| code.to_uppercase(), |(_, spanish, english)| pick(spanish, english))
}

/// The unit in which people read a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A difference of logarithms, read in percent.
    Percent,
    /// The logarithm of a daily deviation, read as a volatility in percent a year.
    PercentAYear,
    /// Percentage points, read as they are.
    Points,
}

/// Publication days in a year.
const YEAR: f64 = 252.0;

impl Unit {
    /// The unit of a kind of feature.
    pub(crate) fn of(kind: &FeatureKind) -> Self {
        match kind {
            FeatureKind::Return { .. } | FeatureKind::Gap { .. } => Self::Percent,
            FeatureKind::Volatility { .. } => Self::PercentAYear,
            FeatureKind::Carry { .. } => Self::Points,
        }
    }

    /// A feature's value as people read it.
    pub(crate) fn read(self, value: f64) -> f64 {
        match self {
            Self::Percent => 100.0 * value,
            Self::PercentAYear => 100.0 * num::exp(value) * YEAR.sqrt(),
            Self::Points => value,
        }
    }

    /// The feature's value that people write so; none where there is none.
    pub(crate) fn write(self, shown: f64) -> Option<f64> {
        let value = match self {
            Self::Percent => shown / 100.0,
            Self::PercentAYear => num::ln(shown / 100.0 / YEAR.sqrt()),
            Self::Points => shown,
        };
        value.is_finite().then_some(value)
    }

    /// What stands after the number.
    pub(crate) fn sign(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Percent, _) => "%",
            (Self::PercentAYear, Language::Spanish) => "% anual",
            (Self::PercentAYear, Language::English) => "% a year",
            (Self::Points, Language::Spanish) => "puntos",
            (Self::Points, Language::English) => "points",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_engine::recipe::Recipe;

    #[test]
    fn ids_are_read_in_both_languages() {
        let spanish = |id| feature_name(id, Language::Spanish);
        assert_eq!(spanish("usdbrl.return.21"), "Real brasileño, rendimiento de 21 días");
        assert_eq!(spanish("dollar.return.1"), "Canasta del dólar, rendimiento de 1 día");
        assert_eq!(
            feature_name("usdmxn.gap.252", Language::English),
            "Mexican peso, distance from its 252-day mean"
        );
        assert_eq!(spanish("usdtry.volatility.5"), "TRY, volatilidad de 5 días");
        assert_eq!(spanish("something"), "something");
    }

    #[test]
    fn every_feature_of_the_recipe_has_a_name_in_words() {
        for feature in Recipe::ecb_cross("mxn").unwrap().features {
            for language in Language::ALL {
                assert_ne!(feature_name(&feature.name, language), feature.name);
            }
        }
    }

    #[test]
    fn what_is_read_can_be_written() {
        for unit in [Unit::Percent, Unit::PercentAYear, Unit::Points] {
            let back = unit.write(unit.read(-0.123)).unwrap();
            assert!((back + 0.123).abs() < 1e-12, "{unit:?}");
        }
        assert_eq!(Unit::PercentAYear.write(0.0), None);
    }
}

//! Features in words, from the pattern of their ids, and the units in which people read them.

use super::fill;
use crate::context::Language;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::features::point::FeatureKind;
use paridad_engine::features::quantity::Quantity;
use paridad_engine::maths::num;

/// What features are of, by its word in an id: Spanish, then English.
const SUBJECTS: [(&str, &str, &str); 8] = [
    ("dollar", "Canasta del dólar", "Dollar basket"),
    ("peers", "Otras divisas", "Other currencies"),
    ("mxn", "Peso mexicano", "Mexican peso"),
    ("brl", "Real brasileño", "Brazilian real"),
    ("zar", "Rand sudafricano", "South African rand"),
    ("cad", "Dólar canadiense", "Canadian dollar"),
    ("krw", "Won surcoreano", "South Korean won"),
    ("pln", "Zloty polaco", "Polish zloty"),
];

/// The names of kinds of features, by their words in an id: Spanish, then English. Braces hold the days they look
/// back and the rate they are of.
const KINDS: [(&str, &str, &str); 7] = [
    ("return", "{of}, rendimiento de {days}", "{of}, return over {days}"),
    ("volatility", "{of}, volatilidad de {days}", "{of}, volatility over {days}"),
    ("gap", "{of}, distancia a su media de {days}", "{of}, distance from its mean of {days}"),
    ("pace", "{of}, agitación de {days}", "{of}, restlessness over {days}"),
    ("size", "{of}, movimiento medio de {days}", "{of}, mean move over {days}"),
    ("sign", "{of}, rumbo de {days}", "{of}, direction over {days}"),
    ("carry", "Diferencial de tasas de interés", "Interest rate differential"),
];

/// The marks of the calendar: what follows `calendar.` in their ids, Spanish, then English.
const MARKS: [(&str, &str, &str); 7] = [
    ("weekday.1", "Es lunes", "It is Monday"),
    ("weekday.2", "Es martes", "It is Tuesday"),
    ("weekday.3", "Es miércoles", "It is Wednesday"),
    ("weekday.4", "Es jueves", "It is Thursday"),
    ("gap.2", "Un día sin publicación por delante", "One day without publication ahead"),
    ("gap.4", "Puente por delante", "Long weekend ahead"),
    ("year_end", "Fin de año", "Year end"),
];

/// Drivers, by their whole names: Spanish, then English.
const DRIVERS: [(&str, &str, &str); 23] = [
    ("events.us.fomc", "Decisiones de la Fed", "Fed decisions"),
    ("events.us.payrolls", "Informes de empleo de EE. UU.", "US employment reports"),
    ("events.us.prices", "Datos de inflación de EE. UU.", "US inflation figures"),
    ("events.mx.banxico", "Decisiones de Banxico", "Banxico decisions"),
    ("events.mx.prices", "Datos de inflación de México", "Mexican inflation figures"),
    ("vix.level", "VIX frente a su media reciente", "VIX against its recent mean"),
    ("vix.implied", "VIX frente a los movimientos del tipo de cambio", "VIX against the rate's own moves"),
    ("vix.move.5", "VIX, cambio en 5 días", "VIX, move over 5 days"),
    (
        "differential.move.21",
        "Diferencial de tasas, cambio en 21 días",
        "Rate differential, move over 21 days",
    ),
    (
        "treasury.move.21",
        "Bono del Tesoro a 10 años, cambio en 21 días",
        "10-year Treasury, move over 21 days",
    ),
    (
        "target.move.63",
        "Tasa objetivo de Banxico, cambio en 63 días",
        "Banxico's target rate, move over 63 days",
    ),
    (
        "reserves.move.21",
        "Reserva internacional, cambio en 21 días",
        "International reserves, move over 21 days",
    ),
    ("remittances.yearly", "Remesas, cambio anual", "Remittances, yearly change"),
    ("inflation.beyond", "Inflación menos la esperada", "Inflation less what is expected"),
    ("inflation.surprise", "Sorpresa de inflación", "Inflation surprise"),
    (
        "activity.yearly",
        "Actividad económica (IGAE), cambio anual",
        "Economic activity (IGAE), yearly change",
    ),
    (
        "clients.net.level",
        "Dólares que compran los clientes, frente a su media",
        "Dollars that clients buy, against their mean",
    ),
    (
        "clients.net.move.5",
        "Dólares que compran los clientes, cambio en 5 días",
        "Dollars that clients buy, move over 5 days",
    ),
    (
        "clients.net.speed",
        "Dólares que compran los clientes, agitación",
        "Dollars that clients buy, restlessness",
    ),
    (
        "clients.forwards.level",
        "Compras a plazo de los clientes, frente a su media",
        "Clients' forward purchases, against their mean",
    ),
    (
        "clients.deposits.move.21",
        "Depósitos en dólares, cambio en 21 días",
        "Dollar deposits, move over 21 days",
    ),
    (
        "clients.turnover.level",
        "Operaciones con clientes, frente a su media",
        "Dealings with clients, against their mean",
    ),
    ("expectation", "Tipo de cambio esperado frente al FIX", "Expected rate against the FIX"),
];

/// Series that features read as they are, by their ids: Spanish, then English.
const SERIES: [(&str, &str, &str); 16] = [
    ("banxico.se27803", "Remesas, millones de dólares", "Remittances, million dollars"),
    (
        "banxico.sf43707",
        "Reserva internacional, millones de dólares",
        "International reserves, million dollars",
    ),
    ("banxico.sf43783", "TIIE a 28 días, %", "28-day TIIE, %"),
    ("banxico.sf61745", "Tasa objetivo de Banxico, %", "Banxico's target rate, %"),
    ("banxico.sp1", "INPC, índice", "Mexican consumer prices, index"),
    ("banxico.sp30578", "Inflación mensual, %", "Monthly inflation, %"),
    ("banxico.sr14195", "Inflación esperada a 12 meses, %", "Inflation expected over 12 months, %"),
    ("banxico.sr14770", "Tipo de cambio esperado al cierre del año", "Exchange rate expected at year end"),
    ("cboe.vix", "VIX", "VIX"),
    ("inegi.737121", "IGAE, índice", "Economic activity (IGAE), index"),
    ("internal.clients.usd.deposits", "Depósitos en dólares de los clientes", "Clients' dollar deposits"),
    (
        "internal.clients.usd.forwards",
        "Dólares a plazo que compran los clientes",
        "Dollars that clients buy forward",
    ),
    ("internal.clients.usd.net", "Dólares que compran los clientes", "Dollars that clients buy"),
    ("internal.clients.usd.turnover", "Dólares operados con clientes", "Dollars dealt with clients"),
    ("ustreasury.m1", "Tesoro de EE. UU. a 1 mes, %", "US Treasury, 1 month, %"),
    ("ustreasury.y10", "Tesoro de EE. UU. a 10 años, %", "US Treasury, 10 years, %"),
];

/// A series' name in words; one that is not known names itself.
pub(crate) fn series_name(id: &str, language: Language) -> String {
    word_of(&SERIES, &id, language).unwrap_or(id).to_owned()
}

/// Events that come, with their days: Spanish, then English.
const COMING: [(Scheduled, &str, &str); 5] = [
    (Scheduled::Fomc, "decide la Fed el {days}", "the Fed decides on {days}"),
    (Scheduled::UsPayrolls, "sale el empleo de EE. UU. el {days}", "US payrolls come out on {days}"),
    (Scheduled::UsPrices, "sale la inflación de EE. UU. el {days}", "US inflation comes out on {days}"),
    (Scheduled::Banxico, "decide Banxico el {days}", "Banxico decides on {days}"),
    (
        Scheduled::MexicanPrices,
        "sale la inflación de México el {days}",
        "Mexican inflation comes out on {days}",
    ),
];

/// What comes and when, in words.
pub(crate) fn event_phrase(kind: Scheduled, days: &str, language: Language) -> String {
    fill(word_of(&COMING, &kind, language).unwrap_or_default(), &[("days", days)])
}

/// A feature's name in words: `usdbrl.return.21` is the Brazilian real's return over 21 days. An id that follows no
/// known pattern names itself.
pub(crate) fn feature_name(id: &str, language: Language) -> String {
    let of = |table: &[(&'static str, &'static str, &'static str)], word| word_of(table, &word, language);
    if let Some(driver) = of(&DRIVERS, id) {
        return driver.to_owned();
    }
    if let Some(mark) = id.strip_prefix("calendar.").and_then(|mark| of(&MARKS, mark)) {
        return mark.to_owned();
    }
    let mut parts = id.split('.');
    let subject = parts.next().map(|of| subject(of, language)).unwrap_or_default();
    let days = match parts.clone().nth(1) {
        Some("1") => pick(language, "1 día", "1 day").to_owned(),
        Some(days) => format!("{days} {}", pick(language, "días", "days")),
        None => String::new(),
    };
    let kind = parts.next().unwrap_or(id);
    of(&KINDS, kind).map_or_else(|| id.to_owned(), |words| fill(words, &[("of", &subject), ("days", &days)]))
}

/// The words of one entry of a table.
fn word_of<K: PartialEq>(
    table: &[(K, &'static str, &'static str)],
    key: &K,
    language: Language,
) -> Option<&'static str> {
    let found = table.iter().find(|(known, ..)| known == key);
    found.map(|(_, spanish, english)| pick(language, spanish, english))
}

fn pick(language: Language, spanish: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Spanish => spanish,
        Language::English => english,
    }
}

/// Whose feature it is: a currency, or a group of them.
fn subject(of: &str, language: Language) -> String {
    let code = of.strip_prefix("usd").unwrap_or(of);
    word_of(&SUBJECTS, &code, language).map_or_else(|| code.to_uppercase(), str::to_owned)
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
    /// The logarithm of a ratio to the usual, read in percent of it.
    OfUsual,
    /// Deviations, counted twice by the engine.
    Deviations,
    /// As it is published.
    AsPublished,
}

/// Publication days in a year.
const YEAR: f64 = 252.0;

impl Unit {
    /// The unit of a kind of feature.
    pub(crate) fn of(kind: &FeatureKind) -> Self {
        match kind {
            FeatureKind::Return { .. } | FeatureKind::Gap { .. } => Self::Percent,
            FeatureKind::Volatility { .. } => Self::PercentAYear,
            FeatureKind::Carry { .. } | FeatureKind::Change { .. } => Self::Points,
            FeatureKind::Driver(driver) => match driver.of {
                Quantity::Log(_) | Quantity::LogRatio(..) => Self::Percent,
                Quantity::Value(_) | Quantity::Difference(..) => Self::Points,
            },
        }
    }

    /// A feature's value as people read it.
    pub(crate) fn read(self, value: f64) -> f64 {
        match self {
            Self::Percent => 100.0 * value,
            Self::PercentAYear => 100.0 * num::exp(value) * YEAR.sqrt(),
            Self::Points | Self::AsPublished => value,
            Self::OfUsual => 100.0 * num::exp(value),
            Self::Deviations => 0.5 * value,
        }
    }

    /// The feature's value that people write so; none where there is none.
    pub(crate) fn write(self, shown: f64) -> Option<f64> {
        let value = match self {
            Self::Percent => shown / 100.0,
            Self::PercentAYear => num::ln(shown / 100.0 / YEAR.sqrt()),
            Self::Points | Self::AsPublished => shown,
            Self::OfUsual => num::ln(shown / 100.0),
            Self::Deviations => 2.0 * shown,
        };
        value.is_finite().then_some(value)
    }

    /// What stands after the number.
    pub(crate) fn sign(self, language: Language) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::PercentAYear => pick(language, "% anual", "% a year"),
            Self::Points => pick(language, "puntos", "points"),
            Self::OfUsual => pick(language, "% del mes", "% of month"),
            Self::Deviations => "σ",
            Self::AsPublished => "",
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
            "Mexican peso, distance from its mean of 252 days"
        );
        assert_eq!(spanish("usdtry.volatility.5"), "TRY, volatilidad de 5 días");
        assert_eq!(spanish("peers.pace.17"), "Otras divisas, agitación de 17 días");
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
                assert_ne!(feature_name(&id, language), id);
            }
        }
    }

    #[test]
    fn what_is_read_can_be_written() {
        let units = [Unit::Percent, Unit::PercentAYear, Unit::Points, Unit::OfUsual, Unit::Deviations];
        for unit in units {
            let back = unit.write(unit.read(-0.123)).unwrap();
            assert!((back + 0.123).abs() < 1e-12, "{unit:?}");
        }
        assert_eq!(Unit::PercentAYear.write(0.0), None);
    }
}

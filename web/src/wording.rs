//! Names of things in the two languages that answers speak.

pub(crate) mod figures;
pub(crate) mod markup;

use paridad_engine::data::measure::Measure;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::forecast::model::Model;
use paridad_ingest::feed::finding::Finding;

/// Banxico's FIX, by the day of its determination.
const FIX: &str = "banxico.sf43718";

/// A language that answers speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// Spanish, as written in Mexico.
    Spanish,
    /// English.
    English,
}

impl Language {
    /// The language that an `Accept-Language` header prefers; Spanish unless English is wanted more.
    pub(crate) fn preferred(header: Option<&str>) -> Self {
        let weight = |wanted: &str| {
            header
                .unwrap_or_default()
                .split(',')
                .filter_map(|entry| quality(entry, wanted))
                .fold(0.0, f64::max)
        };
        if weight("en") > weight("es") { Self::English } else { Self::Spanish }
    }

    /// What of the two is in this language.
    pub(crate) fn pick<T>(self, spanish: T, english: T) -> T {
        match self {
            Self::Spanish => spanish,
            Self::English => english,
        }
    }
}

/// The weight of an entry such as `en-US;q=0.8`, if it is of the wanted language.
fn quality(entry: &str, wanted: &str) -> Option<f64> {
    let mut parts = entry.trim().split(';');
    let language = parts.next()?.trim().to_ascii_lowercase();
    if language.split('-').next()? != wanted {
        return None;
    }
    let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok());
    Some(weight.unwrap_or(1.0))
}

/// What the target is, so that nobody takes it for what it is not.
pub(crate) fn target_title(model: &Model, synthetic: bool, language: Language) -> String {
    let pair = pair(model);
    let title = match &model.recipe.target {
        Measure::Level(series) if series.as_str() == FIX => format!("{pair}, FIX"),
        Measure::Cross { over, under }
            if [over, under].iter().all(|leg| leg.as_str().starts_with("ecb.")) =>
        {
            format!("{pair}, {}", language.pick("cruce del BCE, no FIX", "ECB cross, not FIX"))
        }
        _ => pair,
    };
    if synthetic { format!("{}: {title}", language.pick("SINTÉTICO", "SYNTHETIC")) } else { title }
}

/// Whether the target is Banxico's FIX.
pub(crate) fn is_fix(model: &Model) -> bool {
    matches!(&model.recipe.target, Measure::Level(series) if series.as_str() == FIX)
}

/// The pair, as in `USD/MXN`.
pub(crate) fn pair(model: &Model) -> String {
    if is_fix(model) {
        return "USD/MXN".to_owned();
    }
    let name = model.recipe.target_name.to_ascii_uppercase();
    let (base, quote) = name.split_at(3.min(name.len()));
    format!("{base}/{quote}")
}

/// What is scheduled.
pub(crate) fn event(kind: Scheduled, language: Language) -> &'static str {
    match kind {
        Scheduled::Fomc => {
            language.pick("decisión de la Reserva Federal (FOMC)", "decision of the Federal Reserve (FOMC)")
        }
        Scheduled::UsPrices => {
            language.pick("precios al consumidor de Estados Unidos", "consumer prices of the United States")
        }
        Scheduled::UsPayrolls => {
            language.pick("reporte de empleo de Estados Unidos", "employment report of the United States")
        }
        Scheduled::Banxico => {
            language.pick("decisión de política monetaria de Banxico", "monetary policy decision of Banxico")
        }
        Scheduled::MexicanPrices => {
            language.pick("INPC de México (INEGI)", "consumer prices of Mexico (INEGI)")
        }
    }
}

/// The most characters that the reason of a decision may have.
pub(crate) const REASON_MAX_CHARS: usize = 500;

/// Whether a text may enter the record: it is short enough, and nothing in it steers a terminal.
pub(crate) fn fits(text: &str, limit: usize) -> bool {
    text.chars().count() <= limit && !text.contains(char::is_control)
}

/// A finding in one line.
pub(crate) fn remark(finding: &Finding) -> String {
    let rule = finding.rule.name();
    let whose = match (&finding.series, finding.period) {
        (Some(series), Some(period)) => format!("{series} of {period}: "),
        (Some(series), None) => format!("{series}: "),
        (None, Some(period)) => format!("{period}: "),
        (None, None) => String::new(),
    };
    format!("{rule}: {whose}{}", finding.detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_speaks_unless_english_is_wanted_more() {
        assert_eq!(Language::preferred(None), Language::Spanish);
        assert_eq!(Language::preferred(Some("en-US,en;q=0.9")), Language::English);
        assert_eq!(Language::preferred(Some("en;q=0.5, es-MX;q=0.9")), Language::Spanish);
        assert_eq!(Language::preferred(Some("fr")), Language::Spanish);
    }
}

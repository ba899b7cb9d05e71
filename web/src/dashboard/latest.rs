//! The latest forecast, for who reads the page without script or WebAssembly.

use crate::report::Summary;
use crate::wording::Language;

/// What stands in the page where there is no script: the latest forecast, or that there is none yet.
pub(super) fn section(latest: Option<&Summary>, language: Language) -> String {
    let why = language.pick(
        "El tablero completo necesita JavaScript y WebAssembly; sin ellos se ve aquí el último pronóstico.",
        "The full dashboard needs JavaScript and WebAssembly; without them this is the latest forecast.",
    );
    let none = language.pick(
        "Aún no hay pronóstico: el historial se está aprendiendo. Vuelva a cargar la página en unos segundos.",
        "There is no forecast yet: the history is being learned. Load the page again in a few seconds.",
    );
    let body = latest.map_or_else(|| format!("<p>{none}</p>\n"), |latest| latest.markup(language));
    let tag = language.pick("es-MX", "en");
    format!(
        "<main id=\"latest\" class=\"card\" lang=\"{tag}\">\n<h1>Paridad</h1>\n<p>{why}</p>\n{body}</main>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_there_is_a_forecast_a_sentence_says_so_in_both_languages() {
        insta::assert_snapshot!(
            [Language::Spanish, Language::English].map(|one| section(None, one)).join("\n\n")
        );
    }
}

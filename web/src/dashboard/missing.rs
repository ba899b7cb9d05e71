//! What a person reads where there is no page.

use crate::wording::Language;
use crate::wording::markup::escaped;

/// How much of a path is repeated.
const PATH_MAX_CHARS: usize = 80;

/// A page that says that there is none, and where there is one.
pub(super) fn missing(path: &str, language: Language) -> String {
    let (tag, title, sentence, home) = language.pick(
        ("es-MX", "No hay nada aquí", "no es una página de este tablero.", "Ir al tablero"),
        ("en", "There is nothing here", "is no page of this dashboard.", "Go to the dashboard"),
    );
    let path = escaped(&path.chars().take(PATH_MAX_CHARS).collect::<String>());
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} · Paridad</title>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p><code>{path}</code> {sentence}</p>\n\
         <p><a href=\"/\">{home}</a></p>\n</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_page_is_said_in_the_readers_language_and_repeats_no_markup() {
        let spanish = missing("/<script>alert(1)</script>", Language::Spanish);
        assert!(
            spanish.contains("lang=\"es-MX\"") && spanish.contains("<h1>No hay nada aquí</h1>"),
            "{spanish}"
        );
        assert!(!spanish.contains("<script") && spanish.contains("&lt;script&gt;"), "{spanish}");
        let english = missing(&format!("/{}", "x".repeat(9_000)), Language::English);
        assert!(
            english.len() < 1_000 && english.contains("<a href=\"/\">Go to the dashboard</a>"),
            "{english}"
        );
    }
}

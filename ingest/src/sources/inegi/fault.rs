//! What is wrong with an answer of INEGI that holds no data.

use super::answer;
use crate::feed::failed::SourceError;
use crate::feed::parse;
use serde::de::IgnoredAny;

/// Why INEGI gave no data. No text in here can hold more than the body said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The token is wrong.
    Token,
    /// We ask too often.
    TooOften,
    /// It finds nothing: the token, a key or the bank is wrong, and which of them it does not say.
    Nothing {
        /// What it says.
        message: String,
    },
    /// A failure inside the source, or a web page of whatever stands before it.
    Outage {
        /// The status.
        status: u16,
        /// The beginning of the body.
        start: String,
    },
    /// The body ends too early.
    Truncated {
        /// The bytes that came.
        length: usize,
    },
    /// An answer of no known form.
    Changed {
        /// The status.
        status: u16,
        /// The beginning of the body.
        start: String,
    },
}

/// What is wrong with an answer, unless it is a whole document of data, of whatever shape.
pub(super) fn fault(status: u16, media_type: &str, body: &str) -> Option<Fault> {
    let start = || parse::excerpt(body.trim_start());
    let is_web_page = media_type == "text/html" || parse::is_web_page(body);
    Some(match status {
        401 | 403 => Fault::Token,
        429 => Fault::TooOften,
        500.. => Fault::Outage { status, start: start() },
        _ if is_web_page => Fault::Outage { status, start: start() },
        _ => match (serde_json::from_str::<IgnoredAny>(body), answer::refusal(body)) {
            (Err(error), _) if error.is_eof() => Fault::Truncated { length: body.len() },
            (Ok(_), Some(message)) => Fault::Nothing { message },
            (Ok(_), None) if (200..300).contains(&status) => return None,
            _ => Fault::Changed { status, start: start() },
        },
    })
}

impl Fault {
    /// Whether the same request may succeed in a moment.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::TooOften | Self::Outage { .. } | Self::Truncated { .. })
    }

    /// The error of the request known as `origin`, which was made `tries` times.
    pub(super) fn into_error(self, origin: String, tries: u32) -> SourceError {
        match self {
            Self::Token => SourceError::Token { origin },
            Self::TooOften => SourceError::Refused { origin, status: 429, tries },
            Self::Nothing { message } => SourceError::BadRequest { origin, message },
            Self::Outage { status, start } => SourceError::Unavailable { origin, status, tries, start },
            Self::Truncated { length } => SourceError::Truncated { origin, length, tries },
            Self::Changed { status, start } => SourceError::Changed { origin, status, start },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = "application/json";
    const NOTHING: &str = r#"["ErrorInfo:No se encontraron resultados","ErrorCode:100"]"#;

    #[test]
    fn a_whole_document_is_no_fault() {
        assert_eq!(fault(200, JSON, r#"{"Series":[]}"#), None);
        assert_eq!(fault(200, "", "{}"), None, "the parser says what is wrong with it");
    }

    #[test]
    fn each_failure_is_told_from_the_others() {
        let message = "No se encontraron resultados".to_owned();
        for status in [200, 400] {
            assert_eq!(fault(status, JSON, NOTHING), Some(Fault::Nothing { message: message.clone() }));
        }
        assert_eq!(fault(403, JSON, ""), Some(Fault::Token));
        assert_eq!(fault(429, JSON, ""), Some(Fault::TooOften));
        assert_eq!(fault(200, JSON, r#"{"Series":["#), Some(Fault::Truncated { length: 11 }));
        assert!(matches!(fault(503, JSON, "{}"), Some(Fault::Outage { status: 503, .. })));
        assert!(matches!(fault(200, "text/html", "x"), Some(Fault::Outage { status: 200, .. })));
        assert!(matches!(fault(200, JSON, " <!DOCTYPE html>"), Some(Fault::Outage { .. })));
        assert!(matches!(fault(400, JSON, "{}"), Some(Fault::Changed { status: 400, .. })));
        assert!(matches!(fault(200, JSON, "Series;1"), Some(Fault::Changed { status: 200, .. })));
    }
}

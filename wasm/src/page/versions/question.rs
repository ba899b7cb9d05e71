//! What a person is asked before something changes for everybody.

use crate::locale::Locale;
use crate::words::fill;
use paridad_exchange::json::Json;
use paridad_wire::Version;

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question {
    /// An earlier version is to be in force again.
    Rollback(Version),
    /// The newest version is to be in force again.
    Resume,
    /// A challenger is to be in force.
    Promote(Version),
}

impl Question {
    /// The number that has to be typed to confirm it, where there is one.
    pub(super) fn number(&self) -> Option<u64> {
        match self {
            Self::Rollback(version) | Self::Promote(version) => Some(version.number),
            Self::Resume => None,
        }
    }

    /// What is asked.
    pub(super) fn title(&self, locale: &Locale) -> String {
        let words = locale.words.versions;
        let number = self.number().map(|number| number.to_string()).unwrap_or_default();
        let template = match self {
            Self::Rollback(_) => words.rollback_title,
            Self::Resume => words.resume_title,
            Self::Promote(_) => words.promote_title,
        };
        fill(template, &[("number", &number)])
    }

    /// What will happen.
    pub(super) fn effect(&self, speaking: u64, locale: &Locale) -> String {
        let (words, speaking) = (locale.words.versions, speaking.to_string());
        match self {
            Self::Rollback(version) | Self::Promote(version) => {
                let (number, day) = (version.number.to_string(), locale.format.day_long(version.day));
                let values = [("number", number.as_str()), ("day", &day), ("speaking", &speaking)];
                fill(
                    if matches!(self, Self::Promote(_)) {
                        words.promote_effect
                    } else {
                        words.rollback_effect
                    },
                    &values,
                )
            }
            Self::Resume => fill(words.resume_effect, &[("speaking", &speaking)]),
        }
    }

    /// What it is called on its button.
    pub(super) fn verb(&self, locale: &Locale) -> &'static str {
        let words = locale.words.versions;
        match self {
            Self::Rollback(_) => words.rollback,
            Self::Resume => words.resume,
            Self::Promote(_) => words.promote,
        }
    }

    /// Where it is asked for, and with what. `speaking` is the version that is thought to be in force: another one is a conflict.
    pub(super) fn request(&self, reason: &str, speaking: u64) -> (String, Vec<(&'static str, Json)>) {
        let reason = ("reason", Json::Text(reason.trim().to_owned()));
        match self {
            Self::Rollback(version) => {
                let version = ("version", Json::Number(version.number as f64));
                (
                    "/api/v1/rollback".to_owned(),
                    vec![version, reason, ("speaking", Json::Number(speaking as f64))],
                )
            }
            Self::Resume => ("/api/v1/resume".to_owned(), vec![reason]),
            Self::Promote(version) => (format!("/api/v1/versions/{}/promote", version.number), vec![reason]),
        }
    }
}

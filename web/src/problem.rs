//! What can go wrong for a caller, as RFC 9457 problem details in the caller's language.

mod refusal;
mod row;
mod text;
mod trouble;

pub(crate) use refusal::Refusal;
pub(crate) use trouble::Trouble;

use self::row::{Row, Words};
use crate::conductor::{ConductorError, chain};
use crate::setup::sources::NoSource;
use crate::wording::Language;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use paridad_engine::forecast::model::MaturityError;
use paridad_engine::forecast::paths::PathsError;
use paridad_engine::maths::level::LevelError;
use paridad_engine::time::horizon::HorizonError;
use paridad_ingest::feed::csv::Csv;
use paridad_ingest::sources::{events, push};
use paridad_wire::Problem;

/// How a token may be shown: programs have the first way, browsers the second.
const CHALLENGES: [&str; 2] = ["Bearer realm=\"Paridad\"", "Basic realm=\"Paridad\", charset=\"UTF-8\""];

impl Trouble {
    /// A source that cannot be pulled.
    pub(crate) fn no_source(name: &str, why: NoSource) -> Self {
        match why {
            NoSource::Unknown => Self::UnknownSource(name.chars().take(80).collect()),
            NoSource::NoToken(variable) => Self::NoToken { source: name.to_owned(), variable },
        }
    }

    /// The kind as one word, and its HTTP status.
    pub(crate) fn kind(&self) -> (&'static str, StatusCode) {
        let row = self.row();
        (row.code, row.status)
    }

    /// What is wrong and what is allowed, in English.
    pub(crate) fn english(&self) -> String {
        self.row().english.detail
    }

    /// What the log says of it, in plain words: the kind, what is wrong, and what a program reported.
    pub(crate) fn in_log(&self) -> String {
        let Row { code, english, .. } = self.row();
        match self {
            // To the log nobody says that the log says why.
            Self::Internal(why) => format!("{code}: {why}"),
            _ => match self.cause() {
                Some(cause) => format!("{code}: {} ({cause})", english.detail),
                None => format!("{code}: {}", english.detail),
            },
        }
    }

    /// What a program reported. Of internal errors only the log tells.
    fn cause(&self) -> Option<&str> {
        match self {
            Self::Body(why)
            | Self::SourceFailed(why)
            | Self::Backup(why)
            | Self::Conflict(why)
            | Self::Unfit(why) => Some(why),
            _ => None,
        }
    }

    /// What is told of it in a language, at a path.
    pub(crate) fn problem(&self, instance: String, language: Language) -> Problem {
        let Row { code, status, spanish, english } = self.row();
        let Words { title, detail } = language.pick(spanish, english);
        Problem {
            kind: format!("/problems/{code}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail,
            instance,
            code: code.to_owned(),
            cause: self.cause().map(str::to_owned),
        }
    }

    /// The answer for a path in a language.
    pub(crate) fn respond(self, instance: &str, language: Language) -> Response {
        if let Self::Internal(why) = &self {
            tracing::error!(instance, why, "internal error");
        }
        let (_, status) = self.kind();
        let problem = self.problem(instance.to_owned(), language);
        let mut response = (status, axum::Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/problem+json"));
        let language = header::HeaderValue::from_static(language.pick("es", "en"));
        headers.insert(header::CONTENT_LANGUAGE, language);
        if status == StatusCode::UNAUTHORIZED {
            for scheme in CHALLENGES {
                headers.append(header::WWW_AUTHENTICATE, header::HeaderValue::from_static(scheme));
            }
        }
        response
    }
}

impl From<ConductorError> for Trouble {
    fn from(error: ConductorError) -> Self {
        match error {
            ConductorError::NoSuchVersion { wanted, last } => Self::NoSuchVersion { wanted, last },
            ConductorError::NoVersionYet { as_of, first } => {
                let [as_of, first] = [as_of, first].map(|at| at.format("%Y-%m-%d %H:%M:%S UTC").to_string());
                Self::NoVersionYet { as_of, first }
            }
            ConductorError::OtherSpeaker { speaking, thought } => Self::OtherSpeaker { speaking, thought },
            ConductorError::NotPinned { speaking } => Self::NotPinned { speaking },
            // The caller sent this text himself: it is his to mend.
            ConductorError::Parse { name, source }
                if [Csv::NAME, push::NAME, events::NAME].contains(&name.as_str()) =>
            {
                Self::Body(chain(&source))
            }
            ConductorError::NoSuchBatch { wanted } => Self::NoSuchBatch(wanted),
            ConductorError::NoSuchHeld { wanted } => Self::NoSuchHeld(wanted),
            ConductorError::NoSuchPrecedent { wanted } => Self::NoSuchPrecedent(wanted),
            ConductorError::KeyUsed => Refusal::KeyUsed.into(),
            ConductorError::TooMuch(much) => Refusal::TooMuch(much).into(),
            ConductorError::Unnamed => Refusal::Unnamed.into(),
            ConductorError::Unconfirmed { words } => Refusal::Unconfirmed(words).into(),
            ConductorError::Superseded { day, value, batch } => {
                Refusal::Superseded { day, value, batch }.into()
            }
            ConductorError::NoSuchGroup { batch, rule } => Refusal::NoSuchGroup { batch, rule }.into(),
            ConductorError::Contradictory { day, one, other } => {
                Refusal::Contradictory { day, one, other }.into()
            }
            ConductorError::NameInUse { name } => Refusal::NameInUse(name).into(),
            ConductorError::NoSuchToken { name } => Refusal::NoSuchToken(name).into(),
            ConductorError::NoChallenger { wanted } => Self::NoChallenger(wanted),
            ConductorError::SpeaksAlready { wanted } => Self::SpeaksAlready(wanted),
            ConductorError::Stopping => Self::Stopping,
            ConductorError::Cancelled => Self::Cancelled,
            ConductorError::NeverSpoke { wanted } => Self::NeverSpoke(wanted),
            ConductorError::ForeignChallenger { .. }
            | ConductorError::HistoryChanged
            | ConductorError::Overtaken
            | ConductorError::AlreadyTakenOut { .. }
            | ConductorError::NotTakenOut { .. }
            | ConductorError::AlreadyDecided { .. }
            | ConductorError::NotRejected { .. }
            | ConductorError::Revoked { .. }
            | ConductorError::TooFewDays { .. } => Self::Conflict(chain(&error)),
            ConductorError::NotCovered { .. }
            | ConductorError::Unbounded
            | ConductorError::TooWide { .. }
            | ConductorError::KnownOutside { .. }
            | ConductorError::Impossible { .. } => Self::Unfit(chain(&error)),
            ConductorError::Source { .. } | ConductorError::Parse { .. } | ConductorError::Protect { .. } => {
                Self::SourceFailed(chain(&error))
            }
            other => Self::Internal(chain(&other)),
        }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<HorizonError> for Trouble {
    fn from(error: HorizonError) -> Self {
        Self::Horizon(error)
    }
}

impl From<LevelError> for Trouble {
    fn from(error: LevelError) -> Self {
        Self::Level(error)
    }
}

impl From<PathsError> for Trouble {
    fn from(error: PathsError) -> Self {
        match error {
            PathsError::Horizon(error) => Self::Horizon(error),
            PathsError::Unfitted => Self::NoPaths,
            // How many may be asked for is bounded before, by the number that one answer can hold.
            PathsError::Count(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<MaturityError> for Trouble {
    fn from(error: MaturityError) -> Self {
        Self::Maturity(error)
    }
}

#[cfg(test)]
mod tests;

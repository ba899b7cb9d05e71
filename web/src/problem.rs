//! What can go wrong for a caller, as RFC 9457 problem details in the caller's language.

use crate::conductor::ConductorError;
use crate::wording::Language;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use paridad_engine::horizon::HorizonError;
use paridad_engine::level::LevelError;
use paridad_engine::voice::MaturityError;
use paridad_wire::Problem;

/// What can go wrong for a caller.
#[derive(Debug)]
pub(crate) enum Trouble {
    Horizon(HorizonError),
    Level(LevelError),
    Maturity(MaturityError),
    /// A rate that cannot be asked about.
    Rate(f64),
    /// A parameter that has no meaning here, and those that have.
    UnknownParameter {
        name: String,
        allowed: &'static [&'static str],
    },
    /// A parameter whose value cannot be read.
    Unreadable {
        name: &'static str,
        value: String,
        wanted: &'static str,
    },
    /// Two parameters of which one is allowed.
    Together(&'static str, &'static str),
    /// A body that cannot be read.
    Body(String),
    NoSuchSeries(String),
    NoSuchVersion {
        wanted: u64,
        last: u64,
    },
    OtherSpeaker {
        speaking: u64,
        thought: u64,
    },
    NotPinned {
        speaking: u64,
    },
    UnknownSource(String),
    SourceFailed(String),
    Backup(String),
    NotReady,
    ForeignHost,
    CrossSite,
    MediaType,
    NotFound,
    Method,
    TooLarge,
    Internal(String),
}

/// Code, status and both titles of a kind of trouble.
struct Kind(&'static str, StatusCode, &'static str, &'static str);

impl Trouble {
    fn kind(&self) -> Kind {
        use StatusCode as S;
        match self {
            Self::Horizon(_) => Kind("horizon", S::BAD_REQUEST, "Horizonte no válido", "Invalid horizon"),
            Self::Level(_) => Kind("level", S::BAD_REQUEST, "Nivel no válido", "Invalid level"),
            Self::Maturity(_) => {
                Kind("maturity", S::BAD_REQUEST, "Vencimiento no válido", "Invalid maturity")
            }
            Self::Rate(_) => Kind("rate", S::BAD_REQUEST, "Tipo de cambio no válido", "Invalid rate"),
            Self::UnknownParameter { .. } => {
                Kind("unknown-parameter", S::BAD_REQUEST, "Parámetro desconocido", "Unknown parameter")
            }
            Self::Unreadable { .. } => {
                Kind("unreadable-parameter", S::BAD_REQUEST, "Parámetro ilegible", "Unreadable parameter")
            }
            Self::Together(..) => Kind(
                "parameters-conflict",
                S::BAD_REQUEST,
                "Parámetros incompatibles",
                "Conflicting parameters",
            ),
            Self::Body(_) => Kind("body", S::BAD_REQUEST, "Cuerpo ilegible", "Unreadable body"),
            Self::NoSuchSeries(_) => {
                Kind("no-such-series", S::NOT_FOUND, "No existe la serie", "No such series")
            }
            Self::NoSuchVersion { .. } => {
                Kind("no-such-version", S::NOT_FOUND, "No existe la versión", "No such version")
            }
            Self::OtherSpeaker { .. } => {
                Kind("other-speaker", S::CONFLICT, "Habla otra versión", "Another version speaks")
            }
            Self::NotPinned { .. } => {
                Kind("not-pinned", S::CONFLICT, "Nada que reanudar", "Nothing to resume")
            }
            Self::UnknownSource(_) => {
                Kind("unknown-source", S::BAD_REQUEST, "Fuente desconocida", "Unknown source")
            }
            Self::SourceFailed(_) => {
                Kind("source-failed", S::BAD_GATEWAY, "La fuente falló", "The source failed")
            }
            Self::Backup(_) => Kind("backup", S::CONFLICT, "No se hizo el respaldo", "No backup was made"),
            Self::NotReady => Kind("not-ready", S::SERVICE_UNAVAILABLE, "Aún no está listo", "Not ready yet"),
            Self::ForeignHost => Kind("foreign-host", S::MISDIRECTED_REQUEST, "Host ajeno", "Foreign host"),
            Self::CrossSite => {
                Kind("cross-site", S::FORBIDDEN, "Petición de otro sitio", "Cross-site request")
            }
            Self::MediaType => {
                Kind("media-type", S::UNSUPPORTED_MEDIA_TYPE, "Tipo de contenido", "Unsupported media type")
            }
            Self::NotFound => Kind("not-found", S::NOT_FOUND, "No encontrado", "Not found"),
            Self::Method => {
                Kind("method", S::METHOD_NOT_ALLOWED, "Método no permitido", "Method not allowed")
            }
            Self::TooLarge => {
                Kind("too-large", S::PAYLOAD_TOO_LARGE, "Cuerpo demasiado grande", "Body too large")
            }
            Self::Internal(_) => {
                Kind("internal", S::INTERNAL_SERVER_ERROR, "Error interno", "Internal error")
            }
        }
    }

    /// What is wrong here and what is allowed, in Spanish and in English.
    fn detail(&self) -> (String, String) {
        match self {
            Self::Horizon(error) => (
                format!(
                    "El horizonte debe ser un entero de 1 a 252 días de publicación ({}).",
                    last_word(error)
                ),
                sentence(error),
            ),
            Self::Level(error) => {
                (format!("El nivel debe estar entre 0.001 y 0.999 ({}).", last_word(error)), sentence(error))
            }
            Self::Maturity(error) => maturity(error),
            Self::Rate(rate) => (
                format!("El tipo de cambio debe ser un número positivo; se recibió {rate}."),
                format!("The rate must be a positive number, got {rate}."),
            ),
            Self::UnknownParameter { name, allowed } => (
                format!("«{name}» no es un parámetro; se admiten: {}.", allowed.join(", ")),
                format!("\"{name}\" is no parameter; allowed are: {}.", allowed.join(", ")),
            ),
            Self::Unreadable { name, value, wanted } => (
                format!("«{value}» no es un valor de «{name}»; se espera {wanted}."),
                format!("\"{value}\" is no value of \"{name}\"; wanted is {wanted}."),
            ),
            Self::Together(one, other) => (
                format!("Use «{one}» o «{other}», no ambos."),
                format!("Use \"{one}\" or \"{other}\", not both."),
            ),
            Self::Body(why) => (
                format!("No se pudo leer el cuerpo JSON: {why}."),
                format!("The JSON body cannot be read: {why}."),
            ),
            Self::NoSuchSeries(id) => (
                format!("No hay serie «{id}»; GET /api/v1/series las enumera."),
                format!("There is no series \"{id}\"; GET /api/v1/series lists them."),
            ),
            other => other.state_detail(),
        }
    }

    fn state_detail(&self) -> (String, String) {
        match self {
            Self::NoSuchVersion { wanted, last } => (
                format!("La versión debe estar entre 1 y {last}; se pidió {wanted}."),
                format!("The version must be between 1 and {last}, got {wanted}."),
            ),
            Self::OtherSpeaker { speaking, thought } => (
                format!("Habla la versión {speaking}, no la {thought}: vuelva a mirar antes de decidir."),
                format!("Version {speaking} speaks, not {thought}: look again before you decide."),
            ),
            Self::NotPinned { speaking } => (
                format!("La versión {speaking} no está fijada."),
                format!("Version {speaking} is not pinned."),
            ),
            Self::UnknownSource(name) => (
                format!("«{name}» no es una fuente; se admiten: ecb, csv."),
                format!("\"{name}\" is no source; allowed are: ecb, csv."),
            ),
            Self::SourceFailed(why) => {
                (format!("Nada se ha perdido. {why}."), format!("Nothing is lost. {why}."))
            }
            Self::Backup(why) => (format!("{why}."), format!("{why}.")),
            Self::NotReady => (
                "El historial aún se está aprendiendo; pruebe de nuevo en unos segundos.".to_owned(),
                "The history is still being learned; try again in a few seconds.".to_owned(),
            ),
            Self::ForeignHost => (
                "Este servidor solo responde a localhost, 127.0.0.1 y [::1].".to_owned(),
                "This server answers to localhost, 127.0.0.1 and [::1] only.".to_owned(),
            ),
            Self::CrossSite => (
                "Los cambios solo se aceptan desde el propio tablero o desde un programa.".to_owned(),
                "Changes are accepted from the dashboard itself or from a program only.".to_owned(),
            ),
            Self::MediaType => (
                "El tipo de contenido debe ser application/json.".to_owned(),
                "The content type must be application/json.".to_owned(),
            ),
            Self::NotFound => ("Aquí no hay nada.".to_owned(), "There is nothing here.".to_owned()),
            Self::Method => (
                "La ruta existe, pero no con este método.".to_owned(),
                "The path exists, but not with this method.".to_owned(),
            ),
            Self::TooLarge => (
                "El cuerpo debe tener a lo más 64 MiB.".to_owned(),
                "The body must have at most 64 MiB.".to_owned(),
            ),
            _ => (
                "El servidor no pudo responder; el registro dice por qué.".to_owned(),
                "The server could not answer; its log says why.".to_owned(),
            ),
        }
    }

    /// What is wrong and what is allowed, in English.
    pub(crate) fn english(&self) -> String {
        self.detail().1
    }

    /// The answer for a path in a language.
    pub(crate) fn respond(self, instance: &str, language: Language) -> Response {
        if let Self::Internal(why) = &self {
            tracing::error!(instance, why, "internal error");
        }
        let Kind(code, status, spanish, english) = self.kind();
        let (spanish_detail, english_detail) = self.detail();
        let problem = Problem {
            kind: format!("/problems/{code}"),
            title: language.pick(spanish, english).to_owned(),
            status: status.as_u16(),
            detail: language.pick(&spanish_detail, &english_detail).to_owned(),
            instance: instance.to_owned(),
            code: code.to_owned(),
        };
        let mut response = (status, axum::Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/problem+json"));
        let language = header::HeaderValue::from_static(language.pick("es", "en"));
        headers.insert(header::CONTENT_LANGUAGE, language);
        response
    }
}

/// An error as a sentence.
fn sentence(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

/// What was got, from an error that ends in `got …`.
fn last_word(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    text.rsplit_once("got ").map_or(String::new(), |(_, got)| format!("se recibió {got}"))
}

fn maturity(error: &MaturityError) -> (String, String) {
    let day = |day: &NaiveDate| day.to_string();
    let spanish = match error {
        MaturityError::NotAfterOrigin { origin, maturity } => {
            format!(
                "El vencimiento debe ser posterior al origen {}; se pidió {}.",
                day(origin),
                day(maturity)
            )
        }
        MaturityError::TooFar { last, maturity } => {
            format!("El vencimiento debe ser a más tardar el {}; se pidió {}.", day(last), day(maturity))
        }
    };
    (spanish, sentence(error))
}

impl From<ConductorError> for Trouble {
    fn from(error: ConductorError) -> Self {
        match error {
            ConductorError::NoSuchVersion { wanted, last } => Self::NoSuchVersion { wanted, last },
            ConductorError::OtherSpeaker { speaking, thought } => Self::OtherSpeaker { speaking, thought },
            ConductorError::NotPinned { speaking } => Self::NotPinned { speaking },
            ConductorError::Source { .. } | ConductorError::Parse { .. } => {
                Self::SourceFailed(crate::conductor::chain(&error))
            }
            other => Self::Internal(crate::conductor::chain(&other)),
        }
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

impl From<MaturityError> for Trouble {
    fn from(error: MaturityError) -> Self {
        Self::Maturity(error)
    }
}

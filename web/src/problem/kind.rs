//! Code, status and title of each kind of trouble.

use super::Trouble;
use axum::http::StatusCode as S;

impl Trouble {
    /// The kind as one word, and its HTTP status.
    pub(super) fn kind(&self) -> (&'static str, S) {
        match self {
            Self::Horizon(_) => ("horizon", S::BAD_REQUEST),
            Self::Level(_) => ("level", S::BAD_REQUEST),
            Self::Maturity(_) => ("maturity", S::BAD_REQUEST),
            Self::Rate(_) => ("rate", S::BAD_REQUEST),
            Self::Tail(_) => ("shortfall", S::BAD_REQUEST),
            Self::NoPaths => ("no-paths", S::CONFLICT),
            Self::UnknownParameter { .. } => ("unknown-parameter", S::BAD_REQUEST),
            Self::Repeated(_) => ("repeated-parameter", S::BAD_REQUEST),
            Self::Unreadable { .. } => ("unreadable-parameter", S::BAD_REQUEST),
            Self::Together(..) => ("parameters-conflict", S::BAD_REQUEST),
            Self::Body(_) => ("body", S::BAD_REQUEST),
            Self::Text { member, .. } => (member, S::BAD_REQUEST),
            Self::NoSuchSeries(_) => ("no-such-series", S::NOT_FOUND),
            Self::NoSuchVersion { .. } => ("no-such-version", S::NOT_FOUND),
            Self::OtherSpeaker { .. } => ("other-speaker", S::CONFLICT),
            Self::NotPinned { .. } => ("not-pinned", S::CONFLICT),
            Self::UnknownSource(_) => ("unknown-source", S::BAD_REQUEST),
            Self::NoToken { .. } => ("no-token", S::CONFLICT),
            Self::Decision => ("decision", S::BAD_REQUEST),
            Self::Proposal => ("precedent", S::BAD_REQUEST),
            Self::NoSuchBatch(_) => ("no-such-batch", S::NOT_FOUND),
            Self::NoSuchHeld(_) => ("no-such-held", S::NOT_FOUND),
            Self::NoSuchPrecedent(_) => ("no-such-precedent", S::NOT_FOUND),
            Self::NoChallenger(_) => ("no-challenger", S::CONFLICT),
            Self::NeverSpoke(_) => ("never-spoke", S::CONFLICT),
            Self::Conflict(_) => ("conflict", S::CONFLICT),
            Self::SourceText => ("source-text", S::BAD_REQUEST),
            Self::SourceFailed(_) => ("source-failed", S::BAD_GATEWAY),
            Self::Backup(_) => ("backup", S::CONFLICT),
            Self::NotReady => ("not-ready", S::SERVICE_UNAVAILABLE),
            Self::Refused(refusal) => refusal.kind(),
            Self::ForeignHost => ("foreign-host", S::MISDIRECTED_REQUEST),
            Self::CrossSite => ("cross-site", S::FORBIDDEN),
            Self::MediaType => ("media-type", S::UNSUPPORTED_MEDIA_TYPE),
            Self::NotFound => ("not-found", S::NOT_FOUND),
            Self::Method => ("method", S::METHOD_NOT_ALLOWED),
            Self::TooLarge => ("too-large", S::PAYLOAD_TOO_LARGE),
            Self::Internal(_) => ("internal", S::INTERNAL_SERVER_ERROR),
        }
    }

    /// The kind in words, in Spanish and in English.
    pub(super) fn title(&self) -> (&'static str, &'static str) {
        match self {
            Self::Horizon(_) => ("Horizonte no válido", "Invalid horizon"),
            Self::Level(_) => ("Nivel no válido", "Invalid level"),
            Self::Maturity(_) => ("Vencimiento no válido", "Invalid maturity"),
            Self::Rate(_) => ("Tipo de cambio no válido", "Invalid rate"),
            Self::Tail(_) => ("Cola no válida", "Invalid tail"),
            Self::NoPaths => ("Aún sin trayectorias", "No paths yet"),
            Self::UnknownParameter { .. } => ("Parámetro desconocido", "Unknown parameter"),
            Self::Repeated(_) => ("Parámetro repetido", "Repeated parameter"),
            Self::Unreadable { .. } => ("Parámetro ilegible", "Unreadable parameter"),
            Self::Together(..) => ("Parámetros incompatibles", "Conflicting parameters"),
            Self::Body(_) => ("Cuerpo ilegible", "Unreadable body"),
            Self::Text { .. } => ("Texto no válido", "Invalid text"),
            Self::NoSuchSeries(_) => ("No existe la serie", "No such series"),
            Self::NoSuchVersion { .. } => ("No existe la versión", "No such version"),
            Self::OtherSpeaker { .. } => ("Habla otra versión", "Another version speaks"),
            Self::NotPinned { .. } => ("Nada que reanudar", "Nothing to resume"),
            Self::UnknownSource(_) => ("Fuente desconocida", "Unknown source"),
            Self::NoToken { .. } => ("Falta el token", "No token"),
            Self::Decision => ("Decisión no válida", "Invalid decision"),
            Self::Proposal => ("Precedente no válido", "Invalid precedent"),
            Self::NoSuchBatch(_) => ("No existe el lote", "No such batch"),
            Self::NoSuchHeld(_) => ("No existe el valor retenido", "No such held value"),
            Self::NoSuchPrecedent(_) => ("No existe el precedente", "No such precedent"),
            Self::NoChallenger(_) => ("No es retadora", "No challenger"),
            Self::NeverSpoke(_) => ("Nunca ha hablado", "It has never spoken"),
            Self::Conflict(_) => ("El estado no lo permite", "The state does not allow it"),
            Self::SourceText => ("Texto de la fuente", "The source's text"),
            Self::SourceFailed(_) => ("La fuente falló", "The source failed"),
            Self::Backup(_) => ("No se hizo el respaldo", "No backup was made"),
            Self::NotReady => ("Aún no está listo", "Not ready yet"),
            Self::Refused(refusal) => refusal.title(),
            Self::ForeignHost => ("Host ajeno", "Foreign host"),
            Self::CrossSite => ("Petición de otro sitio", "Cross-site request"),
            Self::MediaType => ("Tipo de contenido", "Unsupported media type"),
            Self::NotFound => ("No encontrado", "Not found"),
            Self::Method => ("Método no permitido", "Method not allowed"),
            Self::TooLarge => ("Cuerpo demasiado grande", "Body too large"),
            Self::Internal(_) => ("Error interno", "Internal error"),
        }
    }
}

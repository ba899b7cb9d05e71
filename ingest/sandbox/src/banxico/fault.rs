//! How Banxico refuses: a status and a body in Spanish, with 400 for almost everything.

use super::body::JSON;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

/// Why a request got no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No token, or one that is not accepted.
    Token,
    /// The quota is used up.
    Quota {
        now: DateTime<Utc>,
        /// Until when, counted from now.
        seconds: u32,
    },
    /// The dates of a range.
    Date,
    /// The form of the ids.
    Ids,
    /// More ids than one request may have.
    TooMany { asked: usize, most: usize },
    /// No such series.
    Unknown,
    /// No such address.
    Path,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        // The bodies of 413 and of 404 have never been seen: these are guesses, which clients must not rely on.
        match self {
            Self::Token => {
                let url = "https://www.banxico.org.mx/SieAPIRest/service/v1/token";
                let detail = "El token enviado no es válido, favor de verificar. \
                     Para obtener un token consultar la url adjunta.";
                let error = json!({"url": url, "mensaje": "Token inválido", "detalle": detail});
                reply(StatusCode::BAD_REQUEST, &error)
            }
            Self::Quota { now, seconds } => quota(now, seconds),
            Self::Date => message(
                StatusCode::BAD_REQUEST,
                "Formato de fecha incorrecto.",
                "El formato de la fecha enviada es incorrecto. Debe ser yyyy-MM-dd.",
            ),
            Self::Ids => message(
                StatusCode::BAD_REQUEST,
                "Formato de series incorrecto.",
                "Formato de series debe ser SX####[-SX####][,SX####[-SX####]]",
            ),
            Self::TooMany { asked, most } => message(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Demasiadas series.",
                &format!("Se permiten {most} series por consulta, se pidieron {asked}."),
            ),
            Self::Unknown | Self::Path => message(
                StatusCode::NOT_FOUND,
                "Serie no encontrada.",
                "Alguna de las series solicitadas no existe.",
            ),
        }
    }
}

fn quota(now: DateTime<Utc>, seconds: u32) -> Response {
    let reset = now + TimeDelta::seconds(i64::from(seconds));
    // Mexico City is six hours behind all year, since 2022.
    let local = (reset - TimeDelta::hours(6)).format("%Y-%m-%d %H:%M:%S");
    let detail = format!(
        "El límite de consultas ha sido superado. Podrá volver a consultar el servicio a las {local} America/Mexico_City"
    );
    let error = json!({
        "mensaje": "Límite de consultas superado.",
        "detalle": detail,
        "timeReset": reset.timestamp(),
        "secondsToReset": seconds,
    });
    let headers = [
        (HeaderName::from_static("bmx-timereset"), reset.timestamp().to_string()),
        (HeaderName::from_static("bmx-secondstoreset"), seconds.to_string()),
    ];
    (headers, reply(StatusCode::BAD_REQUEST, &error)).into_response()
}

fn message(status: StatusCode, message: &str, detail: &str) -> Response {
    reply(status, &json!({"mensaje": message, "detalle": detail}))
}

fn reply(status: StatusCode, error: &serde_json::Value) -> Response {
    (status, [(header::CONTENT_TYPE, JSON)], json!({"error": error}).to_string()).into_response()
}

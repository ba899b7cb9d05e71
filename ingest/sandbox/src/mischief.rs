//! The faults of whole answers: late, a web page, cut off. And the packing, which honest servers do too.

use crate::app::App;
use crate::switches::Switch;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

const PAGE: &str = "<!DOCTYPE html><html><head><title>SINTÉTICO: mantenimiento</title></head>\
     <body><h1>Servicio no disponible</h1></body></html>";

/// Answers, and then spoils the answer as the switches ask for. The request was counted in any case.
pub(crate) async fn spoil(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let switches = app.switches();
    let (today, dice) = (app.now().date_naive(), app.draw());
    let path = request.uri().path().to_owned();
    let words: Vec<&str> = path.split(['/', ',']).collect();
    let hits = |switch: &Switch, name: &'static str| {
        let is_hit = switch.hits(&words, today, dice.named(name));
        if is_hit {
            app.count_fault(name);
        }
        is_hit
    };
    let takes_gzip = takes_gzip(request.headers());
    tokio::time::sleep(Duration::from_millis(switches.latency_ms)).await;
    let response = next.run(request).await;
    let response = if hits(&switches.html, "html") {
        page(StatusCode::OK)
    } else if hits(&switches.unavailable, "unavailable") {
        page(StatusCode::SERVICE_UNAVAILABLE)
    } else {
        response
    };
    app.count_answer(response.status().as_u16());
    let (mut parts, body) = response.into_parts();
    let Ok(mut bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if parts.status.is_success() && hits(&switches.truncated, "truncated") {
        bytes.truncate(1 + dice.named("place").below(bytes.len().saturating_sub(1)));
    }
    if takes_gzip {
        bytes = packed(&bytes);
        parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(bytes))
}

fn page(status: StatusCode) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html;charset=UTF-8")], PAGE).into_response()
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("gzip"))
}

fn packed(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing into memory cannot fail.
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.unwrap_or_default().into()
}

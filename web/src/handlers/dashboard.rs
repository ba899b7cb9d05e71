//! The dashboard's files, and what is answered where there is nothing.

use crate::assets::{self, ASSETS, Asset};
use crate::problem::Trouble;
use crate::server::language;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};

/// The page of a binary that was built without the dashboard.
const BARE: &str = "<!doctype html><html lang=\"es\"><meta charset=\"utf-8\"><title>Paridad</title>\
    <p>Este binario se compiló sin el tablero: <code>cargo xtask build</code> lo incluye. La API está en \
    <a href=\"/api/v1/status\">/api/v1/status</a>.</p></html>";

/// Whatever no route answers: a file of the dashboard, or nothing.
pub(crate) async fn asset(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let trouble = |trouble: Trouble| trouble.respond(uri.path(), language(&headers));
    if !matches!(method, Method::GET | Method::HEAD) {
        return trouble(Trouble::NotFound);
    }
    match assets::find(uri.path()) {
        Some(asset) => file(asset, &headers),
        None if uri.path() == "/" && ASSETS.is_empty() => axum::response::Html(BARE).into_response(),
        None => trouble(Trouble::NotFound),
    }
}

/// `405` for a path that exists.
pub(crate) async fn method_not_allowed(uri: Uri, headers: HeaderMap) -> Response {
    Trouble::Method.respond(uri.path(), language(&headers))
}

/// A file in the smallest form that the browser reads.
fn file(asset: &Asset, headers: &HeaderMap) -> Response {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts =
        |name: &str| accepted.split(',').any(|entry| entry.split(';').next().unwrap_or("").trim() == name);
    let (encoding, bytes) = if accepts("br") {
        (Some("br"), asset.brotli)
    } else if accepts("gzip") {
        (Some("gzip"), asset.gzip)
    } else {
        (None, asset.plain)
    };
    let caching = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = bytes.into_response();
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    own.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        own.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

//! The dashboard's files, and what is answered where there is nothing.

use super::assets::{self, Asset};
use super::missing::missing;
use super::page;
use crate::app::{App, accepts, language};
use crate::problem::Trouble;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use chrono::Utc;
use std::sync::Arc;

/// Whatever no route answers: the page, a file of it, or nothing.
pub(crate) async fn asset(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let (path, language) = (uri.path(), language(&headers));
    let is_page = page::is_at(path);
    let found = assets::find(path);
    if !matches!(method, Method::GET | Method::HEAD) {
        let trouble = if is_page || found.is_some() { Trouble::Method } else { Trouble::NotFound };
        return trouble.respond(path, language);
    }
    if is_page {
        return page::page(app.published.load().as_deref(), (language, Utc::now()), &headers);
    }
    match found {
        Some(asset) => file(asset, &headers),
        None if accepts(&headers, header::ACCEPT, "text/html") => {
            (StatusCode::NOT_FOUND, Html(missing(path, language))).into_response()
        }
        None => Trouble::NotFound.respond(path, language),
    }
}

/// `405` for a path that exists.
pub(crate) async fn method_not_allowed(uri: Uri, headers: HeaderMap) -> Response {
    Trouble::Method.respond(uri.path(), language(&headers))
}

/// A file in the smallest form that the browser reads.
fn file(asset: &Asset, headers: &HeaderMap) -> Response {
    let (encoding, bytes) = if accepts(headers, header::ACCEPT_ENCODING, "br") {
        (Some("br"), asset.brotli)
    } else if accepts(headers, header::ACCEPT_ENCODING, "gzip") {
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

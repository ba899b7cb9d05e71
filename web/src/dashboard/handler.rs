//! The dashboard's files, and what is answered where there is nothing.

use super::assets::{self, ASSETS, Asset};
use crate::app::language;
use crate::problem::Trouble;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};

/// The page of a binary that was built without the dashboard.
const BARE: &str = "<!doctype html><html lang=\"es\"><meta charset=\"utf-8\"><title>Paridad</title>\
    <p>Este binario se compiló sin el tablero: <code>cargo xtask build</code> lo incluye. La API está en \
    <a href=\"/api/v1/status\">/api/v1/status</a>.</p></html>";

/// Whatever no route answers: a file of the dashboard, or nothing.
pub(crate) async fn asset(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let trouble = |trouble: Trouble| trouble.respond(uri.path(), language(&headers));
    let found = assets::find(uri.path());
    if !matches!(method, Method::GET | Method::HEAD) {
        return trouble(if found.is_some() { Trouble::Method } else { Trouble::NotFound });
    }
    match found {
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
    let (encoding, bytes) = if accepts(headers, "br") {
        (Some("br"), asset.brotli)
    } else if accepts(headers, "gzip") {
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

/// Whether the browser reads an encoding: it names it, and not with a weight of zero.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let is_named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f64>().ok());
        is_named && weight.is_none_or(|weight| weight > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_with_a_weight_of_zero_is_not_accepted() {
        let accepts = |list: &'static str, encoding| {
            let list = (header::ACCEPT_ENCODING, HeaderValue::from_static(list));
            accepts(&[list].into_iter().collect(), encoding)
        };
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.1", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("br; q=0.000", "br"));
        assert!(!accepts("", "gzip"));
    }
}

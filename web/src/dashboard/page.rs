//! The page itself: one file for all of its paths, into which the latest forecast is filled for who reads it without script.

use super::assets;
use super::latest::section;
use crate::report::Summary;
use crate::view::View;
use crate::wording::Language;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use paridad_store::Hash;
use std::sync::LazyLock;

/// The paths of the page, which shows at each another part of itself.
const PATHS: [&str; 7] = ["/", "/pronostico", "/por-que", "/y-si", "/confianza", "/datos", "/versiones"];

/// What of the page is filled in.
const PLACE: &str = "<!--latest-->";

/// The page of a binary that was built without the dashboard.
const BARE: &str = "<!doctype html><html lang=\"es\"><meta charset=\"utf-8\"><title>Paridad</title>\
    <p>Este binario se compiló sin el tablero: <code>cargo xtask build</code> lo incluye. La API está en \
    <a href=\"/api/v1/status\">/api/v1/status</a>.</p>";

/// The page before and after the place that is filled.
static PAGE: LazyLock<(&str, &str)> = LazyLock::new(|| {
    let page = assets::find("/index.html").and_then(|asset| str::from_utf8(asset.plain).ok());
    page.unwrap_or(BARE).split_once(PLACE).unwrap_or((page.unwrap_or(BARE), ""))
});

/// Whether the page is at a path.
pub(super) fn is_at(path: &str) -> bool {
    PATHS.contains(&path)
}

/// The page for a reader who has what `headers` say.
pub(super) fn page(
    view: Option<&View>,
    (language, now): (Language, DateTime<Utc>),
    headers: &HeaderMap,
) -> Response {
    let latest = view.and_then(|view| Summary::of(view, language, now));
    let (before, after) = *PAGE;
    answer(format!("{before}{}{after}", section(latest.as_ref(), language)), headers)
}

/// A page that is asked about each time, and sent where it is another than the reader has.
fn answer(page: String, headers: &HeaderMap) -> Response {
    // All that it is made of is in it. It is compressed on its way, so no bytes are promised.
    let tag = format!("W/\"{}\"", &Hash::of(page.as_bytes()).to_string()[..16]);
    let mut response = if has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
    };
    let own = response.headers_mut();
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        own.insert(header::ETAG, tag);
    }
    response
}

/// Whether a reader has the page with that tag already.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let lists = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|one| one.trim() == "*" || opaque(one) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_sent_once_until_it_is_another() {
        let first = answer("one".to_owned(), &HeaderMap::new());
        assert_eq!(
            (first.status(), &first.headers()[header::CACHE_CONTROL]),
            (StatusCode::OK, &"no-cache".parse().unwrap())
        );
        let tag = first.headers()[header::ETAG].clone();
        let having =
            |tag: &HeaderValue| [(header::IF_NONE_MATCH, tag.clone())].into_iter().collect::<HeaderMap>();
        let again = answer("one".to_owned(), &having(&tag));
        assert_eq!((again.status(), &again.headers()[header::ETAG]), (StatusCode::NOT_MODIFIED, &tag));
        assert_eq!(answer("two".to_owned(), &having(&tag)).status(), StatusCode::OK);
        let strong = tag.to_str().unwrap().trim_start_matches("W/");
        let list = HeaderValue::from_str(&format!("\"x\", {strong}")).unwrap();
        assert_eq!(answer("one".to_owned(), &having(&list)).status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn before_there_is_a_forecast_the_page_says_so_in_the_readers_language() {
        let english = page(None, (Language::English, Utc::now()), &HeaderMap::new());
        let spanish = page(None, (Language::Spanish, Utc::now()), &HeaderMap::new());
        assert_eq!((english.status(), spanish.status()), (StatusCode::OK, StatusCode::OK));
        assert_ne!(english.headers()[header::ETAG], spanish.headers()[header::ETAG]);
    }
}

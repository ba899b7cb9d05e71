//! What the browser needs to speak for itself.

use crate::app::{App, Query, language};
use crate::problem::Trouble;
use crate::view::View;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /api/v1/snapshot`
pub(crate) async fn snapshot(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    match view(&app, &uri) {
        Ok(view) => packed(&view, &headers),
        Err(trouble) => trouble.respond(uri.path(), language(&headers)),
    }
}

fn view(app: &App, uri: &Uri) -> Result<Arc<View>, Trouble> {
    Query::of(uri, &[])?;
    app.view()
}

fn packed(view: &View, headers: &HeaderMap) -> Response {
    let hash = view.speaking.snapshot.to_string();
    // Weak, because the same snapshot goes out compressed in several ways.
    let fixed = [(header::ETAG, format!("W/\"{hash}\"")), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if is_known(headers, &hash) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    let media_type = (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    (fixed, [media_type], Bytes::from_owner(view.packed.clone())).into_response()
}

/// Whether the caller has the snapshot of that hash already: `If-None-Match` is a list of tags, or `*`.
fn is_known(headers: &HeaderMap, hash: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).map(str::trim).any(|tag| {
        let opaque = tag.strip_prefix("W/").unwrap_or(tag);
        tag == "*" || opaque.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')) == Some(hash)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_is_known_by_any_tag_of_the_list() {
        let known = |list: &'static str| {
            is_known(&[(header::IF_NONE_MATCH, HeaderValue::from_static(list))].into_iter().collect(), "ab")
        };
        for list in ["\"ab\"", "W/\"ab\"", "\"x\", W/\"ab\"", "*"] {
            assert!(known(list), "{list}");
        }
        for list in ["ab", "\"a\"", "W/\"x\"", ""] {
            assert!(!known(list), "{list}");
        }
    }
}

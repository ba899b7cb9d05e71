//! What the browser needs to speak for itself.

use crate::app::{App, Form, Query, Tag, answer_tagged};
use crate::wording::Language;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The media type of a snapshot.
const OCTETS: &str = "application/octet-stream";

/// A snapshot packed for a browser, which has no language.
struct Packed(Arc<[u8]>);

impl IntoResponse for Packed {
    fn into_response(self) -> Response {
        let media_type = (header::CONTENT_TYPE, HeaderValue::from_static(OCTETS));
        ([media_type], Bytes::from_owner(self.0)).into_response()
    }
}

/// `GET /api/v1/snapshot`, of the version that speaks, or with `version=24` or `as_of=2026-11-19`
pub(crate) async fn snapshot(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let snapshot = async {
        let which = Query::of(&uri, &["version", "as_of"])?.which()?;
        let view = app.asked(which).await?;
        let form = Form { uri: &uri, media_type: OCTETS, language: Language::Spanish };
        let tag = Tag::of(form, &[&view.speaking.snapshot]);
        tag.unless_known(&headers, async { Ok(Packed(view.computed()?.packed.clone())) }).await
    };
    answer_tagged(snapshot.await, &uri, &headers)
}

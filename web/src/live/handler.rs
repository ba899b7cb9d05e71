//! `GET /api/v1/events`: a stream for who accepts one; for all others, for one release, what the path answered before.

use super::stream::stream;
use crate::app::{App, Query, STREAMS, accepts, language};
use crate::calendar;
use crate::problem::Trouble;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// The media type of a stream of events.
const EVENT_STREAM: &str = "text/event-stream";

/// How often a stream in which nothing happens says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The header in which a browser that lost a stream says how far it was.
const LAST_EVENT_ID: &str = "last-event-id";

/// `GET /api/v1/events`: a stream for who names it as accepted.
pub(super) async fn events(
    state: State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    if !accepts(&headers, header::ACCEPT, EVENT_STREAM) {
        return calendar::before(state, OriginalUri(uri), headers).await;
    }
    let State(app) = state;
    match open(&app, &uri, &headers) {
        Ok(stream) => stream,
        Err(trouble) => trouble.respond(uri.path(), language(&headers)),
    }
}

fn open(app: &App, uri: &Uri, headers: &HeaderMap) -> Result<Response, Trouble> {
    Query::of(uri, &[])?;
    let place = app.streams.clone().try_acquire_owned().map_err(|_| Trouble::Streams(STREAMS))?;
    // What is no text is the id of no event.
    let after = headers.get(LAST_EVENT_ID).map(|id| id.to_str().unwrap_or_default());
    let listener = app.happenings.listen(after);
    let heartbeat = KeepAlive::new().interval(HEARTBEAT);
    Ok(Sse::new(stream(listener, place)).keep_alive(heartbeat).into_response())
}

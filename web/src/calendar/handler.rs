//! The calendar, asked for and renewed.

use super::answer::{calendar as list, days};
use crate::app::{App, Body, Caller, Query, answer_laid, failed, json, language, recordable};
use crate::intake::{Mode, Order, hand_over_here};
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use chrono::Utc;
use paridad_ingest::sources::events;
use paridad_store::Trigger;
use paridad_wire::TakeCalendar;
use std::sync::Arc;

/// The most characters that the origin of a text may have: those of a path.
const ORIGIN_MAX_CHARS: usize = 4096;

/// The day on which the calendar moved, as RFC 9745 has it: 2026-11-27.
const MOVED_ON: &str = "@1795737600";

/// Where it moved.
const MOVED_TO: &str = "</api/v1/calendar>; rel=\"successor-version\"";

/// `GET /api/v1/calendar?from=2026-12-01&to=2027-02-28`: what is scheduled, and how far the calendars reach.
pub(super) async fn calendar(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let calendar = async {
        let query = Query::of(&uri, &["from", "to"])?;
        let from = query.value("from", "AAAA-MM-DD / YYYY-MM-DD")?;
        let to = query.value("to", "AAAA-MM-DD / YYYY-MM-DD")?;
        let (now, language) = (Utc::now(), language(&headers));
        let days = days(from, to, now);
        app.readers.list(move |reader| list(reader, days, language, now).map_err(failed)).await
    };
    answer_laid(calendar.await, &uri, &headers)
}

/// The same at `GET /api/v1/events`, where it was before.
pub(crate) async fn before(state: State<Arc<App>>, uri: OriginalUri, headers: HeaderMap) -> Response {
    moved(calendar(state, uri, headers).await)
}

/// Says that there is another place for it, since the day on which the other one came.
fn moved(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert("deprecation", HeaderValue::from_static(MOVED_ON));
    headers.insert(header::LINK, HeaderValue::from_static(MOVED_TO));
    answer
}

/// `POST /api/v1/calendar`: takes in a calendar that comes with the request.
pub(super) async fn take(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let taken = async {
        let TakeCalendar { text, origin, dry_run } = json(caller.headers(), body)?;
        let origin = origin.unwrap_or_else(|| "request".to_owned());
        recordable("origin", &origin, ORIGIN_MAX_CHARS)?;
        let mode = if dry_run { Mode::DryRun } else { Mode::Keep };
        let order = Order { actor: caller.name(), trigger: Trigger::Manual, since: None, mode };
        hand_over_here(&app, events::payload(origin, text.into_bytes(), Utc::now()), &order).await
    };
    caller.answer(taken.await)
}

/// The same at `POST /api/v1/events`, where it was before.
pub(super) async fn take_before(state: State<Arc<App>>, caller: Caller, body: Body) -> Response {
    moved(take(state, caller, body).await)
}

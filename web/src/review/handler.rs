//! What is held for people: listed by value and by group, and decided on by value and by group.

use super::answer::{
    HeldPage, HeldPlace, Review, group_wish, held_group, held_groups, held_value, held_values, wish,
};
use crate::app::{App, Body, Caller, Number, Query, answer_laid, conduct, failed, json, recordable};
use crate::conductor::{Conductor, ConductorError, DECIDED_AT_ONCE};
use crate::problem::Trouble;
use crate::wording::REASON_MAX_CHARS;
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::Utc;
use paridad_engine::data::series::SeriesId;
use paridad_store::HeldState;
use paridad_wire as wire;
use std::sync::Arc;

/// How many held values or groups are listed where no limit is given.
const HELD_LISTED: u16 = 100;

/// `GET /api/v1/held?batch=7&rule=implausible&limit=100&before=700`: values that wait for a person, newest first, or those of a
/// `series`; with `state=decided` those that were decided, with `state=all` both.
pub(crate) async fn held(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let held = async {
        let query = Query::of(&uri, &["limit", "before", "all", "state", "batch", "rule", "series"])?;
        let (limit, before) = (query.limit(HELD_LISTED)?, query.value("before", "1, 2, 3…")?);
        let place = place(&query)?;
        let state = state(&query, place.as_ref())?;
        let page = HeldPage { limit, before, place, state };
        app.readers.list(move |reader| held_values(reader, &page).map_err(failed)).await
    };
    answer_laid(held.await, &uri, &headers)
}

/// Where the listed values are.
fn place(query: &Query) -> Result<Option<HeldPlace>, Trouble> {
    let wanted = "ecb.eur.usd";
    let batch = query.value("batch", "1, 2, 3…")?;
    let rule = query.text("rule").map(str::to_owned);
    let series: Option<SeriesId> = match query.text("series") {
        Some(id) => Some(SeriesId::try_from(id).map_err(|_| query.unreadable("series", wanted))?),
        None => None,
    };
    match (batch, rule, series) {
        (Some(_), _, Some(_)) => Err(Trouble::Together("batch", "series")),
        (None, Some(_), Some(_)) => Err(Trouble::Together("rule", "series")),
        // A rule alone would be looked for in all that was ever held.
        (None, Some(_), None) => Err(query.unreadable("rule", "batch=7&rule=…")),
        (Some(batch), Some(rule), None) => Ok(Some(HeldPlace::Group(batch, rule))),
        (Some(batch), None, None) => Ok(Some(HeldPlace::Batch(batch))),
        (None, None, Some(series)) => Ok(Some(HeldPlace::Series(series))),
        (None, None, None) => Ok(None),
    }
}

/// How far their review has come. What is decided is listed of a place, or with what waits.
fn state(query: &Query, place: Option<&HeldPlace>) -> Result<Review, Trouble> {
    let all: Option<bool> = query.value("all", "true, false")?;
    match (query.text("state"), all) {
        (Some(_), Some(_)) => Err(Trouble::Together("all", "state")),
        (None, Some(true)) | (Some("all"), None) => Ok(Review::All),
        (None, _) | (Some("waiting"), None) => Ok(Review::Waiting),
        (Some("decided"), None) if place.is_some() => Ok(Review::Decided),
        (Some("decided"), None) => {
            Err(query.unreadable("state", "batch=7&state=decided, series=…&state=decided"))
        }
        (Some(_), None) => Err(query.unreadable("state", "waiting, decided, all")),
    }
}

/// `GET /api/v1/held/groups?limit=100&after=7.implausible`: the groups of which something waits, the newest batch first; with
/// `state=decided` those of which nothing does.
pub(crate) async fn groups(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let groups = async {
        let query = Query::of(&uri, &["limit", "after", "state"])?;
        let limit = query.limit(HELD_LISTED)?;
        let state = match query.text("state") {
            None | Some("waiting") => HeldState::Waiting,
            Some("decided") => HeldState::Decided,
            Some(_) => return Err(query.unreadable("state", "waiting, decided")),
        };
        let read = |text: &str| {
            let (batch, rule) = text.split_once('.')?;
            Some((batch.parse().ok()?, rule.to_owned()))
        };
        let after: Option<(u64, String)> = match query.text("after") {
            Some(text) => Some(read(text).ok_or_else(|| query.unreadable("after", "7.implausible"))?),
            None => None,
        };
        app.readers
            .list(move |reader| {
                let after = after.as_ref().map(|(batch, rule)| (*batch, rule.as_str()));
                held_groups(reader, state, after, limit).map_err(failed)
            })
            .await
    };
    answer_laid(groups.await, &uri, &headers)
}

/// `POST /api/v1/held`: decides on each value of a group, as if by itself. It goes in steps, of which each is durable: who asks again
/// after one was cut short goes on where it ended.
pub(crate) async fn decide_group(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let decided = async {
        let wanted: wire::DecideGroup = json(caller.headers(), body)?;
        recordable("note", &wanted.note, REASON_MAX_CHARS)?;
        let (wish, mut below) = (group_wish(&wanted)?, Some(u64::MAX));
        while let Some(before) = below {
            let (wish, actor) = (wish.clone(), caller.name());
            let step = move |conductor: &mut Conductor| {
                conductor.decide_group(&wish, (&actor, Utc::now()), (before, DECIDED_AT_ONCE))
            };
            below = conduct(&app, step).await?;
            app.learned.notify_one();
        }
        let (batch, rule) = (wanted.batch, wanted.rule);
        let none = ConductorError::NoSuchGroup { batch, rule: rule.clone() };
        let group = app.readers.read(move |reader| held_group(reader, batch, &rule).map_err(failed)).await?;
        group.ok_or_else(|| none.into())
    };
    caller.answer(decided.await)
}

/// `POST /api/v1/held/{number}`: accepts, corrects or rejects a value, or opens a rejected one again.
pub(crate) async fn decide(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let decided = async {
        let Path(number) = number.map_err(|_| Trouble::NotFound)?;
        let wanted: wire::Decide = json(caller.headers(), body)?;
        recordable("note", &wanted.note, REASON_MAX_CHARS)?;
        let wish = wish(&wanted)?;
        let (note, actor) = (wanted.note, caller.name());
        conduct(&app, move |conductor| conductor.decide(number, wish, &note, (&actor, Utc::now()))).await?;
        app.learned.notify_one();
        let decided = app.readers.read(move |reader| held_value(reader, number).map_err(failed)).await?;
        decided.ok_or(Trouble::NoSuchHeld(number))
    };
    caller.answer(decided.await)
}

//! Banxico's SIE, version 1: observations, latest values and metadata, with its ways to refuse.

mod body;
mod fault;
mod ids;

use crate::app::{App, is_accepted};
use crate::counters::Category;
use crate::twin::Twin;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use body::{JSON, Locale};
use chrono::NaiveDate;
use fault::Fault;
use serde::Deserialize;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Where the service is, here as on the real host.
const ROOT: &str = "/SieAPIRest/service/v1";

/// What a request wants to know of its series.
enum Wanted<'a> {
    Metadata,
    Latest,
    All,
    /// From a day until a day, as they were written.
    Range(&'a str, &'a str),
}

/// What may stand after the question mark.
#[derive(Deserialize)]
struct Options {
    token: Option<String>,
    #[serde(default)]
    locale: Locale,
}

/// The stand-in.
pub(crate) const TWIN: Twin = Twin { places: &[("banxico-url", ROOT)], routes };

fn routes() -> Router<Arc<App>> {
    Router::new().route(&format!("{ROOT}/series/{{*rest}}"), get(series))
}

async fn series(
    State(app): State<Arc<App>>,
    Path(rest): Path<String>,
    Query(options): Query<Options>,
    headers: HeaderMap,
) -> Response {
    let header = headers.get("Bmx-Token").and_then(|token| token.to_str().ok());
    let token = header.or(options.token.as_deref()).unwrap_or_default();
    let mut response = match answer(&app, &rest, token, options.locale) {
        Ok(body) => ([(header::CONTENT_TYPE, JSON)], body).into_response(),
        Err(fault) => fault.into_response(),
    };
    for (name, value) in [
        (header::CONTENT_LANGUAGE, options.locale.language()),
        (header::CACHE_CONTROL, "no-store"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Bmx-Token, Accept, Accept-Encoding, Content-Type"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The body of a good answer, or why there is none: first the token, then the quota, then what was asked.
fn answer(app: &App, rest: &str, token: &str, locale: Locale) -> Result<Vec<u8>, Fault> {
    if !is_accepted(token) {
        app.count_without_token();
        return Err(Fault::Token);
    }
    let look = app.look();
    let (ids, wanted) = wanted(rest).ok_or(Fault::Path)?;
    let category = match wanted {
        Wanted::Metadata | Wanted::Latest => Category::Latest,
        Wanted::All | Wanted::Range(..) => Category::Historical,
    };
    let quota = |seconds| Fault::Quota { now: look.now, seconds };
    app.ask(token, category).map_err(quota)?;
    let words: Vec<&str> = ids.split(',').collect();
    if look.switches.quota.hits(&words, look.today(), look.of_answer.named("quota")) {
        app.count_fault("quota");
        return Err(quota(look.switches.quota_seconds));
    }
    let mut series = ids::resolve(ids, &look)?;
    // Answers do not come in the order of the request.
    look.of_answer.named("series").shuffle(&mut series);
    Ok(match wanted {
        Wanted::Metadata => body::metadata(&series, &look, locale),
        Wanted::Latest => body::latest(&series, &look),
        Wanted::All => body::observations(&series, &look, &(NaiveDate::MIN..=NaiveDate::MAX)),
        Wanted::Range(from, until) => body::observations(&series, &look, &range(from, until)?),
    })
}

/// The ids of an address, and what is wanted of them.
fn wanted(rest: &str) -> Option<(&str, Wanted<'_>)> {
    let words: Vec<&str> = rest.split('/').collect();
    match words[..] {
        [ids] => Some((ids, Wanted::Metadata)),
        [ids, "datos"] => Some((ids, Wanted::All)),
        [ids, "datos", "oportuno"] => Some((ids, Wanted::Latest)),
        [ids, "datos", from, until] => Some((ids, Wanted::Range(from, until))),
        _ => None,
    }
}

fn range(from: &str, until: &str) -> Result<RangeInclusive<NaiveDate>, Fault> {
    // chrono would also read 2026-3-1.
    let day = |text: &str| text.parse().ok().filter(|day: &NaiveDate| day.to_string() == text);
    Ok(day(from).ok_or(Fault::Date)?..=day(until).ok_or(Fault::Date)?)
}

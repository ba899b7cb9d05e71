//! The sandbox's own addresses: counters to read, switches and clock to set.

use crate::app::App;
use crate::clock::after_publications;
use crate::counters::Counters;
use crate::switches::Switches;
use axum::Router;
use axum::extract::{Json, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the clock is set to.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Set {
    /// A moment.
    Now(DateTime<Utc>),
    /// The moment of a day by which everything that it brings is out.
    Today(NaiveDate),
}

/// What the clock shows.
#[derive(Serialize)]
struct Time {
    now: DateTime<Utc>,
    today: NaiveDate,
}

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/sandbox/counters", get(counters))
        .route("/sandbox/switches", get(switches).post(switch))
        .route("/sandbox/clock", get(clock).post(set_clock))
}

async fn counters(State(app): State<Arc<App>>) -> Json<Counters> {
    Json(app.counters())
}

async fn switches(State(app): State<Arc<App>>) -> Json<Switches> {
    Json(app.switches())
}

/// Sets all switches: what the body leaves out is off.
async fn switch(State(app): State<Arc<App>>, Json(switches): Json<Switches>) -> Json<Switches> {
    app.switch(switches);
    Json(app.switches())
}

async fn clock(State(app): State<Arc<App>>) -> Json<Time> {
    let now = app.now();
    Json(Time { now, today: now.date_naive() })
}

async fn set_clock(State(app): State<Arc<App>>, Json(set): Json<Set>) -> Response {
    let moment = match set {
        Set::Now(moment) => moment,
        Set::Today(day) => after_publications(day),
    };
    match app.set_clock(moment) {
        Ok(()) => clock(State(app)).await.into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}

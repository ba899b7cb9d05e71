//! INEGI's bank of indicators, version 2.0: the token in the path, newest first, an array of texts when it refuses.

mod body;

use crate::app::{App, is_accepted};
use crate::counters::Category;
use crate::twin::Twin;
use crate::world::Series;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use paridad_ingest::catalogue::Bank;
use serde::Deserialize;
use std::sync::Arc;

/// Where the service is, here as on the real host.
const ROOT: &str = "/app/api/indicadores/desarrolladores/jsonxml";

const JSON: &str = "application/json; charset=utf-8";

/// What it says whatever was wrong: the token, the bank, an id.
const NOTHING_FOUND: &str = r#"["ErrorInfo:No se encontraron resultados","ErrorDetails:No se encontraron resultados","ErrorCode:100"]"#;

/// The segments of an address of data.
#[derive(Deserialize)]
struct Segments {
    ids: String,
    lang: String,
    geo: String,
    latest: String,
    bank: String,
    #[serde(default)]
    token: String,
}

/// The segments of an address of the list of indicators.
#[derive(Deserialize)]
struct Listed {
    id: String,
    bank: String,
    token: String,
}

/// The stand-in.
pub(crate) const TWIN: Twin = Twin { places: &[("inegi-url", ROOT)], routes };

fn routes() -> Router<Arc<App>> {
    let data = format!("{ROOT}/INDICATOR/{{ids}}/{{lang}}/{{geo}}/{{latest}}/{{bank}}/2.0");
    let list = format!("{ROOT}/CL_INDICATOR/{{id}}/{{lang}}/{{bank}}/2.0/{{token}}");
    Router::new()
        .route(&data, get(indicator))
        .route(&format!("{data}/"), get(indicator))
        .route(&format!("{data}/{{token}}"), get(indicator))
        .route(&list, get(indicators))
        .route(&format!("{list}/"), get(indicators))
}

async fn indicator(State(app): State<Arc<App>>, Path(asked): Path<Segments>) -> Response {
    reply(data(&app, &asked))
}

async fn indicators(State(app): State<Arc<App>>, Path(listed): Path<Listed>) -> Response {
    reply(list(&app, &listed))
}

fn reply(body: Option<Vec<u8>>) -> Response {
    let json = [(header::CONTENT_TYPE, JSON)];
    match body {
        Some(body) => (json, body).into_response(),
        None => (StatusCode::BAD_REQUEST, json, NOTHING_FOUND).into_response(),
    }
}

/// The values that are asked for; none when anything is wrong.
fn data(app: &App, asked: &Segments) -> Option<Vec<u8>> {
    is_served(app, &asked.token).then_some(())?;
    let is_known = matches!(asked.lang.as_str(), "es" | "en") && asked.geo == "00";
    is_known.then_some(())?;
    let look = app.look();
    let series = |id| look.world.by_key("inegi", id).filter(|series| is_in(series, &asked.bank));
    let mut series: Vec<&Series> = asked.ids.split(',').map(series).collect::<Option<_>>()?;
    look.of_answer.named("series").shuffle(&mut series);
    let part = match asked.latest.as_str() {
        "true" => body::Part::Latest,
        "false" => body::Part::All,
        _ => return None,
    };
    Some(body::data(&series, &look, part))
}

/// The titles of one indicator or of all.
fn list(app: &App, listed: &Listed) -> Option<Vec<u8>> {
    is_served(app, &listed.token).then_some(())?;
    let look = app.look();
    let is_asked = |series: &&Series| {
        is_in(series, &listed.bank) && (listed.id == "null" || listed.id == series.entry.key)
    };
    let series: Vec<&Series> = look.world.of("inegi").filter(is_asked).collect();
    (!series.is_empty()).then(|| body::list(&series, &look))
}

fn is_served(app: &App, token: &str) -> bool {
    let is_accepted = is_accepted(token);
    if !is_accepted {
        app.count_without_token();
    }
    is_accepted && app.ask(token, Category::Inegi).is_ok()
}

fn is_in(series: &Series, bank: &str) -> bool {
    series.entry.bank.map(Bank::name) == Some(bank)
}

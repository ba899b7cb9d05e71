//! The ECB's reference rates: its three files in XML and the Data Portal's CSV.

use crate::app::App;
use crate::look::Look;
use crate::twin::Twin;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Where the files are, here as on the real host.
const FILES: &str = "/stats/eurofxref";

/// Where the Data Portal is, here as on the real host.
const PORTAL: &str = "/service/data";

/// What may stand after the question mark.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    start_period: Option<NaiveDate>,
}

/// For each day the rates that are published, by currency.
type Rates<'a> = BTreeMap<NaiveDate, Vec<(&'a str, String)>>;

/// The stand-in.
pub(crate) const TWIN: Twin = Twin { places: &[("ecb-url", FILES), ("ecb-portal-url", PORTAL)], routes };

fn routes() -> Router<Arc<App>> {
    let file = |name: &str| format!("{FILES}/{name}");
    Router::new()
        .route(&file("eurofxref-daily.xml"), get(daily))
        .route(&file("eurofxref-hist-90d.xml"), get(recent))
        .route(&file("eurofxref-hist.xml"), get(history))
        .route(&format!("{PORTAL}/EXR/D..EUR.SP00.A"), get(portal))
}

async fn daily(State(app): State<Arc<App>>) -> Response {
    let look = app.look();
    let mut rates = rates(&look, &(look.today() - Days::new(14)..=NaiveDate::MAX));
    let newest = rates.pop_last();
    xml(&newest.into_iter().collect(), '\'')
}

async fn recent(State(app): State<Arc<App>>) -> Response {
    let look = app.look();
    xml(&rates(&look, &(look.today() - Days::new(90)..=NaiveDate::MAX)), '"')
}

async fn history(State(app): State<Arc<App>>) -> Response {
    xml(&rates(&app.look(), &(NaiveDate::MIN..=NaiveDate::MAX)), '"')
}

async fn portal(State(app): State<Arc<App>>, Query(options): Query<Options>) -> Response {
    let from = options.start_period.unwrap_or(NaiveDate::MIN);
    let look = app.look();
    let rates = rates(&look, &(from..=NaiveDate::MAX));
    if rates.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut text = "FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE,TITLE\n".to_owned();
    for (day, rates) in &rates {
        for (currency, rate) in rates {
            // Writing into a String cannot fail.
            let _ = writeln!(text, "D,{currency},{day},{rate},SINTÉTICO: {currency}/Euro");
        }
    }
    ([(header::CONTENT_TYPE, "text/csv")], text).into_response()
}

/// All that is published as one table, in the form of the ECB's `eurofxref-hist.csv`: newest first, a column a currency.
pub(crate) fn table(look: &Look<'_>) -> String {
    let rates = rates(look, &(NaiveDate::MIN..=NaiveDate::MAX));
    let currencies: Vec<&str> = look.world.of("ecb").map(|series| series.entry.key.as_str()).collect();
    let mut text = format!("Date,{},\n", currencies.join(","));
    for (day, rates) in rates.iter().rev() {
        let of = |currency: &&str| {
            let found = rates.iter().find(|(key, _)| key == currency);
            found.map_or_else(|| "N/A".to_owned(), |(_, rate)| rate.clone())
        };
        let row: Vec<String> = currencies.iter().map(of).collect();
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{day},{},", row.join(","));
    }
    text
}

fn rates<'a>(look: &Look<'a>, range: &RangeInclusive<NaiveDate>) -> Rates<'a> {
    let mut rates = Rates::new();
    for series in look.world.of("ecb") {
        for shown in look.observations(series, range) {
            let rate = shown.value.map_or_else(|| "N/A".to_owned(), |rate| rate.to_string());
            rates.entry(shown.period).or_default().push((&series.entry.key, rate));
        }
    }
    rates
}

/// The rates as XML, newest first; the daily file has single quotes, the others have double ones.
fn xml(rates: &Rates<'_>, quote: char) -> Response {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" \
         xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n\
         <gesmes:subject>SINTÉTICO: Reference rates</gesmes:subject>\n<Cube>\n"
        .to_owned();
    for (day, rates) in rates.iter().rev() {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "<Cube time={quote}{day}{quote}>");
        for (currency, rate) in rates {
            let _ = writeln!(text, "<Cube currency={quote}{currency}{quote} rate={quote}{rate}{quote}/>");
        }
        text.push_str("</Cube>\n");
    }
    text.push_str("</Cube>\n</gesmes:Envelope>\n");
    ([(header::CONTENT_TYPE, "text/xml;charset=UTF-8")], text).into_response()
}

//! The US Treasury's yield curve: the feed of a year, and its table.

use crate::app::App;
use crate::look::Look;
use crate::twin::Twin;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// Where it is, here as on the real host.
const ROOT: &str = "/resource-center/data-chart-center/interest-rates";

/// The stand-in.
pub(crate) const TWIN: Twin = Twin { places: &[("ustreasury-url", ROOT)], routes };

/// What may stand after the question mark.
#[derive(Deserialize)]
struct Parameters {
    field_tdr_date_value: i32,
}

/// For each day its yields by key.
type Curve<'a> = BTreeMap<NaiveDate, BTreeMap<&'a str, f64>>;

fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(&format!("{ROOT}/pages/xml"), get(feed))
        .route(&format!("{ROOT}/daily-treasury-rates.csv/{{year}}/all"), get(table))
}

async fn feed(State(app): State<Arc<App>>, Query(asked): Query<Parameters>) -> Response {
    let mut text = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n\
         <feed xmlns:d=\"http://schemas.microsoft.com/ado/2007/08/dataservices\" \
         xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\" \
         xmlns=\"http://www.w3.org/2005/Atom\">\n<title type=\"text\">SYNTHETIC yield curve</title>\n"
        .to_owned();
    for (day, yields) in curve(&app.look(), asked.field_tdr_date_value) {
        // Writing into a String cannot fail.
        let _ = write!(
            text,
            "<entry><content type=\"application/xml\"><m:properties>\
             <d:NEW_DATE m:type=\"Edm.DateTime\">{day}T00:00:00</d:NEW_DATE>"
        );
        for (key, value) in yields {
            let _ = write!(text, "<d:{key} m:type=\"Edm.Double\">{value}</d:{key}>");
        }
        text.push_str("</m:properties></content></entry>\n");
    }
    text.push_str("</feed>\n");
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response()
}

async fn table(State(app): State<Arc<App>>, Path(year): Path<i32>) -> Response {
    let look = app.look();
    let curve = curve(&look, year);
    let mut text = "Date,\"3 Mo\",\"10 Yr\"\n".to_owned();
    for (day, yields) in curve.iter().rev() {
        let of = |key| yields.get(key).map_or_else(String::new, |value: &f64| value.to_string());
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{},{},{}", day.format("%m/%d/%Y"), of("BC_3MONTH"), of("BC_10YEAR"));
    }
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response()
}

fn curve<'a>(look: &Look<'a>, year: i32) -> Curve<'a> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let mut curve = Curve::new();
    for series in look.world.of("ustreasury") {
        for shown in look.observations(series, &(day(1, 1)..=day(12, 31))) {
            let yields = curve.entry(shown.period).or_default();
            yields.extend(shown.value.map(|value| (series.entry.key.as_str(), value)));
        }
    }
    curve
}

//! The Federal Reserve's data download: the H.10 with a column a series.

use crate::app::App;
use crate::twin::Twin;
use crate::world::Series;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// Where it is, here as on the real host.
const ROOT: &str = "/datadownload";

/// The stand-in.
pub(crate) const TWIN: Twin = Twin { places: &[("fed-url", ROOT)], routes };

/// What may stand after the question mark.
#[derive(Deserialize)]
struct Parameters {
    rel: String,
    from: String,
    to: String,
    layout: String,
}

fn routes() -> Router<Arc<App>> {
    Router::new().route(&format!("{ROOT}/Output.aspx"), get(download))
}

async fn download(State(app): State<Arc<App>>, Query(asked): Query<Parameters>) -> Response {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%m/%d/%Y").ok();
    let (Some(from), Some(to), "H10", "seriescolumn") =
        (day(&asked.from), day(&asked.to), asked.rel.as_str(), asked.layout.as_str())
    else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let look = app.look();
    let series: Vec<&Series> = look.world.of("fed").collect();
    let mut days: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for (index, one) in series.iter().enumerate() {
        for shown in look.observations(one, &(from..=to)) {
            let cells = days.entry(shown.period).or_insert_with(|| vec!["ND".to_owned(); series.len()]);
            cells[index] = shown.value.map_or_else(|| "ND".to_owned(), |value| value.to_string());
        }
    }
    let row = |name: &str, cell: &dyn Fn(&Series) -> String| {
        let cells: Vec<String> = series.iter().map(|one| format!("\"{}\"", cell(one))).collect();
        format!("\"{name}\",{}\n", cells.join(","))
    };
    let mut text = row("Series Description", &|one| look.title(one));
    text += &row("Unit:", &|one| one.entry.unit.clone());
    text += &row("Multiplier:", &|_| "1".to_owned());
    text += &row("Currency:", &|_| "NA".to_owned());
    text += &row("Unique Identifier: ", &|one| format!("H10/H10/{}", one.entry.key));
    text += &row("Time Period", &|one| one.entry.key.clone());
    for (day, cells) in &days {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{day},{}", cells.join(","));
    }
    ([(header::CONTENT_TYPE, "text/csv")], text).into_response()
}

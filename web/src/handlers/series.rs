//! The series, as known now or at any past moment.

use super::query::Query;
use super::{answer, asked, failed, reader};
use crate::answer::Asked;
use crate::problem::Trouble;
use crate::server::App;
use crate::view::View;
use crate::wording::pair;
use axum::extract::rejection::PathRejection;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::recipe::Measure;
use paridad_engine::series::SeriesId;
use paridad_engine::vintage::Vintages;
use paridad_store::Reader;
use paridad_wire as wire;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// `GET /api/v1/series`
pub(crate) async fn series_list(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let list = || {
        Query::of(&uri, &[])?;
        let (view, asked) = (app.view()?, asked(&headers));
        let found = reader(&app)?.series().map_err(failed)?;
        let summary = |id: &str, days: &RangeInclusive<NaiveDate>| wire::SeriesSummary {
            id: id.to_owned(),
            unit: unit(id, &view, asked),
            first: *days.start(),
            last: *days.end(),
        };
        let mut list: Vec<_> = found.iter().map(|(id, days)| summary(id.as_str(), days)).collect();
        let leading = view.voice.recipe.target.leading();
        if let Some((_, days)) = found.iter().find(|(id, _)| id == leading) {
            list.insert(0, summary(&view.voice.recipe.target_name, days));
        }
        Ok(list)
    };
    answer(list(), &uri, &headers)
}

/// `GET /api/v1/series/{id}?from=2025-01-01&to=2025-12-31&as_of=2025-06-30T18:00:00Z`
pub(crate) async fn series(
    State(app): State<Arc<App>>,
    id: Result<Path<String>, PathRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let series = || {
        let id = id.map_or_else(|_| Err(unreadable(&uri)), |Path(id)| Ok(id))?;
        let query = Query::of(&uri, &["from", "to", "as_of"])?;
        let from = query.value("from", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MIN);
        let to = query.value("to", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MAX);
        let as_of: Option<DateTime<Utc>> = query.value("as_of", "2026-01-31T18:00:00Z")?;
        let (view, asked) = (app.view()?, asked(&headers));
        let reader = reader(&app)?;
        let wanted = Wanted { days: from..=to, as_of };
        let points = points(&reader, &view, &id, &wanted)?;
        let (origin, unit) = (owner(&id, asked).to_owned(), unit(&id, &view, asked));
        Ok(wire::Series { id, unit, origin, as_of, points })
    };
    answer(series(), &uri, &headers)
}

/// An id whose escapes are no text.
fn unreadable(uri: &Uri) -> Trouble {
    let value = uri.path().rsplit('/').next().unwrap_or_default().chars().take(80).collect();
    Trouble::Unreadable { name: "id", value, wanted: "UTF-8" }
}

/// Which days, as known when.
struct Wanted {
    days: RangeInclusive<NaiveDate>,
    as_of: Option<DateTime<Utc>>,
}

/// The values of a series, or of the target computed from its legs.
fn points(reader: &Reader, view: &View, id: &str, wanted: &Wanted) -> Result<Vec<wire::Point>, Trouble> {
    let recipe = &view.voice.recipe;
    if id != recipe.target_name {
        let no_such = || Trouble::NoSuchSeries(id.chars().take(80).collect());
        let series = SeriesId::try_from(id).map_err(|_| no_such())?;
        let values = values(reader, &series, wanted)?;
        if values.is_empty() && !reader.series().map_err(failed)?.iter().any(|(known, _)| *known == series) {
            return Err(no_such());
        }
        return Ok(values.into_iter().map(|(day, value)| wire::Point { day, value }).collect());
    }
    let leading = values(reader, recipe.target.leading(), wanted)?;
    let under: BTreeMap<NaiveDate, f64> = match &recipe.target {
        Measure::Level(_) => BTreeMap::new(),
        Measure::Cross { under, .. } => values(reader, under, wanted)?.into_iter().collect(),
    };
    let cross = |(day, over): (NaiveDate, f64)| match &recipe.target {
        Measure::Level(_) => Some(wire::Point { day, value: over }),
        Measure::Cross { .. } => under.get(&day).map(|under| wire::Point { day, value: over / under }),
    };
    Ok(leading.into_iter().filter_map(cross).collect())
}

fn values(reader: &Reader, series: &SeriesId, wanted: &Wanted) -> Result<Vec<(NaiveDate, f64)>, Trouble> {
    let mut vintages = Vintages::default();
    for row in reader.observations(series, wanted.days.clone()).map_err(failed)? {
        vintages.append(&row.map_err(failed)?.1.observation);
    }
    Ok(vintages.as_of(series, wanted.as_of.unwrap_or(DateTime::<Utc>::MAX_UTC)))
}

/// What one value counts.
fn unit(id: &str, view: &View, asked: Asked) -> String {
    if id == view.voice.recipe.target_name {
        let pair = pair(&view.voice);
        let (base, quote) = pair.split_once('/').unwrap_or((&pair, ""));
        return asked
            .language
            .pick(&format!("{quote} por {base}"), &format!("{quote} per {base}"))
            .to_owned();
    }
    match id.strip_prefix("ecb.eur.").map(str::to_ascii_uppercase) {
        Some(currency) => {
            asked.language.pick(&format!("{currency} por EUR"), &format!("{currency} per EUR")).to_owned()
        }
        None => String::new(),
    }
}

/// Where the values come from, as their owner asks to be named.
fn owner(id: &str, asked: Asked) -> &'static str {
    if id.starts_with("internal.") {
        asked.language.pick("Datos internos", "Internal data")
    } else {
        asked.language.pick("Banco Central Europeo (BCE)", "European Central Bank (ECB)")
    }
}

//! The series, as known now or at any past moment.

use super::vintages::vintages as list_vintages;
use crate::app::{App, Audience, Query, answer_laid, audience, failed};
use crate::problem::Trouble;
use crate::view::View;
use crate::wording::pair;
use axum::extract::rejection::PathRejection;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::measure::Measure;
use paridad_engine::data::series::SeriesId;
use paridad_engine::data::vintage::Vintages;
use paridad_ingest::sources::{catalogue, public};
use paridad_store::Reader;
use paridad_wire as wire;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// How many series and vintages are listed where no limit is given.
const SERIES_LISTED: u16 = 1000;
const VINTAGES_LISTED: u16 = 1000;

/// `GET /api/v1/series?limit=100&after=ecb.eur.usd`: the series that have values which count, by id; the target before all others.
pub(crate) async fn series_list(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let list = async {
        let query = Query::of(&uri, &["limit", "after"])?;
        let limit = query.limit(SERIES_LISTED)?;
        let (view, audience) = (app.view()?, audience(&headers));
        let page = Page::after(query.text("after"), &view.model.recipe.target_name, limit)?;
        app.readers.list(move |reader| summaries(reader, (&view, audience), page)).await
    };
    answer_laid(list.await, &uri, &headers)
}

/// Which series are listed: the target, which is none of them, and then those after one, in the order of their ids.
struct Page {
    is_first: bool,
    after: Option<SeriesId>,
    limit: usize,
}

impl Page {
    fn after(last: Option<&str>, target: &str, limit: usize) -> Result<Self, Trouble> {
        let wanted = "ecb.eur.usd";
        let series = last.filter(|last| *last != target);
        let after = series.map(|id| SeriesId::try_from(id).map_err(|_| unreadable_id("after", id, wanted)));
        Ok(Self { is_first: last.is_none(), after: after.transpose()?, limit })
    }
}

/// A page of series that have values which count.
fn summaries(
    reader: &Reader,
    (view, audience): (&View, Audience),
    Page { is_first, mut after, limit }: Page,
) -> Result<Vec<wire::SeriesSummary>, Trouble> {
    let summary = |id: &str, days: &RangeInclusive<NaiveDate>| wire::SeriesSummary {
        id: id.to_owned(),
        unit: unit(id, view, audience),
        first: *days.start(),
        last: *days.end(),
    };
    let exclusions = reader.exclusions().map_err(failed)?;
    let target = &view.model.recipe.target;
    let leading =
        if is_first { reader.days_that_count(target.leading(), &exclusions).map_err(failed)? } else { None };
    let mut list: Vec<_> = leading.iter().map(|days| summary(&view.model.recipe.target_name, days)).collect();
    while list.len() < limit
        && let Some(id) = reader.series_after(after.as_ref()).map_err(failed)?
    {
        let days = reader.days_that_count(&id, &exclusions).map_err(failed)?;
        list.extend(days.map(|days| summary(id.as_str(), &days)));
        after = Some(id);
    }
    Ok(list)
}

/// `GET /api/v1/series/{id}?from=2025-01-01&to=2025-12-31&as_of=2025-06-30T18:00:00Z`
pub(crate) async fn series(
    State(app): State<Arc<App>>,
    id: Result<Path<String>, PathRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let series = async {
        let id = id.map_or_else(|_| Err(unreadable(&uri)), |Path(id)| Ok(id))?;
        let query = Query::of(&uri, &["from", "to", "as_of"])?;
        let from = query.value("from", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MIN);
        let to = query.value("to", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MAX);
        let as_of: Option<DateTime<Utc>> = query.value("as_of", "2026-01-31T18:00:00Z")?;
        let (view, audience) = (app.view()?, audience(&headers));
        let wanted = Wanted { days: from..=to, as_of };
        let lay_out = move |reader: &Reader| {
            let points = points(reader, &view, &id, &wanted)?;
            let (origin, unit) = (owner(&id, &view, audience).to_owned(), unit(&id, &view, audience));
            Ok(wire::Series { id, unit, origin, as_of, points })
        };
        app.readers.list(lay_out).await
    };
    answer_laid(series.await, &uri, &headers)
}

/// An id whose escapes are no text.
fn unreadable(uri: &Uri) -> Trouble {
    unreadable_id("id", uri.path().rsplit('/').next().unwrap_or_default(), "UTF-8")
}

fn unreadable_id(name: &'static str, id: &str, wanted: &'static str) -> Trouble {
    Trouble::Unreadable { name, value: id.chars().take(80).collect(), wanted }
}

/// Which days, as known when.
struct Wanted {
    days: RangeInclusive<NaiveDate>,
    as_of: Option<DateTime<Utc>>,
}

/// The values of a series, or of the target computed from its legs.
fn points(reader: &Reader, view: &View, id: &str, wanted: &Wanted) -> Result<Vec<wire::Point>, Trouble> {
    let recipe = &view.model.recipe;
    if id != recipe.target_name {
        let no_such = || Trouble::NoSuchSeries(id.chars().take(80).collect());
        let series = SeriesId::try_from(id).map_err(|_| no_such())?;
        let values = values(reader, &series, wanted)?;
        let any = || reader.observations(&series, NaiveDate::MIN..=NaiveDate::MAX)?.next().transpose();
        if values.is_empty() && any().map_err(failed)?.is_none() {
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

/// The values as they were believed: without those of the batches that were out of history then.
fn values(reader: &Reader, series: &SeriesId, wanted: &Wanted) -> Result<Vec<(NaiveDate, f64)>, Trouble> {
    let as_of = wanted.as_of.unwrap_or(DateTime::<Utc>::MAX_UTC);
    let exclusions = reader.exclusions().map_err(failed)?;
    let mut vintages = Vintages::default();
    for row in reader.observations(series, wanted.days.clone()).map_err(failed)? {
        let (_, row) = row.map_err(failed)?;
        if !exclusions.had(row.batch, as_of) {
            vintages.append(&row.observation);
        }
    }
    Ok(vintages.as_of(series, as_of))
}

/// What one value counts.
fn unit(id: &str, view: &View, audience: Audience) -> String {
    if id == view.model.recipe.target_name {
        let pair = pair(&view.model);
        let (base, quote) = pair.split_once('/').unwrap_or((&pair, ""));
        return audience
            .language
            .pick(&format!("{quote} por {base}"), &format!("{quote} per {base}"))
            .to_owned();
    }
    if let Some(currency) = id.strip_prefix("ecb.eur.").map(str::to_ascii_uppercase) {
        return audience
            .language
            .pick(&format!("{currency} por EUR"), &format!("{currency} per EUR"))
            .to_owned();
    }
    // In the words of its source.
    let entry = |id: SeriesId| catalogue().by_id(&id).map(|entry| entry.unit.clone());
    SeriesId::try_from(id).ok().and_then(entry).unwrap_or_default()
}

/// Where the values come from, as their owner asks to be named.
fn owner(id: &str, view: &View, audience: Audience) -> &'static str {
    let recipe = &view.model.recipe;
    let id = if id == recipe.target_name { recipe.target.leading().as_str() } else { id };
    let owner = id.split('.').next().and_then(public).map(|source| source.owner);
    let (spanish, english) = owner.unwrap_or(("Datos internos", "Internal data"));
    audience.language.pick(spanish, english)
}

/// `GET /api/v1/series/{id}/vintages?from=2026-01-01&to=2026-01-31&limit=1000`: every value that ever came, whence and when.
pub(crate) async fn vintages(
    State(app): State<Arc<App>>,
    id: Result<Path<String>, PathRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let vintages = async {
        let series = known_series(id, &uri)?;
        let query = Query::of(&uri, &["from", "to", "limit"])?;
        let from = query.value("from", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MIN);
        let to = query.value("to", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MAX);
        let limit = query.limit(VINTAGES_LISTED)?;
        app.readers.list(move |reader| list_vintages(reader, &series, from..=to, limit).map_err(failed)).await
    };
    answer_laid(vintages.await, &uri, &headers)
}

/// The series that a path names. One of which nothing came has nothing to list.
pub(crate) fn known_series(id: Result<Path<String>, PathRejection>, uri: &Uri) -> Result<SeriesId, Trouble> {
    let Path(id) = id.map_err(|_| unreadable(uri))?;
    SeriesId::try_from(id.as_str()).map_err(|_| Trouble::NoSuchSeries(id.chars().take(80).collect()))
}

//! The series that there are, and the values of one as they were believed at a moment.

use crate::app::{Audience, failed};
use crate::problem::Trouble;
use crate::view::View;
use crate::wording::pair;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::measure::Measure;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::SeriesId;
use paridad_engine::data::vintage::Vintages;
use paridad_ingest::sources::{catalogue, events, public};
use paridad_store::Reader;
use paridad_wire as wire;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Which series are listed: the target, which is none of them, and then those after one, in the order of their ids.
pub(super) struct Page {
    is_first: bool,
    after: Option<SeriesId>,
    limit: usize,
}

impl Page {
    /// Those after the last one that was listed, if there was one.
    pub(super) fn after(last: Option<&str>, target: &str, limit: usize) -> Result<Self, Trouble> {
        let wanted = "ecb.eur.usd";
        let series = last.filter(|last| *last != target);
        let after = series.map(|id| SeriesId::try_from(id).map_err(|_| unreadable_id("after", id, wanted)));
        Ok(Self { is_first: last.is_none(), after: after.transpose()?, limit })
    }
}

/// A page of series that have values which count.
pub(super) fn summaries(
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

/// Which days, as known when.
pub(crate) struct Wanted {
    pub(crate) days: RangeInclusive<NaiveDate>,
    pub(crate) as_of: Option<DateTime<Utc>>,
}

/// The values of a series, or of the target computed from its legs.
pub(crate) fn points(
    reader: &Reader,
    view: &View,
    id: &str,
    wanted: &Wanted,
) -> Result<Vec<wire::Point>, Trouble> {
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
    let measured = measured(reader, &recipe.target, wanted)?;
    Ok(measured.into_iter().map(|(day, value)| wire::Point { day, value }).collect())
}

/// What is read of series on some days as they are believed now.
pub(crate) fn believed(
    reader: &Reader,
    measure: &Measure,
    days: RangeInclusive<NaiveDate>,
) -> Result<Vec<(NaiveDate, f64)>, Trouble> {
    measured(reader, measure, &Wanted { days, as_of: None })
}

/// The values of a measure: of a cross those of the days on which both its legs have one.
fn measured(reader: &Reader, measure: &Measure, wanted: &Wanted) -> Result<Vec<(NaiveDate, f64)>, Trouble> {
    let leading = values(reader, measure.leading(), wanted)?;
    let Measure::Cross { under, .. } = measure else { return Ok(leading) };
    let under: BTreeMap<NaiveDate, f64> = values(reader, under, wanted)?.into_iter().collect();
    let cross = |(day, over): (NaiveDate, f64)| Some((day, over / under.get(&day)?));
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
pub(super) fn unit(id: &str, view: &View, audience: Audience) -> String {
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
    if SeriesId::try_from(id).is_ok_and(|series| Scheduled::of(&series).is_some()) {
        return audience
            .language
            .pick("1 si está programado, 0 si se canceló", "1 if scheduled, 0 if called off")
            .to_owned();
    }
    // In the words of its source.
    let entry = |id: SeriesId| catalogue().by_id(&id).map(|entry| entry.unit.clone());
    SeriesId::try_from(id).ok().and_then(entry).unwrap_or_default()
}

/// Where the values come from, as their owner asks to be named.
pub(super) fn owner(id: &str, view: &View, audience: Audience) -> &'static str {
    let recipe = &view.model.recipe;
    let id = if id == recipe.target_name { recipe.target.leading().as_str() } else { id };
    let name = id.split('.').next().unwrap_or_default();
    let owner =
        if name == events::NAME { Some(events::OWNER) } else { public(name).map(|source| source.owner) };
    let (spanish, english) = owner.unwrap_or(("Datos internos", "Internal data"));
    audience.language.pick(spanish, english)
}

/// An id that is none.
pub(super) fn unreadable_id(name: &'static str, id: &str, wanted: &'static str) -> Trouble {
    Trouble::Unreadable { name, value: id.chars().take(80).collect(), wanted }
}

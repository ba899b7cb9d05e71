//! What a person asks first in the morning: the rate, what is expected of it, what has changed since one origin earlier, whether that
//! can be believed, and what somebody should look at.

use super::asked::{Asked, Ground};
use super::fan::{fan, matrix};
use super::levels::round_levels;
use super::review::review;
use super::settlement::settlement;
use super::trust::trust;
use crate::app::{Maturity, failed};
use crate::change::change;
use crate::conductor::Which;
use crate::problem::Trouble;
use crate::series::{Wanted, points};
use crate::view::{Answers, View};
use crate::wording::is_fix;
use chrono::{Months, NaiveDate};
use paridad_store::Reader;
use paridad_wire as wire;
use paridad_wire::Point;
use std::sync::Arc;

/// Today, as the version sees it that speaks.
pub(super) fn today(ground: &Ground<'_>, asked: &Asked) -> Result<wire::Today, Trouble> {
    let Ground { reader, shown, audience, .. } = *ground;
    let (maturity, outlook) = shown.reach(asked.maturity)?;
    let levels = if asked.levels.is_empty() { round_levels(&outlook) } else { asked.levels.clone() };
    let matrix = matrix(shown, levels, outlook.horizon())?;
    let published = published(reader, shown, asked.months)?;
    let yesterday = yesterday(ground, &published)?;
    let settles = is_fix(&shown.model).then(|| {
        settlement(audience.now, |day| {
            published.iter().rev().find(|point| point.day == day).map(|point| point.value)
        })
    });
    let first = published.last().map_or(NaiveDate::MIN, |last| before(last.day, asked.months));
    Ok(wire::Today {
        provenance: shown.provenance(audience),
        rate: rate(&published)?,
        settles,
        fan: fan(shown, outlook.horizon())?,
        since_yesterday: since(ground, yesterday.as_deref(), maturity.day)?,
        trust: trust(reader, shown, yesterday.as_deref())?,
        yesterday: yesterday.map(|earlier| earlier_fan(&earlier, maturity.day)).transpose()?.flatten(),
        history: published.into_iter().filter(|point| point.day >= first).collect(),
        matrix,
        review: review(ground)?,
        maturity,
    })
}

/// The published rates from so many months before the origin on, and of all days where these are fewer than two.
fn published(reader: &Reader, shown: &View, months: u32) -> Result<Vec<Point>, Trouble> {
    let target = &shown.model.recipe.target_name;
    let since = |first| {
        let wanted = Wanted { days: first..=NaiveDate::MAX, as_of: None };
        points(reader, shown, target, &wanted)
    };
    let last = since(before(shown.model.origin.day, months))?;
    if last.len() < 2 { since(NaiveDate::MIN) } else { Ok(last) }
}

fn before(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

fn rate(published: &[Point]) -> Result<wire::PublishedRate, Trouble> {
    let [.., before, last] = published else { return Err(Trouble::NotReady) };
    Ok(wire::PublishedRate {
        day: last.day,
        value: last.value,
        before_day: before.day,
        before: before.value,
        change: last.value - before.value,
    })
}

/// The version that spoke from the published day before the origin, if one did that this engine may speak for.
fn yesterday(ground: &Ground<'_>, published: &[Point]) -> Result<Option<Arc<View>>, Trouble> {
    let Ground { reader, shown, archived, .. } = *ground;
    let origin = shown.model.origin.day;
    let Some(day) = published.iter().map(|point| point.day).rfind(|day| *day < origin) else {
        return Ok(None);
    };
    for row in reader.versions().map_err(failed)? {
        let row = row.map_err(failed)?;
        if row.number < shown.speaking.number && row.speaks && row.day < origin {
            if row.day != day {
                return Ok(None);
            }
            let earlier = archived.read(reader, Which::Number(row.number), shown)?;
            let is_same = earlier.model.recipe.target == shown.model.recipe.target;
            return Ok(Some(earlier).filter(|own| is_same && matches!(own.answers, Answers::Computed)));
        }
    }
    Ok(None)
}

/// What an earlier version expects until a day, if it reaches so far.
fn earlier_fan(earlier: &View, until: NaiveDate) -> Result<Option<wire::EarlierFan>, Trouble> {
    let Ok(horizon) = earlier.model.horizon(until) else { return Ok(None) };
    let (version, origin, spot) = (earlier.speaking.number, earlier.model.origin.day, earlier.model.spot());
    Ok(Some(wire::EarlierFan { version, origin, spot, fan: fan(earlier, horizon)? }))
}

/// Why the forecast of a day moved since an earlier version, if that one reaches so far.
fn since(
    ground: &Ground<'_>,
    earlier: Option<&View>,
    day: NaiveDate,
) -> Result<Option<wire::SinceYesterday>, Trouble> {
    let Ground { reader, shown, archived, .. } = *ground;
    let Some(earlier) = earlier.filter(|earlier| earlier.model.horizon(day).is_ok()) else { return Ok(None) };
    let known = archived.as_known(reader, (earlier, shown))?;
    let change = change((earlier, shown), known.as_ref(), Maturity::Day(day), None)?;
    let wire::Moved { from, to, parts } = change.point;
    let (low80, high80) = (change.low80, change.high80);
    Ok(Some(wire::SinceYesterday { from_version: earlier.speaking.number, from, to, parts, low80, high80 }))
}

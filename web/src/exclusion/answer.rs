//! How much of history a batch is, and what the forecasts would be without it or with it.

use crate::conductor::{Extent, Part, Preview};
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecaster::Forecaster;
use paridad_engine::maths::level::Level;
use paridad_engine::time::horizon::Horizon;
use paridad_wire as wire;

/// How much of history a batch is, as the API shows it.
pub(crate) fn extent(batch: u64, extent: &Extent) -> wire::Extent {
    let part = |(id, part): (&SeriesId, &Part)| {
        let (id, Part { values, first, last }) = (id.to_string(), part.clone());
        wire::SeriesExtent { id, values, first, last }
    };
    wire::Extent {
        batch,
        values: extent.values,
        series: extent.parts.iter().map(part).collect(),
        target_days: extent.target_days,
        target_share: extent.target_days as f64 / extent.target_days_of.max(1) as f64,
        much: extent.is_much,
        confirm: extent.is_much.then(|| extent.confirmation()),
    }
}

/// The horizons that are shown: a day, a week, a month, a quarter, half a year and a year.
const SHOWN: [u16; 6] = [1, 5, 21, 63, 126, 252];

/// Both sides of a preview, for the same days. Of a side that is not ready nothing is said.
pub(crate) fn preview(preview: &Preview) -> Option<wire::Preview> {
    let Preview { batch, extent, before, after } = preview;
    let (now, then) = (before.model()?, after.model()?);
    let later = if now.origin.day < then.origin.day { &then } else { &now };
    let days = SHOWN.into_iter().filter_map(|days| Horizon::try_from(days).ok());
    let moves = |maturity| wire::Moves {
        maturity,
        before: expectation(&now, maturity),
        after: expectation(&then, maturity),
    };
    let forecasts = days.map(|horizon| moves(later.target_day(horizon))).collect();
    Some(wire::Preview {
        extent: self::extent(*batch, extent),
        before: line(before, &now),
        after: line(after, &then),
        forecasts,
    })
}

fn line(state: &Forecaster, model: &Model) -> wire::LearnedUntil {
    wire::LearnedUntil { origin: model.origin.day, spot: model.spot(), days: state.days() }
}

fn expectation(model: &Model, maturity: NaiveDate) -> Option<wire::Expectation> {
    let outlook = model.outlook(model.horizon(maturity).ok()?);
    let rate = |level: f64| Level::try_from(level).ok().map(|level| outlook.rate(outlook.quantile(level)));
    Some(wire::Expectation { point: outlook.point_rate(), low90: rate(0.05)?, high90: rate(0.95)? })
}

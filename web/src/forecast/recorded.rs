//! The forecast of a version of another engine, as it was put on record: at the anchors and the levels that are always forecast.

use super::answer::Wanted;
use crate::app::{Audience, Maturity};
use crate::problem::Trouble;
use crate::view::View;
use paridad_engine::forecast::record::{Forecast, OriginForecasts};
use paridad_engine::maths::level::LEVELS;
use paridad_engine::maths::num;
use paridad_wire as wire;

impl View {
    /// The forecast of a maturity that is on record. Whatever else is asked, this engine would have to make up.
    pub(super) fn recorded(
        &self,
        said: &OriginForecasts,
        maturity: Maturity,
        wanted: &Wanted,
        audience: Audience,
    ) -> Result<wire::Forecast, Trouble> {
        let not_recorded =
            || Trouble::RecordOnly { version: self.speaking.number, engine: self.speaking.engine_revision };
        if !wanted.is_of_quantiles() {
            return Err(not_recorded());
        }
        let (forecast, moved_from) = self.of_maturity(said, maturity).ok_or_else(not_recorded)?;
        let places = places(wanted).ok_or_else(not_recorded)?;
        let rate = |log_move: f64| num::exp(said.origin.log_spot + log_move);
        let quantile =
            |place: usize| wire::Quantile { level: LEVELS[place], rate: rate(forecast.quantiles[place]) };
        let log_move = forecast.prediction.point();
        Ok(wire::Forecast {
            provenance: self.provenance(audience),
            kept: true,
            maturity: wire::Maturity {
                horizon: forecast.horizon.into(),
                day: forecast.target_day,
                moved_from,
                extended: false,
            },
            scenario: None,
            point: rate(log_move),
            log_move,
            quantiles: places.into_iter().map(quantile).collect(),
            probability: None,
            probability_below: None,
            touch: None,
            shortfall: None,
        })
    }

    /// The recorded forecast of a maturity, and the day that was asked where it was closed.
    fn of_maturity<'a>(
        &self,
        said: &'a OriginForecasts,
        maturity: Maturity,
    ) -> Option<(&'a Forecast, Option<chrono::NaiveDate>)> {
        let mut all = said.forecasts.iter();
        match maturity {
            Maturity::Days(days) => Some((all.find(|one| u16::from(one.horizon) == days)?, None)),
            Maturity::Day(day) => {
                let open = self.model.calendar().seen_from(said.origin.day).next_open(day);
                Some((all.find(|one| one.target_day == open)?, (open != day).then_some(day)))
            }
        }
    }
}

impl Wanted {
    /// Whether nothing but quantiles is asked beside the point.
    fn is_of_quantiles(&self) -> bool {
        let rates = [self.above, self.below, self.touch, self.tail];
        rates.iter().all(Option::is_none) && self.scenario.is_none()
    }
}

/// The places of the levels that are asked, in their order; none where one of them is not always forecast.
fn places(wanted: &Wanted) -> Option<Vec<usize>> {
    if wanted.levels.is_empty() {
        return Some((0..LEVELS.len()).collect());
    }
    let place = |level: f64| LEVELS.iter().position(|own| own.to_bits() == level.to_bits());
    let mut places: Vec<usize> =
        wanted.levels.iter().map(|level| place((*level).into())).collect::<Option<_>>()?;
    places.sort_unstable();
    places.dedup();
    Some(places)
}

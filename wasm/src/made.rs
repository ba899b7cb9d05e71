//! What tests speak with.

use chrono::{DateTime, NaiveDate};
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::forecast::model::Model;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;

/// A model that has learned a hundred days of a made-up rate.
pub(crate) fn learned() -> Model {
    let mut forecaster = Forecaster::new(Recipe::ecb_cross("mxn").unwrap());
    let start: NaiveDate = "2024-01-01".parse().unwrap();
    for (number, day) in (0_u32..).zip(start.iter_days().take(100)) {
        let known_at = DateTime::UNIX_EPOCH + chrono::Duration::days(20_000 + i64::from(number));
        let peso = 20.0 + f64::from(number * 7 % 13) / 10.0;
        let observations = [("ecb.eur.mxn", peso), ("ecb.eur.usd", 1.1)].map(|(series, value)| Observation {
            series: SeriesId::try_from(series).unwrap(),
            period: day,
            value,
            known_at,
        });
        forecaster.apply(&Event::Observed(observations.to_vec()));
    }
    forecaster.model().unwrap()
}

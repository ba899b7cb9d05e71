//! A comparison must find a single bit.

use super::*;
use chrono::{DateTime, NaiveDate};
use paridad_engine::ENGINE_REVISION;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::forecast::model::Model;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::Horizon;
use paridad_wire::{Maturity, Provenance, Quantile};

/// A model that has learned a hundred days of a made-up rate.
fn model() -> Model {
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

fn served(model: &Model, outlook: &Outlook) -> Forecast {
    let origin = &model.origin;
    Forecast {
        provenance: Provenance {
            target: "usdmxn".to_owned(),
            target_title: String::new(),
            version: 1,
            snapshot: hex::encode([7; 32]),
            engine_revision: ENGINE_REVISION,
            origin: origin.day,
            origin_at: origin.at,
            spot: model.spot(),
            late_days: 0,
            stale: false,
            pinned: false,
        },
        maturity: Maturity {
            horizon: outlook.horizon().into(),
            day: origin.day,
            moved_from: None,
            extended: false,
        },
        point: outlook.point_rate(),
        log_move: outlook.prediction().point(),
        quantiles: [0.05, 0.5, 0.95]
            .map(|level| Quantile {
                level,
                rate: outlook.rate(outlook.quantile(Level::try_from(level).unwrap())),
            })
            .to_vec(),
        scenario: None,
        probability: None,
        probability_below: None,
        touch: None,
        shortfall: None,
    }
}

#[test]
fn a_forecast_equals_itself_and_one_bit_is_found() {
    let model = model();
    let outlook = model.outlook(Horizon::try_from(30_u16).unwrap());
    let mut served = served(&model, &outlook);
    let equal = compare(&outlook, &[7; 32], &served);
    assert_eq!((equal.numbers, equal.differences.len()), (6, 0));

    served.quantiles[1].rate = f64::from_bits(served.quantiles[1].rate.to_bits() + 1);
    let what: Vec<What> =
        compare(&outlook, &[8; 32], &served).differences.iter().map(|difference| difference.what).collect();
    assert_eq!(what, [What::Hash, What::Quantile(0.5)]);
}

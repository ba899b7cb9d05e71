//! A comparison must find a single bit.

use super::*;
use crate::made::learned as model;
use paridad_engine::ENGINE_REVISION;
use paridad_engine::forecast::model::Model;
use paridad_engine::time::horizon::Horizon;
use paridad_wire::{Maturity, Provenance, Quantile};

fn served(model: &Model, outlook: &Outlook) -> Forecast {
    let origin = &model.origin;
    Forecast {
        provenance: Provenance {
            target: "usdmxn".to_owned(),
            target_title: String::new(),
            version: 1,
            speaking: true,
            snapshot: hex::encode([7; 32]),
            engine_revision: ENGINE_REVISION,
            origin: origin.day,
            origin_at: origin.at,
            spot: model.spot(),
            late_days: 0,
            stale: false,
            pinned: false,
        },
        kept: false,
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

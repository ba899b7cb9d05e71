//! A comparison must find a single bit.

use super::*;
use paridad_engine::ENGINE_REVISION;
use paridad_exchange::engine::Quantile as Own;
use paridad_wire::{Maturity, Provenance, Quantile};

const QUANTILES: [(f64, f64); 3] = [(0.05, 17.25), (0.5, 18.5), (0.95, 20.125)];

fn sight() -> Sight {
    Sight {
        spot: 18.4,
        point: 18.5,
        log_move: 0.1 + 0.2,
        quantiles: QUANTILES.map(|(level, rate)| Own { level, rate }).to_vec(),
        steps: Vec::new(),
        matrix: Vec::new(),
        shortfall: [17.0, 21.0],
        why: None,
    }
}

fn served(sight: &Sight) -> Forecast {
    let at: chrono::DateTime<chrono::Utc> = "2026-10-30T15:00:00Z".parse().unwrap();
    Forecast {
        provenance: Provenance {
            target: "usdmxn".to_owned(),
            target_title: String::new(),
            version: 1,
            speaking: true,
            snapshot: "07".to_owned(),
            engine_revision: ENGINE_REVISION,
            origin: at.date_naive(),
            origin_at: at,
            spot: sight.spot,
            late_days: 0,
            stale: false,
            pinned: false,
        },
        maturity: Maturity { horizon: 30, day: at.date_naive(), moved_from: None, extended: false },
        point: sight.point,
        log_move: sight.log_move,
        quantiles: QUANTILES.map(|(level, rate)| Quantile { level, rate }).to_vec(),
        kept: false,
        scenario: None,
        probability: None,
        probability_below: None,
        touch: None,
        shortfall: None,
    }
}

#[test]
fn a_forecast_equals_itself_and_one_bit_is_found() {
    let sight = sight();
    let mut served = served(&sight);
    let equal = compare(&sight, "07", &served);
    assert_eq!((equal.numbers, equal.differences.len()), (6, 0));

    served.quantiles[1].rate = f64::from_bits(served.quantiles[1].rate.to_bits() + 1);
    let what: Vec<What> =
        compare(&sight, "08", &served).differences.iter().map(|difference| difference.what).collect();
    assert_eq!(what, [What::Hash, What::Quantile(0.5)]);
}

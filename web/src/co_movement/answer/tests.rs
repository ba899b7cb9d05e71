//! Co-movements in an archive whose series move by known shares of each other.

use super::*;
use chrono::DateTime;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_store::{Archive, ObservationRow};

/// So many days from the first of January 2025, on each of which VIX moves, the peso by a tenth of that in logarithms and the real by a fifth,
/// each with a little of its own; and a rate that moves by points against VIX.
fn archive(days: usize) -> Archive {
    let archive = Archive::in_memory().unwrap();
    let first: NaiveDate = "2025-01-01".parse().unwrap();
    archive
        .write(|writer| {
            for (place, period) in first.iter_days().take(days).enumerate() {
                let (wave, own) = ((place as f64 * 1.3).sin() * 0.1, (place as f64 * 2.9).cos() * 0.001);
                for (series, value) in [
                    ("ecb.eur.usd", 1.25),
                    ("ecb.eur.mxn", 20.0 * (0.1 * wave + own).exp()),
                    ("ecb.eur.brl", 5.0 * (0.2 * wave).exp()),
                    ("cboe.vix", 18.0 * wave.exp()),
                    ("ustreasury.y10", 4.0 - wave),
                ] {
                    let series = SeriesId::try_from(series).unwrap();
                    let known_at = DateTime::UNIX_EPOCH;
                    let observation = Observation { series, period, value, known_at };
                    writer.append_observation(&ObservationRow {
                        observation,
                        received_at: known_at,
                        batch: 1,
                    })?;
                }
            }
            Ok(())
        })
        .unwrap();
    archive
}

fn found(days: usize, currency: &str, years: u16) -> wire::CoMovements {
    let recipe = Recipe::ecb_cross(currency).unwrap();
    let to = "2026-12-31".parse().unwrap();
    co_movements(&archive(days).read().unwrap(), (&recipe, to), years, Language::English).unwrap()
}

#[test]
fn each_series_that_there_is_has_its_slope_and_unit_and_the_others_are_left_out() {
    let found = found(730, "mxn", 1);
    assert_eq!((found.target.as_str(), found.years), ("usdmxn", 1));
    assert_eq!(found.from.to_string(), "2025-12-31");
    assert_eq!(found.note, "An association on the same days, not a cause.");
    let read: Vec<_> = found.series.iter().map(|one| (one.series.as_str(), one.unit.as_str())).collect();
    assert_eq!(read, [("usdbrl", "log"), ("cboe.vix", "log"), ("ustreasury.y10", "percentage_points")]);
    for (one, slope) in found.series.iter().zip([0.5, 0.1, -0.1]) {
        assert!((one.slope - slope).abs() < 0.02 * slope.abs(), "{one:?}");
        assert!(one.error > 0.0 && one.residual > 0.0005 && one.residual < 0.002, "{one:?}");
        assert!((360..=366).contains(&one.days) && one.moves.sd > 0.01, "{one:?}");
    }
}

#[test]
fn a_target_is_not_compared_with_itself_nor_anything_over_too_few_days() {
    let ids = |found: wire::CoMovements| found.series.into_iter().map(|one| one.series).collect::<Vec<_>>();
    assert_eq!(ids(found(730, "brl", 5)), ["cboe.vix", "ustreasury.y10"]);
    assert!(ids(found(60, "mxn", 5)).is_empty(), "59 moves");
    assert_eq!(ids(found(61, "mxn", 5)).len(), 3);
}

//! VIX, and how the recipe of the FIX reads it.

use anyhow::Context;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::features::driver::{Driver, DriverKind, implied, level};
use paridad_engine::features::quantity::Quantity;
use paridad_engine::features::spread::{SpreadFeature, SpreadFeatureKind};
use paridad_engine::time::zone;
use std::path::Path;

const SERIES: &str = "cboe.vix";

/// The closes in a file of lines `date,vix`, each known at 18:00 in New York.
pub(super) fn observations(path: &Path) -> anyhow::Result<Vec<Observation>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let series = SeriesId::try_from(SERIES)?;
    let close = |line: &str| {
        let (day, value) = line.split_once(',').with_context(|| format!("no comma in {line:?}"))?;
        let period = day.parse()?;
        let (value, known_at) = (value.parse()?, zone::new_york(period, (18, 0)));
        Ok(Observation { series: series.clone(), period, value, known_at })
    };
    text.lines().skip(1).filter(|line| !line.ends_with(',')).map(close).collect()
}

/// What the recipe of the FIX reads of it for the spread.
pub(super) fn features() -> anyhow::Result<Vec<SpreadFeature>> {
    let of = Quantity::Log(SeriesId::try_from(SERIES)?);
    let kinds = [
        DriverKind::Level(level::Parameters { decay: 0.97, holds: 7 }),
        DriverKind::Implied(implied::Parameters { decay: 0.999, holds: 7 }),
    ];
    let feature = |kind| {
        let driver = Driver { of: of.clone(), kind };
        SpreadFeature { name: driver.usual_name(), kind: SpreadFeatureKind::Driver(driver) }
    };
    Ok(kinds.map(feature).to_vec())
}

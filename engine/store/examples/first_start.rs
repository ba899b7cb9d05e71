//! Measures a first start: the bundled history goes into a new archive, and is read back.
#![expect(clippy::print_stdout, reason = "figures are what this example is for")]

use chrono::{DateTime, NaiveDate, TimeDelta};
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_store::{Archive, ObservationRow, StoreError, Writer};
use std::error::Error;
use std::time::Instant;

const SERIES: u64 = 30;
const DAYS: u64 = 5_000;
const EVENTS: u64 = 7_000;
const FORECASTS: u64 = 4_800;
/// Of eight bytes each: forecasts of 1.7 kB.
const NUMBERS: usize = 210;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let archive = timed("open", || Archive::open(folder.path().join("archive.redb")))?;
    timed("write 150,000 observations", || archive.write(write_observations))?;
    timed("write 7,000 events and 4,800 forecasts", || archive.write(write_events))?;
    timed("write one event", || archive.write(|w| w.append_event(&row(0, 0).observation)))?;
    timed("read 150,000 observations", || read_observations(&archive))?;
    timed("read 7,000 events and 4,800 forecasts", || read_events(&archive))?;
    timed("scrub", || archive.scrub())?;
    timed("back up", || archive.backup(&folder.path().join("backup.redb"), &[]))?;
    Ok(())
}

fn timed<T>(what: &str, act: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let start = Instant::now();
    let result = act();
    println!("{what}: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}

fn write_observations(w: &mut Writer<'_>) -> Result<(), StoreError> {
    for name in 0..SERIES {
        for days in 0..DAYS {
            w.append_observation(&row(name, days))?;
        }
    }
    Ok(())
}

fn write_events(w: &mut Writer<'_>) -> Result<(), StoreError> {
    let forecasts = vec![std::f64::consts::PI; NUMBERS];
    for number in 1..=EVENTS {
        let event = w.append_event(&row(0, number).observation)?;
        if number > EVENTS - FORECASTS {
            w.append_forecasts(event, &forecasts)?;
        }
    }
    Ok(())
}

fn read_observations(archive: &Archive) -> Result<(), StoreError> {
    let reader = archive.read()?;
    for name in 0..SERIES {
        for row in reader.observations(&series(name), NaiveDate::MIN..=NaiveDate::MAX)? {
            row?;
        }
    }
    Ok(())
}

fn read_events(archive: &Archive) -> Result<(), StoreError> {
    let reader = archive.read()?;
    for event in reader.events_from::<Observation>(1)? {
        let (number, _) = event?;
        reader.forecasts::<Vec<f64>>(number)?;
    }
    Ok(())
}

fn row(name: u64, days: u64) -> ObservationRow {
    let known_at = DateTime::UNIX_EPOCH + TimeDelta::days(days.cast_signed());
    let series = series(name);
    let period = known_at.date_naive();
    let observation = Observation { series, period, value: 17.25, known_at };
    ObservationRow { observation, received_at: known_at, batch: 1 }
}

#[expect(clippy::expect_used, reason = "a name of these characters is a series id")]
fn series(name: u64) -> SeriesId {
    SeriesId::try_from(format!("banxico.sf{name:05}")).expect("a valid name")
}

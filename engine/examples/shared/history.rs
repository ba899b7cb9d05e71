//! Some years of the bundled history, as events: the ECB's reference rates, a line a day and a column a currency.

use chrono::{Datelike, NaiveDate, NaiveTime};
use flate2::read::GzDecoder;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::forecaster::Event;
use std::error::Error;
use std::fs::File;

/// One event a day, from the first of January of `year` on.
pub(crate) fn from(year: i32) -> Result<Vec<Event>, Box<dyn Error>> {
    let file = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/eurofxref-hist.csv.gz"))?;
    let mut lines = csv::Reader::from_reader(GzDecoder::new(file));
    let currencies = lines.headers()?.clone();
    let mut events = Vec::new();
    for line in lines.records() {
        let line = line?;
        let period: NaiveDate = line[0].parse()?;
        // They are published at 16:00 in Frankfurt.
        let known_at = period.and_time(NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(15);
        let mut observations = Vec::new();
        for (currency, value) in currencies.iter().zip(&line).skip(1) {
            // Not every currency has a rate on every day.
            if let Ok(value) = value.parse() {
                let series = SeriesId::try_from(format!("ecb.eur.{}", currency.to_lowercase()))?;
                observations.push(Observation { series, period, value, known_at });
            }
        }
        if period.year() >= year {
            events.push(Event::Observed(observations));
        }
    }
    Ok(events)
}

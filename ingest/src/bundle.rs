//! The history that comes with the binary, so that it can forecast before it has met any network.

use crate::feed::parse::ParseError;
use crate::sources::ecb::history as wide;
use crate::sources::events;
use chrono::{DateTime, Utc};
use flate2::read::GzDecoder;
use paridad_engine::data::series::{Observation, SeriesId};
use std::io::Read;

/// The ECB's reference rates as gzipped CSV; see `data/README.md` for origin and licence.
pub const PACKED: &[u8] = include_bytes!("../../data/eurofxref-hist.csv.gz");

/// The calendar of what is scheduled, as CSV; see `data/README.md` for its sources and how it was checked.
pub const CALENDAR: &str = include_str!("../../data/events.csv");

/// Why a history could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The bundled bytes do not unpack.
    #[error("the bundled history does not unpack")]
    Unpack(#[source] std::io::Error),
    /// The text is not what the ECB publishes, or no calendar.
    #[error("the history cannot be read")]
    Parse(#[from] ParseError),
}

/// The bundled history of all currencies, oldest day first.
pub fn history() -> Result<Vec<Observation>, BundleError> {
    Ok(sorted(&unpack()?, |_| true)?)
}

/// The bundled history of the series in `wanted`, oldest day first.
pub fn history_of(wanted: &[SeriesId]) -> Result<Vec<Observation>, BundleError> {
    Ok(sorted(&unpack()?, |series| wanted.contains(series))?)
}

/// The bundled calendar, in the order in which its days became known.
pub fn calendar() -> Result<Vec<Observation>, BundleError> {
    let mut days = events::read(CALENDAR, DateTime::<Utc>::MAX_UTC)?;
    days.sort_by(|a, b| (a.known_at, &a.series, a.period).cmp(&(b.known_at, &b.series, b.period)));
    Ok(days)
}

/// The history in `text`, the ECB's `eurofxref-hist.csv`, oldest day first.
pub fn from_ecb_csv(text: &str) -> Result<Vec<Observation>, ParseError> {
    sorted(text, |_| true)
}

fn unpack() -> Result<String, BundleError> {
    let mut text = String::new();
    GzDecoder::new(PACKED).read_to_string(&mut text).map_err(BundleError::Unpack)?;
    Ok(text)
}

fn sorted(text: &str, wanted: impl Fn(&SeriesId) -> bool) -> Result<Vec<Observation>, ParseError> {
    let mut observations = wide::parse(text, wanted)?;
    // Stable: within a day the currencies keep the ECB's order.
    observations.sort_by_key(|observation| observation.period);
    Ok(observations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use paridad_engine::time::calendar::Calendar;

    fn series(id: &str) -> SeriesId {
        SeriesId::try_from(id).unwrap()
    }

    #[test]
    fn the_bundle_is_the_text_whose_hash_stands_beside_it() {
        let hash = blake3::hash(unpack().unwrap().as_bytes()).to_string();
        assert_eq!(hash, include_str!("../../data/eurofxref-hist.blake3").trim());
    }

    #[test]
    fn the_bundle_has_a_dollar_rate_on_every_open_day_of_target_and_on_no_other() {
        let dollars = history_of(&[series("ecb.eur.usd")]).unwrap();
        let periods: Vec<NaiveDate> = dollars.iter().map(|observation| observation.period).collect();
        let (first, last) = (periods[0], periods[periods.len() - 1]);
        let open: Vec<NaiveDate> = first
            .iter_days()
            .take_while(|day| *day <= last)
            .filter(|day| Calendar::Target.is_open(*day))
            .collect();
        assert_eq!(periods, open);
        assert_eq!((periods.len(), last.to_string().as_str()), (7126, "2026-10-30"));
    }

    #[test]
    fn the_peso_begins_in_2008_and_its_last_value_is_known_at_16_00_in_frankfurt() {
        let pesos = history_of(&[series("ecb.eur.mxn")]).unwrap();
        assert_eq!((pesos.len(), pesos[0].period.to_string().as_str()), (4822, "2008-01-02"));
        let last = pesos.last().unwrap();
        assert!((last.value - 21.1237).abs() < 1e-12);
        assert_eq!(last.known_at.to_rfc3339(), "2026-10-30T15:00:00+00:00");
    }

    #[test]
    fn all_currencies_come_in_ascending_days() {
        let all = history().unwrap();
        assert!(all.is_sorted_by_key(|observation| observation.period));
        assert!(all.iter().all(|observation| observation.value > 0.0));
        let mut ids: Vec<&SeriesId> = all.iter().map(|observation| &observation.series).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 41);
    }

    #[test]
    fn a_given_file_may_be_newest_first() {
        let text = "Date,USD,MXN,\n2026-10-30,1.1172,21.1237,\n2026-10-29,1.113,N/A,\n";
        let observations = from_ecb_csv(text).unwrap();
        let read: Vec<String> =
            observations.iter().map(|o| format!("{} {} {}", o.period, o.series, o.value)).collect();
        assert_eq!(
            read,
            [
                "2026-10-29 ecb.eur.usd 1.113",
                "2026-10-30 ecb.eur.usd 1.1172",
                "2026-10-30 ecb.eur.mxn 21.1237"
            ]
        );
    }
}

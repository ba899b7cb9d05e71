//! Series beside the ECB's rates, from a CSV file: a date, then a column for each, called by its id. Each value is known when the
//! rule of its series says so.

use super::panel::{Panel, PanelError};
use chrono::NaiveDate;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_ingest::catalogue::Entry;
use paridad_ingest::sources::catalogue;

/// Why a file of series cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum SeriesError {
    /// It is no table of numbers by day.
    #[error(transparent)]
    Table(#[from] PanelError),
    /// No rule says when the values of a column are known.
    #[error(
        "column {column} must be called by the id of a series whose rule says when its values are known, as `paridad catalogue` \
         lists them, got {name:?}"
    )]
    Unknown {
        /// The place of the column, from 1.
        column: usize,
        /// What it is called.
        name: String,
    },
    /// A calendar of events, each of which says itself when it was announced.
    #[error("column {column}: {series} is in the calendar that comes with the binary")]
    Calendar {
        /// The place of the column, from 1.
        column: usize,
        /// The series.
        series: SeriesId,
    },
    /// A day on which no period of the series begins.
    #[error(
        "{day}, column {series}: the date must be the first day of a period, which is {frequency}, and none begins on it"
    )]
    Period {
        /// The day.
        day: NaiveDate,
        /// The series.
        series: SeriesId,
        /// How often the series has a period.
        frequency: &'static str,
    },
    /// A value that the series cannot have: another series, or another unit.
    #[error("{day}, column {series}: must be between {low} and {high}, in {unit}, got {value}")]
    Range {
        /// The first day of the period.
        day: NaiveDate,
        /// The series.
        series: SeriesId,
        /// The least that it may be.
        low: f64,
        /// The most that it may be.
        high: f64,
        /// What it is measured in.
        unit: String,
        /// What it is.
        value: f64,
    },
}

/// The values of a file, in the order in which they became known; its rows may come in any order.
pub(super) fn parse(text: &str) -> Result<Vec<Observation>, SeriesError> {
    let panel = Panel::named(text, |name| SeriesId::try_from(name))?;
    let mut observations = Vec::new();
    for (index, column) in panel.columns.iter().enumerate() {
        let (column_number, series) = (index + 2, &column.series);
        if Scheduled::of(series).is_some() {
            return Err(SeriesError::Calendar { column: column_number, series: series.clone() });
        }
        let Some(entry) = catalogue().by_id(series) else {
            return Err(SeriesError::Unknown { column: column_number, name: column.name.clone() });
        };
        for (day, value) in panel.known(column) {
            check(entry, day, value)?;
            let (series, known_at) = (series.clone(), entry.known_at(day));
            observations.push(Observation { series, period: day, value, known_at });
        }
    }
    observations.sort_by_key(|observation| (observation.known_at, observation.period));
    Ok(observations)
}

/// Whether the value of a period may be one of its series.
fn check(entry: &Entry, day: NaiveDate, value: f64) -> Result<(), SeriesError> {
    let Entry { id, frequency, range, unit, .. } = entry;
    if !frequency.begins_on(day) {
        return Err(SeriesError::Period { day, series: id.clone(), frequency: frequency.name() });
    }
    if !range.contains(&value) {
        let (series, low, high, unit) = (id.clone(), *range.start(), *range.end(), unit.clone());
        return Err(SeriesError::Range { day, series, low, high, unit, value });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_known_by_the_rule_of_its_series() {
        let text = "date,cboe.vix,banxico.sf43718,banxico.sp1\n2020-01-03,14.02,18.8817,\n2020-01-02,12.47,,\n\
                    2019-12-01,,,105.934\n";
        let read = parse(text).unwrap();
        let known =
            |one: &Observation| format!("{} {} {}", one.series, one.period, one.known_at.to_rfc3339());
        let wanted = [
            "cboe.vix 2020-01-02 2020-01-03T01:00:00+00:00",
            "banxico.sf43718 2020-01-03 2020-01-03T18:00:00+00:00",
            "cboe.vix 2020-01-03 2020-01-04T01:00:00+00:00",
            "banxico.sp1 2019-12-01 2020-01-10T20:00:00+00:00",
        ];
        assert_eq!(read.iter().map(known).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let said = |text: &str| parse(text).unwrap_err().to_string();
        let wrong = [
            (
                "date,vix_close\n",
                "column 2 must be called by the id of a series whose rule says when its values",
            ),
            ("date,cboe.vix,internal.flows\n", "column 3 must be called by the id of a series"),
            ("date,CBOE.VIX\n", "column 2 cannot be the name of a series"),
            (
                "date,cboe.vix,cboe.vix\n",
                "columns must have different names, got \"cboe.vix\" and \"cboe.vix\"",
            ),
            (
                "date,events.us.fomc\n",
                "column 2: events.us.fomc is in the calendar that comes with the binary",
            ),
            (
                "date,cboe.vix\n02/01/2020,12\n",
                "line 2: the date must be written YYYY-MM-DD, got \"02/01/2020\"",
            ),
            (
                "date,cboe.vix\n2020-01-02,12\n2020-01-02,12\n",
                "line 3: 2020-01-02 must have one row, and line 2 is one already",
            ),
            (
                "date,cboe.vix\n2020-01-02,0.1247\n",
                "2020-01-02, column cboe.vix: must be between 5 and 150, in percent a year, got 0.1247",
            ),
            (
                "date,banxico.sp1\n2019-12-31,105.934\n",
                "2019-12-31, column banxico.sp1: the date must be the first day of a period, which is monthly",
            ),
        ];
        for (text, message) in wrong {
            assert!(said(text).starts_with(message), "{text:?}: {}", said(text));
        }
    }
}

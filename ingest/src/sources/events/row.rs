//! One line of a calendar: an event, its day, whether it takes place, and when that became known.

use crate::feed::parse::{self, ParseError};
use ::csv::StringRecord;
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::time::zone;
use std::ops::RangeInclusive;

/// How many days before an event it counts as known where nobody says when it was announced.
pub(super) const ASSUMED_DAYS: u64 = 30;

/// How long before an event it may have been announced: further back is an error of typing.
const AHEAD_MAX: Days = Days::new(4 * 366);

/// The hour in Mexico City by which all of a day's announcements are known: its last, which is after midnight in New York.
const KNOWN_BY: u8 = 23;

/// The years in which something is scheduled.
const YEARS: RangeInclusive<i32> = 1990..=2099;

/// A line of a calendar.
#[derive(Debug)]
pub(super) struct Row {
    kind: Scheduled,
    day: NaiveDate,
    takes_place: bool,
    announced: Option<NaiveDate>,
    line: u64,
}

impl Row {
    /// Reads a line that was received at a moment, or says what may stand in its place.
    pub(super) fn read(
        record: &StringRecord,
        line: u64,
        received_at: DateTime<Utc>,
    ) -> Result<Self, ParseError> {
        let [event, day, state, announced] = [0, 1, 2, 3].map(|place| &record[place]);
        let wrong = |column: &str, allowed: String, found: &str| ParseError::Cell {
            place: format!("line {line}, column {column}"),
            allowed,
            found: parse::excerpt(found),
        };
        let kinds = || Scheduled::ALL.map(Scheduled::id).join(", ");
        let kind = Scheduled::ALL.into_iter().find(|kind| kind.id() == event);
        let kind = kind.ok_or_else(|| wrong("event", format!("one of {}", kinds()), event))?;
        let of = parse::day(day, || format!("line {line}, column day"))?;
        if matches!(of.weekday(), Weekday::Sat | Weekday::Sun) || !YEARS.contains(&of.year()) {
            let (first, last) = YEARS.into_inner();
            return Err(wrong("day", format!("a weekday of the years {first} to {last}"), day));
        }
        let takes_place = match state {
            "on" => true,
            "off" => false,
            _ => return Err(wrong("state", "on or off".to_owned(), state)),
        };
        let announced = match announced {
            "" if takes_place => None,
            "" => return Err(wrong("announced", "a day, where an event is off".to_owned(), "")),
            text => {
                let day = parse::day(text, || format!("line {line}, column announced"))?;
                let first = of.checked_sub_days(AHEAD_MAX).unwrap_or(NaiveDate::MIN);
                let last = of.min(received_at.date_naive());
                if !(first..=last).contains(&day) {
                    return Err(wrong("announced", format!("between {first} and {last}"), text));
                }
                Some(day)
            }
        };
        Ok(Self { kind, day: of, takes_place, announced, line })
    }

    /// What it says as a value. Whatever came is known since it came.
    pub(super) fn observation(&self, received_at: DateTime<Utc>) -> Result<Observation, ParseError> {
        let Self { kind, day, takes_place, announced, line } = *self;
        let assumed = || day.checked_sub_days(Days::new(ASSUMED_DAYS)).unwrap_or(day);
        let place = || format!("line {line}, column event");
        let series = SeriesId::try_from(kind.id());
        Ok(Observation {
            series: series.map_err(|source| ParseError::Series { place: place(), source })?,
            period: day,
            value: f64::from(u8::from(takes_place)),
            known_at: zone::mexico_hour(announced.unwrap_or_else(assumed), KNOWN_BY).min(received_at),
        })
    }
}

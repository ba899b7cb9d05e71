//! What is scheduled on some days, as it is believed now, and how far each calendar reaches.

use crate::wording::{Language, event};
use chrono::{DateTime, Days, NaiveDate, Utc};
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::SeriesId;
use paridad_store::{Reader, StoreError};
use paridad_wire as wire;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// How many days are listed where no last one is given.
const LISTED: Days = Days::new(90);

/// With fewer days than these a calendar is to be renewed: the longest maturities that banks deal in daily begin to miss events.
const STALE_DAYS: i64 = 60;

/// The days that are asked about: from today on, unless it is said.
pub(super) fn days(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> RangeInclusive<NaiveDate> {
    let from = from.unwrap_or_else(|| now.date_naive());
    from..=to.unwrap_or_else(|| from.checked_add_days(LISTED).unwrap_or(NaiveDate::MAX))
}

/// What is scheduled on these days, and how far the calendars reach.
pub(super) fn calendar(
    reader: &Reader,
    days: RangeInclusive<NaiveDate>,
    language: Language,
    now: DateTime<Utc>,
) -> Result<wire::Calendar, StoreError> {
    let (mut events, mut calendars) = (Vec::new(), Vec::new());
    for kind in Scheduled::ALL {
        let believed = believed(reader, kind)?;
        let name = event(kind, language).to_owned();
        // A range that ends before it begins holds nothing, and would be none to a map.
        for (day, believed) in believed.iter().filter(|(day, _)| days.contains(day)) {
            events.push(wire::ScheduledEvent {
                series: kind.id().to_owned(),
                name: name.clone(),
                day: *day,
                at: kind.moment(*day),
                takes_place: believed.takes_place,
                known_at: believed.known_at,
            });
        }
        let until = believed.iter().rev().find(|(_, believed)| believed.takes_place).map(|(day, _)| *day);
        let days_left = until.map(|until| until.signed_duration_since(now.date_naive()).num_days());
        let ends_soon = days_left.is_none_or(|left| left < STALE_DAYS);
        calendars.push(wire::EventCalendar {
            series: kind.id().to_owned(),
            name,
            until,
            days_left,
            ends_soon,
        });
    }
    events.sort_by_key(|event| event.at);
    let (from, to) = days.into_inner();
    Ok(wire::Calendar { from, to, events, calendars })
}

/// What is believed of a day.
struct Believed {
    takes_place: bool,
    known_at: DateTime<Utc>,
}

/// The last word on each day of a kind, without what was taken out of history.
fn believed(reader: &Reader, kind: Scheduled) -> Result<BTreeMap<NaiveDate, Believed>, StoreError> {
    let mut believed: BTreeMap<NaiveDate, Believed> = BTreeMap::new();
    let Ok(series) = SeriesId::try_from(kind.id()) else { return Ok(believed) };
    let exclusions = reader.exclusions()?;
    for row in reader.observations(&series, NaiveDate::MIN..=NaiveDate::MAX)? {
        let (_, row) = row?;
        let (day, known_at) = (row.observation.period, row.observation.known_at);
        let is_later = believed.get(&day).is_none_or(|last| last.known_at <= known_at);
        if is_later && !exclusions.has(row.batch) {
            believed.insert(day, Believed { takes_place: row.observation.value != 0.0, known_at });
        }
    }
    Ok(believed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_engine::data::series::Observation;
    use paridad_store::{Archive, ObservationRow};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// An archive with a meeting of December that was moved by a week, and one of January.
    fn archive() -> Archive {
        let archive = Archive::in_memory().unwrap();
        archive
            .write(|writer| {
                for (period, value, known_at) in [
                    ("2026-12-09", 1.0, "2024-08-10T05:00:00Z"),
                    ("2026-12-09", 0.0, "2026-11-21T05:00:00Z"),
                    ("2026-12-16", 1.0, "2026-11-21T05:00:00Z"),
                    ("2027-01-27", 1.0, "2024-08-10T05:00:00Z"),
                ] {
                    let series = SeriesId::try_from(Scheduled::Fomc.id()).unwrap();
                    let period = period.parse().unwrap();
                    let observation = Observation { series, period, value, known_at: at(known_at) };
                    let received_at = at("2026-11-27T12:00:00Z");
                    writer.append_observation(&ObservationRow { observation, received_at, batch: 1 })?;
                }
                Ok(())
            })
            .unwrap();
        archive
    }

    #[test]
    fn what_was_moved_is_shown_on_both_days() {
        let (archive, now) = (archive(), at("2026-11-27T12:00:00Z"));
        let reader = archive.read().unwrap();
        let listed = calendar(&reader, days(None, None, now), Language::English, now).unwrap();
        let read: Vec<_> =
            listed.events.iter().map(|event| (event.day.to_string(), event.takes_place)).collect();
        let expected = [("2026-12-09", false), ("2026-12-16", true), ("2027-01-27", true)];
        assert_eq!(read, expected.map(|(day, takes_place)| (day.to_owned(), takes_place)));
        assert_eq!(listed.events[1].at, at("2026-12-16T19:00:00Z"));
        assert_eq!(listed.to.to_string(), "2027-02-25");
    }

    #[test]
    fn a_calendar_is_stale_when_fewer_than_sixty_days_are_left() {
        let archive = archive();
        for (now, left, stale) in [("2026-11-28T23:00:00Z", 60, false), ("2026-11-29T01:00:00Z", 59, true)] {
            let reader = archive.read().unwrap();
            let list =
                calendar(&reader, days(None, None, at(now)), Language::Spanish, at(now)).unwrap().calendars;
            assert_eq!((list[0].days_left, list[0].ends_soon), (Some(left), stale), "{now}");
            assert_eq!((list[1].until, list[1].ends_soon), (None, true), "nothing is known of prices");
        }
    }
}

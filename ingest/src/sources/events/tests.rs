//! Calendars as a person writes them, and the one that comes with the program.

use super::*;
use crate::bundle;
use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use paridad_engine::data::scheduled::Scheduled;
use std::collections::BTreeMap;

const HEADER: &str = "event,day,state,announced,source\n";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn read_lines(lines: &str) -> Result<Vec<Observation>, ParseError> {
    read(&format!("{HEADER}{lines}"), at("2026-11-27T12:00:00Z"))
}

fn error(lines: &str) -> String {
    read_lines(lines).unwrap_err().to_string()
}

#[test]
fn a_meeting_that_was_moved_is_off_on_its_old_day_and_on_for_the_new_one() {
    let days = read_lines(
        "# the Committee met a week later\nevents.us.fomc,2026-12-09,off,2026-11-20,Federal Reserve\n\
         events.us.fomc, 2026-12-16 ,on,2026-11-20,Federal Reserve\n",
    )
    .unwrap();
    let read: Vec<String> = days
        .iter()
        .map(|day| format!("{} {} {} {}", day.series, day.period, day.value, day.known_at))
        .collect();
    let known = "2026-11-21 05:00:00 UTC";
    assert_eq!(
        read,
        [format!("events.us.fomc 2026-12-09 0 {known}"), format!("events.us.fomc 2026-12-16 1 {known}")]
    );
}

#[test]
fn without_an_announcement_an_event_is_known_thirty_days_before_or_from_when_it_came() {
    let known = |day: &str| {
        let days = read_lines(&format!("events.mx.banxico,{day},on,,Banxico\n")).unwrap();
        days[0].known_at.to_rfc3339()
    };
    assert_eq!(known("2026-12-17"), "2026-11-18T05:00:00+00:00");
    assert_eq!(known("2027-02-11"), "2026-11-27T12:00:00+00:00", "nobody can have known it later than we do");
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_what_is_allowed() {
    for (line, message) in [
        (
            "events.us.gdp,2026-12-09,on,,Fed",
            "line 2, column event: it must be one of events.us.fomc, events.us.prices, events.us.payrolls, \
             events.mx.banxico, events.mx.prices, got \"events.us.gdp\"",
        ),
        (
            "events.us.fomc,2026-12-12,on,,Fed",
            "line 2, column day: it must be a weekday of the years 1990 to 2099, got \"2026-12-12\"",
        ),
        (
            "events.us.fomc,9 Dec 2026,on,,Fed",
            "line 2, column day: a day must be written like 2026-03-17, got \"9 Dec 2026\"",
        ),
        ("events.us.fomc,2026-12-09,1,,Fed", "line 2, column state: it must be on or off, got \"1\""),
        (
            "events.us.fomc,2026-12-09,off,,Fed",
            "line 2, column announced: it must be a day, where an event is off, got \"\"",
        ),
        (
            "events.us.fomc,2026-12-09,on,2026-11-28,Fed",
            "line 2, column announced: it must be between 2022-12-06 and 2026-11-27, got \"2026-11-28\"",
        ),
    ] {
        assert_eq!(error(line), message);
    }
    let twice = "events.us.fomc,2026-12-09,on,,Fed\nevents.us.fomc,2026-12-09,on,2026-11-09,Fed\n";
    assert_eq!(error(twice), "line 3 is about the same as line 2: one of them is enough");
    assert!(error("events.us.fomc,2026-12-09,on\n").starts_with("malformed row in line 2"));
    assert!(error("").starts_with("the document holds no values"));
    assert!(read("series,period,value\n", Utc::now()).unwrap_err().to_string().contains("event,day,state"));
}

#[test]
fn every_kind_has_a_series_that_reaches_sixty_days_ahead() {
    for kind in Scheduled::ALL {
        let entry = catalogue().entries().iter().find(|entry| entry.id.as_str() == kind.id()).unwrap();
        let due = entry.known_at("2026-12-10".parse().unwrap());
        assert_eq!(due, at("2026-10-12T05:00:00Z"), "{kind:?}");
    }
    assert_eq!(catalogue().entries().len(), Scheduled::ALL.len());
}

/// The bundled calendar as it is believed in the end: the last word on each day.
fn believed() -> BTreeMap<(Scheduled, NaiveDate), f64> {
    let days = bundle::calendar().unwrap();
    days.iter().map(|day| ((Scheduled::of(&day.series).unwrap(), day.period), day.value)).collect()
}

#[test]
fn the_bundled_calendar_is_the_text_whose_hash_is_pinned() {
    // Whoever changes the calendar changes it here too: once it has been checked, and data/README.md says how.
    let hash = blake3::hash(bundle::CALENDAR.as_bytes()).to_string();
    assert_eq!(hash, include_str!("../../../../data/events.blake3").trim());
}

#[test]
fn the_lines_of_the_bundled_calendar_are_in_order() {
    let lines: Vec<&str> = bundle::CALENDAR.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
    let place = |line: &&str| line.splitn(3, ',').take(2).map(str::to_owned).collect::<Vec<_>>();
    assert!(lines.is_sorted_by_key(place));
    assert!(bundle::CALENDAR.is_ascii() && bundle::CALENDAR.len() < 100_000);
}

#[test]
fn the_bundled_calendar_knows_each_event_before_it_comes_and_none_before_four_years() {
    for day in bundle::calendar().unwrap() {
        let kind = Scheduled::of(&day.series).unwrap();
        assert!(!matches!(day.period.weekday(), Weekday::Sat | Weekday::Sun), "{day:?}");
        let ahead = kind.moment(day.period) - day.known_at;
        // What does not come on its day is known in the evening of it at the latest.
        let least = if day.value == 0.0 { TimeDelta::hours(-17) } else { TimeDelta::hours(1) };
        assert!(ahead >= least && ahead < TimeDelta::days(4 * 366), "{day:?}");
    }
}

#[test]
fn the_bundled_calendar_has_as_many_events_a_year_as_there_are() {
    let mut counts: BTreeMap<(Scheduled, i32), usize> = BTreeMap::new();
    for ((kind, day), _) in believed().iter().filter(|(_, value)| **value == 1.0) {
        *counts.entry((*kind, day.year())).or_default() += 1;
    }
    for ((kind, year), count) in counts {
        let expected = match (kind, year) {
            (Scheduled::Banxico, 2008) => 10,
            // The meetings of March 2020 gave way to others that nobody had announced; its December in 2026 is in no source of ours.
            (Scheduled::Banxico, 2020 | 2026) | (Scheduled::Fomc, 2020) => 7,
            // The reports on October 2025 were never published.
            (Scheduled::UsPrices | Scheduled::UsPayrolls, 2025) | (Scheduled::Banxico, 2009 | 2010) => 11,
            // Of 2028 only its first meeting is known.
            (Scheduled::Fomc, 2028) => 1,
            (Scheduled::Fomc | Scheduled::Banxico, _) => 8,
            _ => 12,
        };
        assert_eq!(count, expected, "{kind:?} {year}");
    }
}

#[test]
fn payrolls_are_on_the_third_friday_after_the_week_of_the_twelfth_unless_washington_was_closed() {
    let delayed = ["2013-10-22", "2013-11-08", "2025-11-20", "2025-12-16", "2026-02-11"];
    let reports =
        believed().into_iter().filter(|((kind, _), value)| *kind == Scheduled::UsPayrolls && *value == 1.0);
    for ((_, day), _) in reports.filter(|((_, day), _)| !delayed.contains(&day.to_string().as_str())) {
        let twelfth = (day - Days::new(20)).with_day(12).unwrap();
        let ruled = [twelfth, (twelfth - chrono::Months::new(1)).with_day(12).unwrap()].map(by_rule);
        assert!(ruled.contains(&day), "{day}");
    }
}

/// The day of the report on the month of a twelfth.
fn by_rule(twelfth: NaiveDate) -> NaiveDate {
    let saturday = twelfth.week(Weekday::Sun).last_day();
    let friday = saturday + Days::new(20);
    match (friday.month(), friday.day()) {
        (1, 1..=3) => friday + Days::new(7),
        (7, 3 | 4) => friday - Days::new(1),
        _ => friday,
    }
}

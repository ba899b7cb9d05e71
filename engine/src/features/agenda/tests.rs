//! What forecasts see of the events ahead.

use super::*;
use crate::data::series::{Observation, SeriesId};
use crate::features::driver::events;
use crate::features::quantity::Quantity;
use chrono::DateTime;

fn feature(kind: Scheduled) -> SpreadFeature {
    let of = Quantity::try_from(kind.id()).unwrap();
    let kind = SpreadFeatureKind::Driver(Driver { of, kind: DriverKind::Events(events::Parameters) });
    SpreadFeature { name: "events".to_owned(), kind }
}

fn panel(kind: Scheduled, days: &[(&str, f64)]) -> Panel {
    let mut panel = Panel::default();
    for (period, value) in days {
        let series = SeriesId::try_from(kind.id()).unwrap();
        let (period, known_at) = (period.parse().unwrap(), DateTime::UNIX_EPOCH);
        panel.observe(&Observation { series, period, value: *value, known_at });
    }
    panel
}

fn read(kind: Scheduled, target: &str, days: &[(&str, f64)], origin: &str) -> Ahead {
    let target = Measure::Level(SeriesId::try_from(target).unwrap());
    let calendar =
        if target.leading().as_str().starts_with("ecb") { Calendar::Target } else { Calendar::MexicanBanks };
    let panel = panel(kind, days);
    let agenda = Agenda::read(&[feature(kind)], (&target, &calendar), &panel, origin.parse().unwrap());
    agenda.calendars[0].clone()
}

fn seen_after(ahead: &Ahead) -> Vec<u16> {
    ahead.events.iter().map(|event| event.seen_after).collect()
}

const FIX: &str = "banxico.sf43718";

#[test]
fn an_event_of_the_days_own_counts_if_the_rate_is_fixed_before_it() {
    let decisions = [("2026-01-28", 1.0), ("2026-03-18", 1.0)];
    // The committee speaks at 13:00 of Mexico City in winter, an hour after the FIX, and with it from March on.
    let ahead = read(Scheduled::Fomc, FIX, &decisions, "2026-01-28");
    assert_eq!(seen_after(&ahead), [1, 34]);
    let before = read(Scheduled::Fomc, FIX, &decisions, "2026-01-27");
    assert_eq!(seen_after(&before), [2, 35], "the FIX of the day itself does not know");
    let after = read(Scheduled::Fomc, FIX, &decisions, "2026-01-29");
    assert_eq!(seen_after(&after), [33]);
}

#[test]
fn the_morning_figures_are_in_the_fix_of_their_day_and_not_in_the_ecbs() {
    let payrolls = [("2026-01-09", 1.0), ("2026-02-06", 1.0)];
    assert_eq!(seen_after(&read(Scheduled::UsPayrolls, FIX, &payrolls, "2026-01-09")), [19]);
    assert_eq!(seen_after(&read(Scheduled::UsPayrolls, FIX, &payrolls, "2026-01-08")), [1, 20]);
    assert_eq!(seen_after(&read(Scheduled::UsPayrolls, "ecb.eur.mxn", &payrolls, "2026-01-09")), [1, 21]);
}

#[test]
fn a_tie_counts_as_after() {
    // In summer the FIX and the committee coincide.
    let ahead = read(Scheduled::Fomc, FIX, &[("2026-07-29", 1.0)], "2026-07-29");
    assert_eq!(seen_after(&ahead), [1]);
}

#[test]
fn one_that_was_called_off_does_not_come_and_the_calendar_ends_with_its_last() {
    let moved = [("2026-01-28", 0.0), ("2026-01-30", 1.0)];
    let ahead = read(Scheduled::Fomc, FIX, &moved, "2026-01-27");
    // The second of February is a holiday.
    assert_eq!((seen_after(&ahead), ahead.known), (vec![4], 4));
    let none = read(Scheduled::Fomc, FIX, &[], "2026-01-27");
    assert_eq!(none, Ahead::default());
}

#[test]
fn a_value_is_the_number_beyond_custom_and_none_beyond_the_end_of_the_calendar() {
    let ahead =
        Ahead { events: vec![Coming { day: "2026-01-28".parse().unwrap(), seen_after: 2 }], known: 10 };
    let value = |days: u16| ahead.value(Scheduled::Fomc, Horizon::try_from(days).unwrap());
    let custom = 8.0 / 252.0;
    assert_eq!(value(1), -custom);
    assert!((value(5) - (1.0 - 5.0 * custom) / 5_f64.sqrt()).abs() < 1e-15);
    assert!((value(252) - (1.0 - 10.0 * custom) / 252_f64.sqrt()).abs() < 1e-15);
    assert_eq!(Ahead::default().value(Scheduled::Fomc, Horizon::try_from(5_u16).unwrap()), 0.0);
}

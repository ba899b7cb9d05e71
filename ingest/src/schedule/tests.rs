//! When plans are due, what was missed, and what a text may say.

use super::*;
use crate::feed::payload::Known;
use chrono::{DateTime, Utc};
use paridad_engine::data::series::SeriesId;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A plan from its line in short: source, clock, days, cron.
fn plan(clock: &str, days: &str, cron: &str) -> Plan {
    let text = format!(
        "[[plan]]\nsource = \"ecb\"\nclock = {clock:?}\ndays = {days:?}\ncron = {cron:?}\n\
         until_known = \"ecb.eur.mxn\""
    );
    Schedule::bundled().overridden(&text).unwrap().of("ecb").next().unwrap().clone()
}

#[test]
fn the_next_moment_follows_clock_and_calendar() {
    for ((clock, days, cron), after, next) in [
        // Over the weekend on which Frankfurt changes its clock, and over Good Friday and Easter Monday.
        (("frankfurt", "target", "5 16 * * *"), "2026-03-27T15:05:00Z", "2026-03-30T14:05:00Z"),
        (("frankfurt", "target", "5 16 * * *"), "2026-10-23T14:05:00Z", "2026-10-26T15:05:00Z"),
        (("frankfurt", "target", "5 16 * * *"), "2026-04-02T14:05:00Z", "2026-04-07T14:05:00Z"),
        // Mexico City had summer time until 2022.
        (("mexico_city", "mexican_banks", "0 12 * * *"), "2022-04-01T18:00:00Z", "2022-04-04T17:00:00Z"),
        (("mexico_city", "mexican_banks", "0 12 * * *"), "2022-10-28T17:00:00Z", "2022-10-31T18:00:00Z"),
        (("mexico_city", "mexican_banks", "0 12 * * *"), "2026-07-03T18:00:00Z", "2026-07-06T18:00:00Z"),
        // Maundy Thursday is closed in Mexico and open in Frankfurt.
        (("mexico_city", "mexican_banks", "0 12 * * *"), "2026-04-01T18:00:00Z", "2026-04-06T18:00:00Z"),
        // A local day of its own: the evening in Mexico is the next day in Greenwich.
        (("mexico_city", "all", "30 18 * * *"), "2026-11-21T00:29:59Z", "2026-11-21T00:30:00Z"),
        (("mexico_city", "all", "30 18 * * 5"), "2026-11-20T12:00:00Z", "2026-11-21T00:30:00Z"),
        (("mexico_city", "all", "0 0 29 2 *"), "2026-11-20T12:00:00Z", "2028-02-29T06:00:00Z"),
        // Half past two comes twice on the day when summer time ends, and counts once; when it begins it never comes.
        (("frankfurt", "all", "30 2 * * *"), "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z"),
        (("frankfurt", "all", "30 2 * * *"), "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        (("frankfurt", "all", "30 2 * * *"), "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z"),
    ] {
        let plan = plan(clock, days, cron);
        assert_eq!(plan.next(at(after)), Some(at(next)), "{cron} by {clock} after {after}");
        assert_eq!(plan.latest(at(next)), Some(at(next)), "{cron} by {clock} at {next}");
    }
}

#[test]
fn the_moments_of_a_year_are_the_same_forwards_and_backwards() {
    for plan in [
        plan("frankfurt", "target", "5-59/10 16-17 * * *"),
        plan("frankfurt", "all", "*/30 0-4 * * *"),
        plan("mexico_city", "mexican_banks", "*/15 12-14 * * 1-5"),
    ] {
        let (start, end) = (at("2022-01-01T12:00:00Z"), at("2023-01-01T12:00:00Z"));
        let forwards: Vec<_> = std::iter::successors(plan.next(start), |moment| plan.next(*moment))
            .take_while(|moment| *moment <= end)
            .collect();
        assert!(forwards.len() > 2_000 && forwards.is_sorted());
        for pair in forwards.windows(2) {
            assert_eq!(plan.latest(pair[1] - chrono::TimeDelta::seconds(1)), Some(pair[0]));
        }
    }
}

#[test]
fn what_was_missed_is_made_up_for_once() {
    let plan = plan("frankfurt", "target", "5-59/10 16-17 * * *");
    let sunday = at("2026-11-22T12:00:00Z");
    let friday = Some(at("2026-11-20T16:55:00Z"));
    assert_eq!(plan.missed(None, sunday), friday, "nothing ran yet");
    assert_eq!(plan.missed(Some(at("2026-11-01T00:00:00Z")), sunday), friday, "one, for three weeks");
    assert_eq!(plan.missed(Some(at("2026-11-20T16:54:59Z")), sunday), friday);
    assert_eq!(plan.missed(friday, sunday), None);
    assert_eq!(plan.missed(Some(at("2026-11-21T09:00:00Z")), sunday), None, "a person pulled");
}

#[test]
fn a_day_is_settled_once_its_value_is_known() {
    let plan = plan("frankfurt", "target", "5 16 * * *");
    let known = |day: &str| Known::from([(SeriesId::try_from("ecb.eur.mxn").unwrap(), day.parse().unwrap())]);
    let due = at("2026-11-20T15:05:00Z");
    assert!(plan.is_settled(due, &known("2026-11-20")));
    assert!(!plan.is_settled(due, &known("2026-11-19")));
    assert!(!plan.is_settled(due, &Known::new()));
    let always = Plan { until_known: None, ..plan };
    assert!(!always.is_settled(due, &known("2026-11-20")));
}

#[test]
fn every_source_has_a_plan_and_the_values_of_a_day_are_out_when_it_is_due() {
    let schedule = Schedule::bundled();
    let noon = at("2026-11-18T12:00:00Z");
    let next = |source| schedule.of(source).filter_map(|plan| plan.next(noon)).min().unwrap();
    assert_eq!(next("ecb"), at("2026-11-18T15:05:00Z"), "five past four in Frankfurt");
    assert_eq!(next("banxico"), at("2026-11-18T18:00:00Z"), "noon in Mexico City");
    assert_eq!(next("inegi"), at("2026-11-18T12:15:00Z"), "a quarter past six");
    assert_eq!(schedule.of("csv").count(), 0);
}

#[test]
fn a_text_replaces_the_plans_of_the_sources_that_it_names() {
    let text = "off = [\"banxico\"]\n\
                [[plan]]\nsource = \"inegi\"\nclock = \"mexico_city\"\ncron = \"0 7 9,24 * *\"\n";
    let schedule = Schedule::bundled().overridden(text).unwrap();
    assert_eq!(schedule.of("banxico").count(), 0);
    assert_eq!(schedule.of("inegi").map(|plan| plan.cron.to_string()).collect::<Vec<_>>(), ["0 7 9,24 * *"]);
    assert!(schedule.of("ecb").eq(Schedule::bundled().of("ecb")));
    assert_eq!(Schedule::bundled().overridden("").unwrap(), Schedule::bundled());
}

#[test]
fn what_is_wrong_with_a_text_is_named_with_its_line() {
    let sound =
        "[[plan]]\nsource = \"ecb\"\nclock = \"frankfurt\"\ndays = \"target\"\ncron = \"5 16 * * *\"\n";
    assert!(Schedule::bundled().overridden(sound).is_ok());
    let names = PUBLIC.map(|source| source.name).join(", ");
    let unknown = format!("line 1: a source must be one of {names}, got \"bce\"");
    for (from, to, message) in [
        ("\"ecb\"", "\"bce\"", unknown.as_str()),
        ("5 16", "5 25", "line 5: hour must be between 0 and 23, got \"25\""),
        ("* * *\"", "25 12 *\"", "line 1: cron must be due on some day that counts, got \"5 16 25 12 *\""),
        ("* * *\"", "30 2 *\"", "line 1: cron must be due on some day that counts, got \"5 16 30 2 *\""),
        (
            "[[plan]]",
            "[[plan]]\njitter_seconds = 7200",
            "line 1: jitter_seconds must be between 0 and 3600, got 7200",
        ),
        (
            "[[plan]]",
            "[[plan]]\nuntil_known = \"banxico.sf43718\"",
            "line 1: until_known must be a series of ecb, got \"banxico.sf43718\"",
        ),
        ("[[plan]]", "off = [\"bce\"]\n[[plan]]", unknown.as_str()),
        (
            "[[plan]]",
            "off = [\"inegi\",\n\"inegi\"]\n[[plan]]",
            "line 2: \"inegi\" must be off or have a plan, and be named off once",
        ),
        (
            "[[plan]]",
            "off = [\"ecb\"]\n[[plan]]",
            "line 1: \"ecb\" must be off or have a plan, and be named off once",
        ),
    ] {
        let text = sound.replace(from, to);
        assert_eq!(Schedule::bundled().overridden(&text).unwrap_err().to_string(), message, "{to}");
    }
    let unknown = Schedule::bundled().overridden(&sound.replace("days", "day")).unwrap_err().to_string();
    assert!(unknown.starts_with("line 4: unknown field `day`"), "{unknown}");
    let clock =
        Schedule::bundled().overridden(&sound.replace("frankfurt", "berlin")).unwrap_err().to_string();
    assert!(clock.starts_with("line 3: unknown variant `berlin`"), "{clock}");
}

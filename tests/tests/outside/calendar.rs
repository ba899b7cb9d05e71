//! The calendar of events, seen from outside: it comes with the program, is renewed by a file, and survives whatever happens.

use anyhow::{Context, ensure};
use chrono::{Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use paridad_tests::api::Api;
use paridad_tests::server::command;
use paridad_tests::start::Start;
use paridad_wire::{Batch, Calendar, Forecast, Series, Status};
use serde_json::{Value, json};
use std::fs;
use std::process::Output;

/// A meeting that is moved by a week, in the words of somebody who read it.
const MOVED: &str = "\
event,day,state,announced,source
events.us.fomc,2027-12-08,off,2026-11-20,a test
events.us.fomc,2027-12-15,on,2026-11-20,a test
";

/// Runs the binary on the folder of a start, beside its server or alone.
fn run(start: &Start, words: &[&str]) -> anyhow::Result<Output> {
    Ok(command()?.args(start.args()).arg("--data-dir").arg(start.data_dir()).args(words).output()?)
}

fn said(output: &Output) -> anyhow::Result<String> {
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What is listed of the Committee in December 2027.
async fn december(api: &Api) -> anyhow::Result<Vec<(String, bool)>> {
    let listed: Calendar = api.get("/api/v1/calendar?from=2027-12-01&to=2027-12-31").await?;
    let of_the_committee = listed.events.into_iter().filter(|event| event.series == "events.us.fomc");
    Ok(of_the_committee.map(|event| (event.day.to_string(), event.takes_place)).collect())
}

#[tokio::test]
async fn a_calendar_comes_with_the_program_and_a_moved_meeting_outlives_a_kill() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let file = start.scratch().join("moved.csv");
    fs::write(&file, MOVED)?;
    let file = file.to_string_lossy().into_owned();
    let api = Api::start(&start)?;
    assert_eq!(december(&api).await?, [("2027-12-08".to_owned(), true)]);
    let before: Forecast = api.get("/api/v1/forecast?horizon=5").await?;
    let dry = said(&run(&start, &["calendar", &file, "--dry-run"])?)?;
    assert!(dry.starts_with("2 new days, 0 known, 0 held back; nothing kept"), "{dry}");
    let taken = said(&run(&start, &["calendar", &file])?)?;
    assert!(taken.starts_with("2 new days, 0 known, 0 held back"), "{taken}");
    let moved = [("2027-12-08".to_owned(), false), ("2027-12-15".to_owned(), true)];
    assert_eq!(december(&api).await?, moved);
    // Dropping it kills it.
    drop(api);
    let again = said(&run(&start, &["calendar", &file])?)?;
    assert!(again.starts_with("0 new days, 2 known, 0 held back"), "{again}");
    let listed = said(&run(&start, &["calendar", "--from", "2027-12-01", "--to", "2027-12-31"])?)?;
    assert!(
        listed.contains("2027-12-08 19:00 UTC  decision of the Federal Reserve (FOMC): called off"),
        "{listed}"
    );
    assert!(listed.contains("events.us.fomc     ends on 2028-01-26"), "{listed}");
    let api = Api::start(&start)?;
    assert_eq!(december(&api).await?, moved, "the bundled calendar is not taken in once more");
    let after: Forecast = api.get("/api/v1/forecast?horizon=5").await?;
    assert_eq!(before.point, after.point, "no recipe of this start reads what is scheduled");
    let verified = api.verify().await?;
    ensure!(verified.faults.is_empty(), "{:?}", verified.faults);
    let batches: Vec<Batch> = api.get("/api/v1/batches").await?;
    let sources: Vec<&str> = batches.iter().rev().map(|batch| batch.source.as_str()).collect();
    assert_eq!(sources, ["history", "events", "events", "events"]);
    Ok(())
}

#[tokio::test]
async fn a_calendar_with_an_error_is_refused_with_its_line_and_leaves_nothing() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let file = start.scratch().join("wrong.csv");
    fs::write(&file, MOVED.replace("2027-12-15", "2027-12-18"))?;
    let refused = run(&start, &["calendar", &file.to_string_lossy()])?;
    let words = String::from_utf8_lossy(&refused.stderr);
    assert!(words.contains("line 3, column day: it must be a weekday"), "{words}");
    assert_eq!(refused.status.code(), Some(3), "{words}");
    let api = Api::start(&start)?;
    assert_eq!(december(&api).await?, [("2027-12-08".to_owned(), true)]);
    let refused = run(&start, &["calendar", &file.to_string_lossy()])?;
    assert_eq!(refused.status.code(), Some(3), "a server refuses it alike");
    let batches: Vec<Batch> = api.get("/api/v1/batches").await?;
    assert_eq!(batches.len(), 2, "{batches:?}");
    Ok(())
}

#[tokio::test]
async fn the_calendar_is_a_series_like_others_with_what_was_known_at_each_moment() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?;
    let of = async |as_of: &str| -> anyhow::Result<Vec<(String, f64)>> {
        let path = format!("/api/v1/series/events.us.fomc?from=2012-12-01&to=2012-12-31&as_of={as_of}");
        let series: Series = api.get(&path).await?;
        ensure!(series.unit == "1 si está programado, 0 si se canceló", "{series:?}");
        Ok(series.points.iter().map(|point| (point.day.to_string(), point.value)).collect())
    };
    assert_eq!(of("2012-05-16T20:00:00Z").await?, [("2012-12-11".to_owned(), 1.0)]);
    let moved = [("2012-12-11".to_owned(), 0.0), ("2012-12-12".to_owned(), 1.0)];
    assert_eq!(of("2012-05-17T06:00:00Z").await?, moved, "the Committee made it a meeting of two days");
    let refused = api.refused("/api/v1/series/events.mx.prices", "en").await?;
    assert_eq!(refused.status, 404, "nobody has given INEGI's days yet");
    let first = api.get::<Calendar>("/api/v1/calendar?from=2012-09-13&to=2012-09-13").await?;
    let known = first.events.first().context("a decision")?.known_at;
    assert_eq!(known.to_rfc3339(), "2012-05-17T04:00:00+00:00");
    Ok(())
}

/// What somebody is told to look after of the calendar of INEGI's prices, in a language.
async fn of_prices(api: &Api, language: &str) -> anyhow::Result<Vec<String>> {
    let asked = api.client.get(api.server.url("/api/v1/status")).header("accept-language", language);
    let status: Status = asked.send().await?.json().await?;
    let ends = status.concerns.into_iter().filter(|concern| concern.matter == "events");
    Ok(ends.map(|concern| concern.detail).filter(|detail| detail.contains("events.mx.prices")).collect())
}

/// The first weekday at least so many days from now.
fn weekday_in(days: i64) -> NaiveDate {
    let day = Utc::now().date_naive() + TimeDelta::days(days);
    let more = if day.weekday() == Weekday::Sat { 2 } else { i64::from(day.weekday() == Weekday::Sun) };
    day + TimeDelta::days(more)
}

#[tokio::test]
async fn a_calendar_that_ends_is_a_concern_until_a_newer_one_is_taken_in() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?;
    assert!(of_prices(&api, "en").await?.is_empty(), "of one that was never filled nothing is said");
    let take = |day: NaiveDate| {
        let announced = weekday_in(-30);
        let line = format!("events.mx.prices,{day},on,{announced},a test");
        json!({ "text": format!("event,day,state,announced,source\n{line}\n") })
    };
    let soon = weekday_in(10);
    let _: Value = api.post("/api/v1/calendar", take(soon)).await?;
    let (told, dicho) = (of_prices(&api, "en").await?, of_prices(&api, "es").await?);
    let [told] = told.as_slice() else { anyhow::bail!("{told:?}") };
    ensure!(told.contains(&format!("ends on {soon}")) && told.contains("`paridad calendar FILE`"), "{told}");
    let [dicho] = dicho.as_slice() else { anyhow::bail!("{dicho:?}") };
    ensure!(
        dicho.contains(&format!("termina el {soon}")) && dicho.contains("`paridad calendar FILE`"),
        "{dicho}"
    );
    let _: Value = api.post("/api/v1/calendar", take(weekday_in(80))).await?;
    assert!(of_prices(&api, "en").await?.is_empty(), "it reaches further now");
    Ok(())
}

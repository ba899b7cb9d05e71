//! Figures that INEGI revised, pushed as they became known: every moment is answered with what was known at it, in bits.

use anyhow::{Context, ensure};
use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use paridad_tests::api::Api;
use paridad_tests::recorded;
use paridad_tests::server::command;
use paridad_tests::start::Start;
use paridad_wire::{Pushed, Series, SeriesSummary};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

/// INEGI publishes at six in Mexico City. These days are near those of the files, whose own hours nobody kept.
const SEPTEMBER_2021: &str = "2021-09-20T12:00:00Z";
const NOVEMBER_2021: &str = "2021-11-25T12:00:00Z";
const DECEMBER_2025: &str = "2025-12-22T12:00:00Z";

/// The monthly indicator of economic activity, of which there are two vintages.
const IGAE: &str = "internal.igae";

/// Values by the first day of their period.
type Figures = BTreeMap<NaiveDate, f64>;

/// All figures of a series as of one publication.
struct Edition {
    known_at: DateTime<Utc>,
    figures: Figures,
}

impl Edition {
    fn rows(&self, series: &str) -> String {
        let mut rows = String::new();
        for (period, value) in &self.figures {
            // Writing to a string cannot fail.
            let _ = writeln!(rows, "{series},{period},{value},{}", self.known_at.to_rfc3339());
        }
        rows
    }
}

/// A column of the monthly table, where it has a value.
fn column(table: &str, name: &str) -> anyhow::Result<Figures> {
    let header = table.lines().next().context("the table is empty")?;
    let place = header.split(',').position(|column| column == name).with_context(|| format!("no {name}"))?;
    let mut figures = Figures::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if let Some(value) = cells.get(place).filter(|value| !value.is_empty()) {
            figures.insert(format!("{}-01", cells[0]).parse()?, value.parse()?);
        }
    }
    Ok(figures)
}

/// The earlier and the later vintage of the IGAE.
fn editions() -> anyhow::Result<Option<[Edition; 2]>> {
    let Some(table) = recorded::text("data/mexico_monthly_to_2023-06.csv")? else { return Ok(None) };
    let edition = |known_at: &str, name: &str| {
        anyhow::Ok(Edition { known_at: known_at.parse()?, figures: column(&table, name)? })
    };
    let earlier = edition(NOVEMBER_2021, "igae_orig_2013_100_v2021_11")?;
    Ok(Some([earlier, edition(DECEMBER_2025, "igae_idx_2018_100")?]))
}

/// All series of the file of September 2021, by the numbers that INEGI gave them.
fn editions_2021(text: &str) -> anyhow::Result<BTreeMap<String, Edition>> {
    // A name may have commas in it, and the three other fields have none.
    let row = |line: &str| -> Option<(String, u32, u32, f64)> {
        let id = line.split(',').next()?;
        let mut fields = line.rsplitn(3, ',');
        let (value, period) = (fields.next()?, fields.next()?);
        let (year, place) = period.split_once('/')?;
        Some((id.to_owned(), year.parse().ok()?, place.parse().ok()?, value.parse().ok()?))
    };
    let mut rows: BTreeMap<String, Vec<(u32, u32, f64)>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let (id, year, place, value) = row(line).with_context(|| line.to_owned())?;
        rows.entry(id).or_default().push((year, place, value));
    }
    let mut editions = BTreeMap::new();
    for (id, rows) in rows {
        // Of a year, `04` is April or the last quarter, whichever the series has.
        let is_quarterly = rows.iter().all(|(_, place, _)| *place <= 4);
        let day = |year: u32, place: u32| {
            let month = if is_quarterly { 3 * place - 2 } else { place };
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)
        };
        let figures = rows.iter().map(|(year, place, value)| Some((day(*year, *place)?, *value)));
        let figures: Option<Figures> = figures.collect();
        let figures = figures.with_context(|| format!("a period of {id} is no period"))?;
        ensure!(figures.len() == rows.len(), "{id} has a period twice");
        editions.insert(id, Edition { known_at: SEPTEMBER_2021.parse()?, figures });
    }
    Ok(editions)
}

/// A server on a short history, and the token of a program that may push.
struct Desk {
    api: Api,
    token: String,
    _start: Start,
}

impl Desk {
    fn open() -> anyhow::Result<Self> {
        let start = Start::new(100, 0)?;
        let api = Api::start(&start)?.as_owner()?;
        let words = ["--json", "token", "new", "--name", "desk", "--role", "pusher"];
        let output = command()?.arg("--data-dir").arg(start.data_dir()).args(words).output()?;
        let made: Value = serde_json::from_slice(&output.stdout)?;
        let token = made["token"].as_str().context("no token")?.to_owned();
        Ok(Self { api, token, _start: start })
    }

    /// Pushes rows, all of which must enter.
    async fn push(&self, key: &str, rows: &str) -> anyhow::Result<()> {
        let request = self.api.client.post(self.api.server.url("/api/v1/observations"));
        let request = request.header("idempotency-key", key).bearer_auth(&self.token);
        let csv = format!("series,period,value,known_at\n{rows}");
        let answer = request.header("content-type", "text/csv").body(csv).send().await?;
        ensure!(answer.status().is_success(), "{}", answer.text().await?);
        let pushed: Pushed = answer.json().await?;
        let count = u32::try_from(rows.lines().count())?;
        ensure!((pushed.observed, pushed.known, pushed.held) == (count, 0, 0), "{count}, {pushed:?}");
        ensure!(pushed.findings.is_empty(), "{pushed:?}");
        Ok(())
    }

    /// What is known of a series at a moment, or by now.
    async fn known(&self, series: &str, as_of: Option<DateTime<Utc>>) -> anyhow::Result<Figures> {
        let as_of = as_of.map(|moment| format!("?as_of={}", moment.format("%FT%TZ"))).unwrap_or_default();
        let series: Series = self.api.get(&format!("/api/v1/series/{series}{as_of}")).await?;
        Ok(series.points.into_iter().map(|point| (point.day, point.value)).collect())
    }

    async fn assert_clean(&self) -> anyhow::Result<()> {
        let verified = self.api.verify().await?;
        ensure!(verified.clean, "{:?}", verified.faults);
        Ok(())
    }
}

fn assert_same(known: &Figures, expected: &Figures, when: &str) {
    let bits = |figures: &Figures| -> Vec<(NaiveDate, u64)> {
        figures.iter().map(|(period, value)| (*period, value.to_bits())).collect()
    };
    let (known, expected) = (bits(known), bits(expected));
    let first = known.iter().zip(&expected).find(|(one, other)| one != other);
    assert_eq!((first, known.len()), (None, expected.len()), "{when}");
}

/// Every moment must be answered with the edition that was the newest at it, and with no period that it did not have.
async fn assert_each_in_its_time(desk: &Desk, [earlier, later]: &[Edition; 2]) -> anyhow::Result<()> {
    let second = TimeDelta::seconds(1);
    let none = Figures::new();
    for (moment, expected) in [
        (earlier.known_at - second, &none),
        (earlier.known_at, &earlier.figures),
        (earlier.known_at + (later.known_at - earlier.known_at) / 2, &earlier.figures),
        (later.known_at - second, &earlier.figures),
        (later.known_at, &later.figures),
        (later.known_at + second, &later.figures),
    ] {
        let known = desk.known(IGAE, Some(moment)).await?;
        assert_same(&known, expected, &format!("as of {moment}"));
    }
    assert_same(&desk.known(IGAE, None).await?, &later.figures, "now");
    desk.assert_clean().await
}

#[tokio::test]
async fn vintages_in_the_order_of_their_publication_are_each_had_again() -> anyhow::Result<()> {
    let Some(editions) = editions()? else { return Ok(()) };
    let desk = Desk::open()?;
    desk.push("2021", &editions[0].rows("igae")).await?;
    desk.push("2025", &editions[1].rows("igae")).await?;
    assert_each_in_its_time(&desk, &editions).await?;

    // What is said otherwise of a moment that has passed was not known at it.
    let period = NaiveDate::from_ymd_opt(2021, 4, 1).context("no such day")?;
    desk.push("2025-anew", &format!("igae,{period},1.5,{DECEMBER_2025}\n")).await?;
    let then = desk.known(IGAE, Some(editions[1].known_at)).await?;
    assert_same(&then, &editions[1].figures, "after a correction");
    assert_eq!(desk.known(IGAE, None).await?[&period].to_bits(), 1.5_f64.to_bits());
    desk.assert_clean().await
}

#[tokio::test]
async fn a_vintage_that_comes_after_a_later_one_takes_its_place_before_it() -> anyhow::Result<()> {
    let Some(editions) = editions()? else { return Ok(()) };
    let desk = Desk::open()?;
    desk.push("2025", &editions[1].rows("igae")).await?;
    desk.push("2021", &editions[0].rows("igae")).await?;
    assert_each_in_its_time(&desk, &editions).await
}

/// The change on the same month a year before, in percent.
fn annual_changes(figures: &Figures) -> Figures {
    let change = |(month, value): (&NaiveDate, &f64)| {
        let before = figures.get(&month.checked_sub_months(Months::new(12))?)?;
        Some((*month, 100.0 * (value / before - 1.0)))
    };
    figures.iter().filter_map(change).collect()
}

#[tokio::test]
async fn what_was_known_live_differs_from_what_is_known_now_as_much_as_was_measured() -> anyhow::Result<()> {
    let Some([earlier, later]) = editions()? else { return Ok(()) };
    let desk = Desk::open()?;
    desk.push("both", &(earlier.rows("igae") + &later.rows("igae"))).await?;
    let live = annual_changes(&desk.known(IGAE, Some(earlier.known_at)).await?);
    let now = annual_changes(&desk.known(IGAE, None).await?);
    let revisions: Vec<(NaiveDate, f64)> =
        live.iter().map(|(month, change)| (*month, (now[month] - change).abs())).collect();
    let mean = revisions.iter().map(|(_, size)| size).sum::<f64>() / revisions.len() as f64;
    let largest = revisions.iter().max_by(|a, b| a.1.total_cmp(&b.1)).context("nothing was revised")?;
    assert_eq!(revisions.len(), 33);
    assert!((mean - 0.70).abs() < 0.005, "the mean revision of an annual change is {mean} points");
    assert!((largest.1 - 3.63).abs() < 0.005, "the largest one is {largest:?}");
    assert_eq!((largest.0.year(), largest.0.month()), (2021, 4));
    Ok(())
}

#[expect(clippy::print_stderr, reason = "how long it takes is for people to judge")]
#[tokio::test]
async fn a_panel_of_many_series_comes_in_one_push_and_is_had_again() -> anyhow::Result<()> {
    let Some(text) = recorded::text("data/inegi_vintage_2021-09_long.csv")? else { return Ok(()) };
    let editions = editions_2021(&text)?;
    let name = |id: &str| format!("inegi2021.{id}");
    let rows: Vec<String> = editions.iter().map(|(id, edition)| edition.rows(&name(id))).collect();
    let desk = Desk::open()?;
    let began = Instant::now();
    desk.push("all", &rows.concat()).await?;
    let pushed = began.elapsed();
    let known_at: DateTime<Utc> = SEPTEMBER_2021.parse()?;
    let began = Instant::now();
    for (id, edition) in &editions {
        let series = format!("internal.{}", name(id));
        assert_same(&desk.known(&series, Some(known_at)).await?, &edition.figures, id);
    }
    let read = began.elapsed();
    for id in editions.keys() {
        let series = format!("internal.{}", name(id));
        let before = desk.known(&series, Some(known_at - TimeDelta::seconds(1))).await?;
        assert!(before.is_empty(), "{id} was known too early");
    }
    let listed: Vec<SeriesSummary> = desk.api.get("/api/v1/series").await?;
    let listed = listed.iter().filter(|series| series.id.starts_with("internal.inegi2021.")).count();
    assert_eq!(listed, editions.len());
    let values: usize = editions.values().map(|edition| edition.figures.len()).sum();
    eprintln!("{listed} series with {values} values: pushed in {pushed:?}, read as of then in {read:?}");
    // One of them is in the monthly table too, with fewer digits.
    if let Some(table) = recorded::text("data/mexico_monthly_to_2023-06.csv")? {
        let adjusted = column(&table, "igae_SA_2013_100_v2021")?;
        let known = &editions["496216"].figures;
        assert!(adjusted.keys().eq(known.keys()));
        assert!(adjusted.iter().all(|(month, value)| (value - known[month]).abs() < 1e-6));
    }
    desk.assert_clean().await
}

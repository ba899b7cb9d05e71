//! All sources from the sandbox, through the real server: backfilled, misbehaving for a week, killed, poisoned, and the FIX made to speak.

use anyhow::{Context, ensure};
use chrono::{Days, NaiveDate};
use paridad_ingest::sources::PUBLIC;
use paridad_sandbox::switches::{Chance, Places, Switch, Switches};
use paridad_sandbox::{Options as SandboxOptions, Running, Sandbox, after_publications};
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server};
use paridad_wire::{Forecast, Problem, Pulled, Series, SeriesSummary, Status, Version, VersionKind};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Tokens that must be seen nowhere.
const BANXICO_TOKEN: &str = "never-to-be-seen-banxico-0123456789";
const INEGI_TOKEN: &str = "never-to-be-seen-inegi-9876543210";

/// A sandbox, and the folder of a server that pulls from it.
pub(crate) struct Scene {
    pub(crate) sandbox: Running,
    folder: TempDir,
}

impl Scene {
    /// A sandbox whose clock shows the afternoon of a day.
    pub(crate) async fn on(today: NaiveDate, seed: u64) -> anyhow::Result<Self> {
        let from = NaiveDate::from_ymd_opt(2021, 1, 4).context("no such day")?;
        let listen = "127.0.0.1:0".parse()?;
        let now = after_publications(today);
        let options = SandboxOptions { listen, seed, from, now, switches: Switches::default() };
        let scene = Self { sandbox: Sandbox::start(options).await?, folder: tempfile::tempdir()? };
        fs::write(scene.history(), scene.sandbox.ecb_history())?;
        Ok(scene)
    }

    fn history(&self) -> std::path::PathBuf {
        self.folder.path().join("history.csv")
    }

    /// A server on an archive in this folder.
    pub(crate) fn server(&self, name: &str) -> anyhow::Result<Api> {
        let history = ("history", self.history().display().to_string());
        let args = self.sandbox.places().chain([history]);
        let args = args.flat_map(|(flag, value)| [format!("--{flag}"), value]);
        let args = args.chain(["--synthetic".to_owned()]).collect();
        let all = PUBLIC.map(|source| source.name).join(",");
        let env = [
            ("PARIDAD_BANXICO_TOKEN", BANXICO_TOKEN),
            ("PARIDAD_INEGI_TOKEN", INEGI_TOKEN),
            ("PARIDAD_SOURCES", &all),
        ];
        let env = env.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        Api::of(Server::start(&Options { args, env, data_dir: Some(self.folder.path().join(name)) })?)
    }
}

async fn pull(api: &Api, source: &str) -> anyhow::Result<Pulled> {
    api.post("/api/v1/pull", json!({ "source": source })).await
}

pub(crate) async fn pull_all(api: &Api) -> anyhow::Result<Vec<Pulled>> {
    let mut pulled = Vec::new();
    for source in api.get::<Vec<String>>("/api/v1/sources").await? {
        pulled.push(pull(api, &source).await?);
    }
    Ok(pulled)
}

async fn assert_clean(api: &Api) -> anyhow::Result<()> {
    let verified = api.verify().await?;
    ensure!(verified.clean, "{:?}", verified.faults);
    Ok(())
}

/// All that is known of every series that came from a source, by period.
async fn known(api: &Api) -> anyhow::Result<BTreeMap<String, Vec<(NaiveDate, u64)>>> {
    let mut known = BTreeMap::new();
    for SeriesSummary { id, .. } in api.get::<Vec<SeriesSummary>>("/api/v1/series").await? {
        if !id.contains('.') {
            continue;
        }
        let series: Series = api.get(&format!("/api/v1/series/{id}")).await?;
        let points = series.points.iter().map(|point| (point.day, point.value.to_bits())).collect();
        known.insert(id, points);
    }
    Ok(known)
}

/// Whether any file of a folder holds a text.
fn holds(folder: &Path, text: &str) -> anyhow::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && fs::read(&path)?.windows(text.len()).any(|bytes| bytes == text.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(crate) fn day(text: &str) -> anyhow::Result<NaiveDate> {
    text.parse().map_err(|error| anyhow::anyhow!("{text}: {error}"))
}

#[tokio::test]
async fn all_sources_are_backfilled_and_the_fix_speaks_once_a_person_wants_it() -> anyhow::Result<()> {
    let scene = Scene::on(day("2026-10-30")?, 7).await?;
    let mut api = scene.server("data")?;
    let pulled = pull_all(&api).await?;
    for Pulled { source, observed, held, findings, .. } in &pulled {
        let wanted = if source == "ecb" { 0..1 } else { 100..usize::MAX };
        ensure!(wanted.contains(observed) && *held == 0, "{source}: {observed}, {held}, {findings:?}");
    }
    let again = pull_all(&api).await?;
    assert!(again.iter().all(|pulled| pulled.observed == 0 && pulled.held == 0), "nothing is new: {again:?}");

    // What is labelled with a Monday was known on the Friday before, and not an hour earlier.
    let tiie =
        |as_of: &str| format!("/api/v1/series/banxico.sf43783?from=2026-10-26&to=2026-10-26&as_of={as_of}");
    let early: Series = api.get(&tiie("2026-10-23T12:00:00Z")).await?;
    let then: Series = api.get(&tiie("2026-10-23T23:00:00Z")).await?;
    assert_eq!((early.points.len(), then.points.len()), (0, 1));

    let challenger: Version = api.post("/api/v1/challengers", json!({ "recipe": "fix" })).await?;
    let before: Status = api.get("/api/v1/status").await?;
    assert_eq!((challenger.kind, before.provenance.target.as_str()), (VersionKind::Challenger, "usdmxn"));
    let rollback = api.client.post(api.server.url("/api/v1/rollback"));
    let refused: Problem =
        rollback.json(&json!({ "version": challenger.number })).send().await?.json().await?;
    assert_eq!((refused.status, refused.code.as_str()), (409, "never-spoke"));
    assert!(refused.detail.contains("promote"), "{refused:?}");
    let promote = format!("/api/v1/versions/{}/promote", challenger.number);
    let promoted: Version = api.post(&promote, json!({ "reason": "a token has come" })).await?;
    assert_eq!(promoted.kind, VersionKind::Promoted { challenger: challenger.number });
    assert!(promoted.unnamed, "nobody has a token");
    let forecast: Forecast = api.get("/api/v1/forecast?horizon=21").await?;
    assert_eq!(
        (forecast.provenance.target.as_str(), forecast.provenance.target_title.as_str()),
        ("fix", "SINTÉTICO: USD/MXN, FIX")
    );
    assert_eq!(forecast.provenance.origin, day("2026-10-30")?);

    // The next days are learned by the FIX, also after a kill.
    scene.sandbox.set_clock(after_publications(day("2026-11-05")?))?;
    api.server.kill()?;
    let api = scene.server("data")?;
    let learned: Vec<Pulled> = pull_all(&api).await?;
    assert_eq!(
        learned.iter().map(|pulled| pulled.learned).sum::<usize>(),
        3,
        "2 November is closed: {learned:?}"
    );
    let after: Status = api.get("/api/v1/status").await?;
    assert_eq!((after.provenance.target.as_str(), after.provenance.origin), ("fix", day("2026-11-05")?));
    assert_clean(&api).await?;

    let output = api.server.stdout() + &api.server.stderr();
    for token in [BANXICO_TOKEN, INEGI_TOKEN] {
        assert!(!output.contains(token), "a token is in the log");
        assert!(!holds(api.server.data_dir(), token)?, "a token is in the data folder");
    }
    scene.sandbox.stop().await;
    Ok(())
}

#[tokio::test]
async fn a_week_of_misbehaviour_loses_doubles_and_forebodes_nothing() -> anyhow::Result<()> {
    let first = day("2026-10-19")?;
    let scene = Scene::on(first, 11).await?;
    let api = scene.server("tried")?;
    pull_all(&api).await?;
    let chance = |chance: f64| anyhow::Ok(Switch::Chance(Chance::try_from(chance)?));
    let bad = Switches {
        latency_ms: 5,
        quota: chance(0.1)?,
        ids_max: 7,
        html: chance(0.1)?,
        unavailable: chance(0.2)?,
        truncated: chance(0.2)?,
        wrong_order: chance(0.5)?,
        late: chance(0.2)?,
        late_days: 2,
        not_available: chance(0.02)?,
        ..Switches::default()
    };
    let (mut done, mut failed) = (0, 0);
    for date in first.iter_days().skip(1).take(7) {
        scene.sandbox.set_clock(after_publications(date))?;
        scene.sandbox.switch(bad.clone());
        for source in PUBLIC.map(|source| source.name) {
            match pull(&api, source).await {
                Ok(_) => done += 1,
                Err(_) => failed += 1,
            }
        }
    }
    assert!(done > 0 && failed > 0, "{done} done, {failed} failed: both must be seen");
    // All is well again, and everything has come: the same as at a server that had a quiet week.
    scene.sandbox.switch(Switches::default());
    scene.sandbox.set_clock(after_publications(first + Days::new(12)))?;
    pull_all(&api).await?;
    let quiet = scene.server("quiet")?;
    pull_all(&quiet).await?;
    let (tried, quiet_known) = (known(&api).await?, known(&quiet).await?);
    assert_eq!(tried.keys().collect::<Vec<_>>(), quiet_known.keys().collect::<Vec<_>>());
    for (id, points) in &tried {
        let differ = |(one, other): &(&(NaiveDate, u64), &(NaiveDate, u64))| one != other;
        let first = points.iter().zip(&quiet_known[id]).find(differ);
        assert_eq!((first, points.len()), (None, quiet_known[id].len()), "{id}");
    }
    let none_early: Series = api
        .get(&format!("/api/v1/series/banxico.sf43718?from={first}&to={first}&as_of={first}T17:59:59Z"))
        .await?;
    assert_eq!(none_early.points.len(), 0, "the FIX is known from noon in Mexico City on");
    assert!(!scene.sandbox.counters().is_any_refused(), "{:?}", scene.sandbox.counters());
    assert_clean(&api).await?;
    scene.sandbox.stop().await;
    Ok(())
}

#[tokio::test]
async fn a_poisoned_fix_waits_for_two_people() -> anyhow::Result<()> {
    let scene = Scene::on(day("2026-10-29")?, 3).await?;
    let api = scene.server("data")?;
    pull_all(&api).await?;
    let friday = day("2026-10-30")?;
    scene.sandbox.set_clock(after_publications(friday))?;
    let days = [friday].into();
    scene
        .sandbox
        .switch(Switches { poison: Switch::At(Places { days, ..Places::default() }), ..Switches::default() });
    let pulled = pull(&api, "banxico").await?;
    assert_eq!(pulled.held, 1, "{pulled:?}");
    let held: Vec<paridad_wire::Held> = api.get("/api/v1/held").await?;
    assert_eq!((held.len(), held[0].series.as_str(), held[0].period), (1, "banxico.sf43718", friday));
    assert_eq!(held[0].reviewers, 2);
    let path = format!("/api/v1/held/{}", held[0].held);
    let decided: paridad_wire::Held = api.post(&path, json!({ "decision": "accept" })).await?;
    assert_eq!(decided.decided, None, "nobody knows who is on this machine");
    assert_eq!(pull(&api, "banxico").await?.held, 1);
    let held: Vec<paridad_wire::Held> = api.get("/api/v1/held").await?;
    assert_eq!(held.len(), 1, "what waits is not held once more");
    assert_clean(&api).await?;
    scene.sandbox.stop().await;
    Ok(())
}

#[tokio::test]
async fn a_source_without_its_token_says_what_to_do() -> anyhow::Result<()> {
    let api = Api::of(Server::start(&Options::default())?)?;
    assert_eq!(api.get::<Vec<String>>("/api/v1/sources").await?, ["ecb"]);
    let answer =
        api.client.post(api.server.url("/api/v1/pull")).json(&json!({ "source": "banxico" })).send().await?;
    let problem: Problem = answer.json().await?;
    assert_eq!((problem.status, problem.code.as_str()), (409, "no-token"));
    assert!(problem.detail.contains("PARIDAD_BANXICO_TOKEN_FILE"), "{}", problem.detail);
    Ok(())
}

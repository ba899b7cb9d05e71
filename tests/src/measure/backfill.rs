//! A backfill of all series of the catalogue over thirty years: how long the real server takes, and how much memory.

use super::Figure;
use crate::api::Api;
use crate::server::{Options, Server};
use anyhow::{Context, ensure};
use chrono::NaiveDate;
use paridad_ingest::catalogue::Entry;
use paridad_ingest::sources::catalogue;
use paridad_sandbox::switches::Switches;
use paridad_sandbox::{Options as SandboxOptions, Running, Sandbox, after_publications};
use paridad_wire::{Pulled, SeriesSummary, Version};
use serde_json::json;
use std::fs;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The first day of the generated series, and the last.
const DAYS: (NaiveDate, NaiveDate) =
    (NaiveDate::from_ymd_opt(1996, 1, 1).unwrap(), NaiveDate::from_ymd_opt(2026, 10, 30).unwrap());

/// How many series must come. Some began later than the first day.
const SERIES_MIN: usize = 25;

/// What a backfill may take, in seconds and in megabytes.
const BOUNDS: (f64, f64) = (60.0, 200.0);

/// How long a first start may learn, and one answer may take.
const PATIENCE: Duration = Duration::from_secs(600);

const TOKEN: &str = "synthetic-0123456789";

/// The most series of one request, by Banxico.
const SLICE_MAX: usize = 20;

/// All figures of a backfill.
///
/// # Errors
///
/// If the server or the sandbox does not start, or a series does not come.
pub async fn figures() -> anyhow::Result<Vec<Figure>> {
    let scene = Scene::new().await?;
    let first = Instant::now();
    scene.server()?.server.stop()?;
    let first = first.elapsed().as_secs_f64();
    let api = scene.server()?;
    let idle = megabytes(&api)?;
    let backfill = Backfill::pulled(&api).await?;
    let filled = megabytes(&api)?;
    let began = Instant::now();
    let _: Version = post(&api, "/api/v1/challengers", json!({ "recipe": "fix" })).await?;
    let learned = began.elapsed().as_secs_f64();
    let after = megabytes(&api)?;
    let bare = scene.download(&api).await?;
    scene.sandbox.stop().await;
    let Backfill { series, brought, held, seconds } = backfill;
    let name = format!("backfill of {series} series");
    let (in_time, in_memory) = (("allowed", BOUNDS.0), ("allowed", BOUNDS.1));
    let all = (brought + held) as f64;
    let figure =
        |what: &str, value, unit, against| Figure::new(&format!("{name}{what}"), value, unit, against);
    Ok(vec![
        figure("", seconds, "s", in_time),
        figure(", values let in", brought as f64 / seconds, "1/s", ("a bare download of all", all / bare)),
        figure(", values held", held as f64, "values", ("values that came", all)),
        Figure::new("peak memory of a server before it", idle, "MB", in_memory),
        Figure::new("peak memory of a server after it", filled, "MB", in_memory),
        Figure::new("the FIX learned of it", learned, "s", ("a first start on the ECB's history", first)),
        Figure::new("peak memory of a server after that", after, "MB", in_memory),
    ])
}

/// The peak of the server's process, so far.
fn megabytes(api: &Api) -> anyhow::Result<f64> {
    Ok(api.server.peak_memory()? as f64 / 1e6)
}

/// Sends a body, and reads what is answered after however long.
async fn post<T: serde::de::DeserializeOwned>(
    api: &Api,
    path: &str,
    body: serde_json::Value,
) -> anyhow::Result<T> {
    let answer = api.client.post(api.server.url(path)).json(&body).timeout(PATIENCE).send().await?;
    ensure!(answer.status().is_success(), "{path}: {}", answer.text().await?);
    Ok(answer.json().await?)
}

/// What a backfill brought.
struct Backfill {
    series: usize,
    brought: usize,
    held: usize,
    seconds: f64,
}

impl Backfill {
    /// Pulls both sources that need a token, of which the archive has nothing.
    async fn pulled(api: &Api) -> anyhow::Result<Self> {
        let (mut brought, mut held) = (0, 0);
        let began = Instant::now();
        for source in ["banxico", "inegi"] {
            let pulled: Pulled = post(api, "/api/v1/pull", json!({ "source": source })).await?;
            brought += pulled.observed;
            held += pulled.held;
        }
        let seconds = began.elapsed().as_secs_f64();
        let listed: Vec<SeriesSummary> = api.get("/api/v1/series").await?;
        let sources = ["banxico", "inegi"].map(|source| format!("{source}."));
        let came = listed.iter().filter(|series| sources.iter().any(|source| series.id.starts_with(source)));
        let series = came.count();
        ensure!(series >= SERIES_MIN, "{series} series came, {SERIES_MIN} must");
        Ok(Self { series, brought, held, seconds })
    }
}

/// A sandbox, and the folder of a server that pulls from it.
struct Scene {
    sandbox: Running,
    folder: TempDir,
}

impl Scene {
    async fn new() -> anyhow::Result<Self> {
        let (from, today) = DAYS;
        let (listen, now) = ("127.0.0.1:0".parse()?, after_publications(today));
        let options = SandboxOptions { listen, seed: 7, from, now, switches: Switches::default() };
        let scene = Self { sandbox: Sandbox::start(options).await?, folder: tempfile::tempdir()? };
        fs::write(scene.folder.path().join("history.csv"), scene.sandbox.ecb_history())?;
        Ok(scene)
    }

    /// A server on this folder's archive, once it is ready.
    fn server(&self) -> anyhow::Result<Api> {
        let history = ("history", self.folder.path().join("history.csv").display().to_string());
        let args = self.sandbox.places().chain([history]);
        let args = args.flat_map(|(flag, value)| [format!("--{flag}"), value]);
        let args = args.chain(["--synthetic".to_owned()]).collect();
        let tokens = ["PARIDAD_BANXICO_TOKEN", "PARIDAD_INEGI_TOKEN"];
        let env = tokens.map(|name| (name.to_owned(), TOKEN.to_owned())).into();
        let data_dir = Some(self.folder.path().join("data"));
        let server = Server::start_unready(&Options { args, env, data_dir })?;
        server.wait_until_ready(PATIENCE).with_context(|| server.stderr())?;
        Api::of(server)
    }

    /// Downloads what the server has, and gives the seconds that it takes.
    async fn download(&self, api: &Api) -> anyhow::Result<f64> {
        let catalogue = catalogue();
        let mut urls = Vec::new();
        let banxico: Vec<&Entry> = catalogue.of("banxico").collect();
        for slice in banxico.chunks(SLICE_MAX) {
            urls.push(format!("{}/series/{}/datos", self.sandbox.place("banxico-url"), keys(slice)));
        }
        for entry in catalogue.of("inegi") {
            let (address, bank) = (self.sandbox.place("inegi-url"), entry.bank.context("no bank")?.name());
            let key = &entry.key;
            urls.push(format!("{address}/INDICATOR/{key}/es/00/false/{bank}/2.0/{TOKEN}?type=json"));
        }
        let began = Instant::now();
        for url in urls {
            let answer = api.client.get(&url).header("bmx-token", TOKEN).timeout(PATIENCE).send().await?;
            answer.error_for_status()?.bytes().await?;
        }
        Ok(began.elapsed().as_secs_f64())
    }
}

fn keys(entries: &[&Entry]) -> String {
    entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>().join(",")
}

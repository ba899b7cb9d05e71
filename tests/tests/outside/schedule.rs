//! Sources are pulled when their plans are due, and what was missed is made up for: the real server against the sandbox.

use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use paridad_sandbox::switches::Switches;
use paridad_sandbox::{Options as SandboxOptions, Running, Sandbox};
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server, command};
use paridad_wire::{Freshness, Pulled, Run};
use serde_json::json;
use std::fs;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How far Mexico City is behind Greenwich, all year since 2023.
const MEXICO_BEHIND: TimeDelta = TimeDelta::hours(6);

/// A plan may be due a minute from now, and its pull takes a while.
const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(50);

/// A sandbox by the clock of this machine, and the folder of a server whose history ends some days before.
struct Scene {
    sandbox: Running,
    folder: TempDir,
}

impl Scene {
    async fn new(now: DateTime<Utc>) -> anyhow::Result<Self> {
        let from = (now - TimeDelta::days(365)).date_naive();
        let listen = "127.0.0.1:0".parse()?;
        let then = now - TimeDelta::days(14);
        let options = SandboxOptions { listen, seed: 4, from, now: then, switches: Switches::default() };
        let scene = Self { sandbox: Sandbox::start(options).await?, folder: tempfile::tempdir()? };
        fs::write(scene.folder.path().join("history.csv"), scene.sandbox.ecb_history())?;
        scene.sandbox.set_clock(now)?;
        Ok(scene)
    }

    /// Lets the ECB be pulled by a cron expression, by the clock of Mexico City.
    fn plan(&self, cron: &str) -> anyhow::Result<()> {
        let text = format!("[[plan]]\nsource = \"ecb\"\nclock = \"mexico_city\"\ncron = \"{cron}\"\n");
        Ok(fs::write(self.folder.path().join("schedule.toml"), text)?)
    }

    fn options(&self) -> Options {
        let path = self.folder.path().join("history.csv");
        let args = [
            ("--ecb-url", self.sandbox.place("ecb-url")),
            ("--ecb-portal-url", self.sandbox.place("ecb-portal-url")),
            ("--history", path.display().to_string()),
        ];
        let args = args.into_iter().flat_map(|(flag, value)| [flag.to_owned(), value]).collect();
        Options { args, data_dir: Some(self.folder.path().to_owned()), ..Options::default() }
    }
}

/// The first run with a trigger, once it has ended.
async fn ended(api: &Api, trigger: &str) -> anyhow::Result<Run> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let runs: Vec<Run> = api.get("/api/v1/runs").await?;
        let ended = runs.iter().rev().find(|run| run.trigger == trigger && run.ended_at.is_some());
        if let Some(run) = ended {
            return Ok(run.clone());
        }
        ensure!(Instant::now() < deadline, "no run by {trigger}, only {runs:?}");
        tokio::time::sleep(PAUSE).await;
    }
}

fn triggers(runs: &[Run]) -> Vec<&str> {
    runs.iter().map(|run| run.trigger.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_due_while_nobody_served_is_made_up_for_once() -> anyhow::Result<()> {
    let now = Utc::now();
    let scene = Scene::new(now).await?;
    scene.plan(&(now - TimeDelta::hours(2) - MEXICO_BEHIND).format("%-M %-H * * *").to_string())?;
    let mut api = Api::of(Server::start(&scene.options())?)?;
    assert!(api.get::<Vec<Run>>("/api/v1/runs").await?.is_empty(), "--no-schedule");
    assert!(api.server.stop()?.success());

    let mut api = Api::of(Server::start_scheduled(&scene.options())?)?;
    let run = ended(&api, "catch_up").await?;
    let brought = run.brought.with_context(|| format!("{:?}", run.failed))?;
    assert_eq!((run.source.as_str(), run.actor.as_str()), ("ecb", "paridad"));
    assert!(brought.learned > 5, "a fortnight was missed: {brought:?}");
    assert!(api.server.stop()?.success());

    let api = Api::of(Server::start_scheduled(&scene.options())?)?;
    let _: Pulled = api.post("/api/v1/pull", json!({"source": "ecb"})).await?;
    let runs: Vec<Run> = api.get("/api/v1/runs").await?;
    assert_eq!(triggers(&runs), ["manual", "catch_up"], "nothing was missed any more: {runs:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_series_says_how_fresh_it_is() -> anyhow::Result<()> {
    let scene = Scene::new(Utc::now()).await?;
    let api = Api::of(Server::start(&scene.options())?)?;
    let peso = async || -> anyhow::Result<Freshness> {
        let list: Vec<Freshness> = api.get("/api/v1/freshness").await?;
        list.into_iter().find(|row| row.series == "ecb.eur.mxn").context("no peso")
    };
    let before = peso().await?;
    assert_eq!((before.state.as_str(), before.source.as_str()), ("late", "ecb"), "{before:?}");
    assert!(before.age_days >= Some(14) && before.received_at.is_some(), "{before:?}");
    let metrics = async || -> anyhow::Result<String> {
        Ok(api.client.get(api.server.url("/metrics")).send().await?.text().await?)
    };
    let (late, age) =
        ("paridad_series_late{series=\"ecb.eur.mxn\"}", "paridad_series_age_days{series=\"ecb.eur.mxn\"}");
    assert!(metrics().await?.contains(&format!("{late} 1\n")));

    let _: Pulled = api.post("/api/v1/pull", json!({"source": "ecb"})).await?;
    let after = peso().await?;
    assert!(after.state != "late" && after.last > before.last, "{after:?}");
    let text = metrics().await?;
    assert!(text.contains(&format!("{late} 0\n")), "{text}");
    assert!(text.contains(&format!("{age} {}\n", after.age_days.unwrap_or(-1))), "{text}");

    let folder = scene.folder.path().display().to_string();
    let output = command()?.args(["freshness", "--json", "--data-dir", &folder]).output()?;
    let listed: Vec<Freshness> = serde_json::from_slice(&output.stdout)?;
    assert!(listed.contains(&after), "the command asks the server");
    Ok(())
}

#[test]
fn a_schedule_that_cannot_be_is_refused_with_its_line() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let text = "[[plan]]\nsource = \"ecb\"\nclock = \"frankfurt\"\ncron = \"5 25 * * *\"\n";
    fs::write(folder.path().join("schedule.toml"), text)?;
    let folder = folder.path().display().to_string();
    let output = command()?.args(["serve", "--listen", "127.0.0.1:0", "--data-dir", &folder]).output()?;
    let said = String::from_utf8(output.stderr)?;
    assert!(!output.status.success());
    assert!(said.contains("schedule.toml: line 4: hour must be between 0 and 23, got \"25\""), "{said}");
    Ok(())
}

/// A due moment is a minute of the real clock, so this one waits for up to that long.
#[cfg(feature = "slow")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_that_is_due_pulls() -> anyhow::Result<()> {
    let scene = Scene::new(Utc::now()).await?;
    scene.plan("* * * * *")?;
    let api = Api::of(Server::start_scheduled(&scene.options())?)?;
    let run = ended(&api, "schedule").await?;
    let brought = run.brought.with_context(|| format!("{:?}", run.failed))?;
    assert_eq!((run.source.as_str(), run.actor.as_str()), ("ecb", "paridad"));
    assert_eq!(brought.learned, 0, "what was missed before was made up for at the start");
    let runs: Vec<Run> = api.get("/api/v1/runs").await?;
    assert_eq!(triggers(&runs).last(), Some(&"catch_up"), "the first of them: {runs:?}");
    Ok(())
}

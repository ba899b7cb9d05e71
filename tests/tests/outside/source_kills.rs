//! Pulls of the sandbox's sources killed with SIGKILL between any two of their steps: the next run ends in the bits of an undisturbed one.

use anyhow::{Context, ensure};
use chrono::NaiveDate;
use paridad_sandbox::switches::Switches;
use paridad_sandbox::{Options, Running, Sandbox, after_publications};
use paridad_tests::server::command;
use paridad_wire::{Forecast, Pulled, Verified, Version, Versions};
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a pull is killed.
const KILLS: usize = 100;

/// The first day that is pulled after the FIX has begun to speak.
const FIRST: &str = "2026-01-05";

struct Scene {
    sandbox: Running,
    folder: tempfile::TempDir,
}

impl Scene {
    async fn new() -> anyhow::Result<Self> {
        let today = day(FIRST)?.pred_opt().context("no day before")?;
        let options = Options {
            listen: "127.0.0.1:0".parse()?,
            seed: 5,
            from: day("2023-01-02")?,
            now: after_publications(today),
            switches: Switches::default(),
        };
        let scene = Self { sandbox: Sandbox::start(options).await?, folder: tempfile::tempdir()? };
        fs::write(scene.history(), scene.sandbox.ecb_history())?;
        Ok(scene)
    }

    fn history(&self) -> PathBuf {
        self.folder.path().join("history.csv")
    }

    fn archive(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, name: &str, args: &[&str]) -> anyhow::Result<Command> {
        let mut command = command()?;
        command.arg("--json").arg("--data-dir").arg(self.archive(name)).arg("--history").arg(self.history());
        command.args([
            "--ecb-url",
            &self.sandbox.place("ecb-url"),
            "--ecb-portal-url",
            &self.sandbox.place("ecb-portal-url"),
        ]);
        command.args(["--banxico-url", &self.sandbox.place("banxico-url")]).args(args);
        command.env("PARIDAD_BANXICO_TOKEN", "any-token-will-do-in-a-sandbox");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok(command)
    }

    fn ask<T: DeserializeOwned>(&self, name: &str, args: &[&str]) -> anyhow::Result<T> {
        let output = self.command(name, args)?.output()?;
        ensure!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// Pulls a source; kills the pull after a while. Whether it was killed.
    fn pull_and_kill(&self, name: &str, source: &str, after: Duration) -> anyhow::Result<bool> {
        let mut child = self.command(name, &["pull", "--source", source])?.spawn()?;
        let deadline = Instant::now() + after;
        while Instant::now() < deadline {
            if child.try_wait()?.is_some() {
                let output = child.wait_with_output()?;
                ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                return Ok(false);
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        child.kill()?;
        child.wait()?;
        Ok(true)
    }
}

fn day(text: &str) -> anyhow::Result<NaiveDate> {
    text.parse().map_err(|error| anyhow::anyhow!("{text}: {error}"))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        // A socket that was left is no file, and another server makes its own.
        if !path.is_file() {
            continue;
        }
        fs::copy(&path, to.join(path.file_name().context("a file without a name")?))?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_between_the_steps_of_pulls_change_no_bit() -> anyhow::Result<()> {
    let scene = Scene::new().await?;
    let _: Pulled = scene.ask("calm", &["pull", "--source", "banxico"])?;
    let challenger: Version = scene.ask("calm", &["challenger", "fix"])?;
    let _: Version = scene.ask("calm", &["promote", &challenger.number.to_string()])?;
    copy(&scene.archive("calm"), &scene.archive("killed"))?;
    let mut state = 0x5eed_u64;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let (mut killed, mut typical) = (0, 200_000);
    let mut days = day(FIRST)?.iter_days();
    while killed < KILLS {
        let today = days.next().context("no more days")?;
        scene.sandbox.set_clock(after_publications(today))?;
        for source in ["ecb", "banxico"] {
            let began = Instant::now();
            let _: Pulled = scene.ask("calm", &["pull", "--source", source])?;
            typical = u64::try_from(began.elapsed().as_micros())?.max(typical / 2);
            // What is cut short is run again, and perhaps cut short again, before anything else is learned.
            while scene.pull_and_kill("killed", source, Duration::from_micros(random(typical * 6 / 5)))? {
                killed += 1;
            }
        }
    }
    let newest = |name: &str| -> anyhow::Result<_> {
        let versions: Versions = scene.ask(name, &["versions", "--limit", "1"])?;
        let forecast: Forecast = scene.ask(name, &["forecast", "--horizon", "21"])?;
        let rates = forecast.quantiles.iter().map(|quantile| quantile.rate.to_bits()).collect::<Vec<_>>();
        Ok((versions.versions[0].day, versions.versions[0].snapshot.clone(), rates))
    };
    assert_eq!(newest("killed")?, newest("calm")?);
    for name in ["killed", "calm"] {
        let verified: Verified = scene.ask(name, &["verify"])?;
        assert!(verified.clean, "{name}: {verified:?}");
    }
    scene.sandbox.stop().await;
    Ok(())
}

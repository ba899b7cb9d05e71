//! The real binary, killed with SIGKILL at random moments of a pull: nothing acknowledged is lost.

use anyhow::{Context, ensure};
use paridad_tests::server::{Options, Server, command};
use paridad_tests::start::Start;
use paridad_wire::{Pulled, Verified, Versions};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// How often the binary is killed, and how many days the history has.
const KILLS: usize = 50;
const KNOWN: usize = 300;
const COMING: usize = 400;

/// How many days each pull brings.
const STRIDE: usize = 4;

const PULL: [&str; 3] = ["pull", "--source", "ecb"];

/// A pull that takes this long has certainly ended by itself.
const PATIENCE: Duration = Duration::from_secs(60);

struct Crashes {
    start: Start,
    seed: u64,
    /// The newest version and day that a pull has acknowledged.
    acknowledged: Option<(u64, chrono::NaiveDate)>,
}

impl Crashes {
    fn command(&self, args: &[&str]) -> anyhow::Result<std::process::Command> {
        let mut command = command()?;
        command.arg("--data-dir").arg(self.start.data_dir()).args(self.start.args()).arg("--json").args(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok(command)
    }

    fn ask<T: serde::de::DeserializeOwned>(&self, args: &[&str]) -> anyhow::Result<T> {
        let output = self.command(args)?.output()?;
        ensure!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    fn random(&mut self, below: u64) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % below
    }

    /// Pulls, is killed after a while, and gives what was acknowledged if the pull was faster.
    fn pull_and_kill(&mut self, after: Duration) -> anyhow::Result<Option<Pulled>> {
        let mut child: Child = self.command(&PULL)?.spawn()?;
        let deadline = Instant::now() + after;
        while Instant::now() < deadline {
            if child.try_wait()?.is_some() {
                let output = child.wait_with_output()?;
                ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                return Ok(Some(serde_json::from_slice(&output.stdout)?));
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        child.kill()?;
        child.wait()?;
        Ok(None)
    }

    /// What a restart must find: at least what was acknowledged, in order, with the snapshots of before.
    fn check(&self, before: &[(u64, String)]) -> anyhow::Result<Vec<(u64, String)>> {
        let versions: Versions = self.ask(&["versions", "--limit", "1000"])?;
        let mut rows: Vec<(u64, String)> =
            versions.versions.iter().map(|row| (row.number, row.snapshot.clone())).collect();
        rows.reverse();
        ensure!(rows.starts_with(before), "a version that was seen is gone or changed");
        if let Some((number, day)) = self.acknowledged {
            let newest = versions.versions.first().context("no version")?;
            ensure!(
                newest.number >= number && newest.day >= day,
                "version {number} of {day} was acknowledged"
            );
        }
        Ok(rows)
    }
}

#[test]
fn fifty_kills_during_pulls_lose_nothing_acknowledged() -> anyhow::Result<()> {
    let start = Start::new(KNOWN, COMING)?;
    let mut crashes = Crashes { start, seed: 0x5eed, acknowledged: None };
    let _: Versions = crashes.ask(&["versions"])?;
    // One undisturbed pull tells how long the moments of a pull are.
    crashes.start.ecb.publish_until(crashes.start.coming[1]);
    let began = Instant::now();
    let first: Pulled = crashes.ask(&PULL)?;
    let typical = u64::try_from(began.elapsed().as_micros())?.max(1_000);
    crashes.acknowledged = Some((first.version, first.last_day));
    let mut rows = crashes.check(&[])?;
    // How many pulls were killed after their payload was kept, so that the restart completed them.
    let (mut killed, mut completed, mut next) = (0, 0, 1);
    while killed < KILLS {
        next = (next + STRIDE).min(COMING - 1);
        crashes.start.ecb.publish_until(crashes.start.coming[next]);
        let after = Duration::from_micros(crashes.random(typical * 5 / 4));
        let ended = crashes.pull_and_kill(after)?;
        let before = rows.len();
        rows = crashes.check(&rows)?;
        if let Some(pulled) = ended {
            crashes.acknowledged = Some((pulled.version, pulled.last_day));
        } else {
            killed += 1;
            completed += usize::from(rows.len() > before);
            let newest: Versions = crashes.ask(&["versions", "--limit", "1"])?;
            let day = newest.versions[0].day;
            ensure!(rows.len() == before || day == crashes.start.coming[next], "{day} is half of a pull");
        }
        if killed % 10 == 0 {
            let verified: Verified = crashes.ask(&["verify"])?;
            ensure!(verified.clean, "{verified:?}");
        }
    }
    let last: Option<Pulled> = crashes.pull_and_kill(PATIENCE)?;
    let last = last.context("the last pull was not killed")?;
    assert_eq!(last.last_day, crashes.start.coming[next], "the next pull completes what was cut short");
    let verified: Verified = crashes.ask(&["verify", "--full"])?;
    assert!(verified.clean && verified.full, "{verified:?}");
    assert_eq!(verified.reproduced, last.version);
    assert!(completed > 0, "no kill fell between what was kept and what was learned");
    Ok(())
}

/// How often a serving binary is killed, and a first start.
const SERVER_KILLS: usize = 12;
const START_KILLS: usize = 6;

#[test]
fn a_server_killed_while_it_pulls_goes_on_where_it_was() -> anyhow::Result<()> {
    let start = Start::new(KNOWN, COMING)?;
    let options = Options { args: start.args(), data_dir: Some(start.data_dir()), ..Options::default() };
    let mut crashes = Crashes { start, seed: 0xfeed, acknowledged: None };
    let mut rows = Vec::new();
    for round in 1..=SERVER_KILLS {
        let mut server = Server::start(&options)?;
        rows = crashes.check(&rows)?;
        crashes.start.ecb.publish_until(crashes.start.coming[round * STRIDE]);
        let pull = crashes.command(&PULL)?.spawn()?;
        std::thread::sleep(Duration::from_micros(crashes.random(120_000)));
        server.kill()?;
        // Whether the client was answered or cut off, what it was told is what counts.
        let output = pull.wait_with_output()?;
        if let Ok(pulled) = serde_json::from_slice::<Pulled>(&output.stdout) {
            crashes.acknowledged = Some((pulled.version, pulled.last_day));
        }
    }
    crashes.check(&rows)?;
    let verified: Verified = crashes.ask(&["verify"])?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

#[test]
fn a_first_start_that_is_killed_begins_again() -> anyhow::Result<()> {
    let start = Start::new(KNOWN, 0)?;
    let options = Options { args: start.args(), data_dir: Some(start.data_dir()), ..Options::default() };
    let mut crashes = Crashes { start, seed: 0xbeef, acknowledged: None };
    for _ in 0..START_KILLS {
        let mut server = Server::start_unready(&options)?;
        std::thread::sleep(Duration::from_micros(crashes.random(150_000)));
        server.kill()?;
    }
    let versions: Versions = crashes.ask(&["versions"])?;
    assert!(!versions.versions.is_empty());
    let verified: Verified = crashes.ask(&["verify"])?;
    assert!(verified.clean && verified.reproduced > 0, "{verified:?}");
    Ok(())
}

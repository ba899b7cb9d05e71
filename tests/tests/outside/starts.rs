//! Starts that meet something: another start on the same folder, or damage. One serves, whatever it met.

use anyhow::{Context, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server, command};
use paridad_tests::start::Start;
use paridad_wire::{AuditEntry, Forecast, Status};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// A start of the server in a folder that pulls nothing by itself.
fn serve(start: &Start, words: &[&str]) -> anyhow::Result<Command> {
    let mut serve = command()?;
    serve.arg("--data-dir").arg(start.data_dir()).args(start.args());
    serve.args(["serve", "--no-schedule", "--listen", "127.0.0.1:0"]).args(words);
    serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Ok(serve)
}

/// What the folder says of where its server listens.
fn remembered(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join("server.json")).ok()?;
    let address: serde_json::Value = serde_json::from_str(&text).ok()?;
    address["listen"].as_str().map(str::to_owned)
}

/// Asks whoever serves the folder for its forecast; the archive itself is not free, so only the server can answer.
fn ask(start: &Start) -> anyhow::Result<Output> {
    Ok(command()?.arg("--data-dir").arg(start.data_dir()).args(["--json", "forecast"]).output()?)
}

#[test]
fn a_start_on_a_folder_whose_server_does_not_answer_just_then_leaves_its_address_alone() -> anyhow::Result<()>
{
    let start = Start::new(100, 0)?;
    let options = Options { args: start.args(), data_dir: Some(start.data_dir()), ..Options::default() };
    let server = Server::start(&options)?;
    let listens = remembered(&start.data_dir()).context("the server has said where it listens")?;
    server.pause()?;
    let late = serve(&start, &["--synthetic"])?.output()?;
    server.go_on()?;
    let said = String::from_utf8_lossy(&late.stderr).into_owned();
    ensure!(!late.status.success(), "the archive has one owner");
    assert!(said.contains("archive"), "{said}");
    assert_eq!(remembered(&start.data_dir()), Some(listens), "the address is still that of who serves");
    let asked = ask(&start)?;
    ensure!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    ensure!(
        !String::from_utf8_lossy(&asked.stdout).contains("SYNTHETIC"),
        "the data are not called synthetic"
    );
    Ok(())
}

#[test]
fn of_two_starts_at_once_one_serves_and_is_found() -> anyhow::Result<()> {
    for _ in 0..6 {
        let start = Start::new(100, 0)?;
        let mut both = [serve(&start, &[])?.spawn()?, serve(&start, &[])?.spawn()?];
        let loser = wait_for_one(&mut both)?;
        assert!(!both[loser].wait()?.success(), "the one that ends has failed");
        let winner = &mut both[1 - loser];
        // A command waits until the server is ready that the folder names. The archive is not free, so without the name it fails.
        let asked = ask(&start);
        let still_runs = winner.try_wait()?.is_none();
        winner.kill()?;
        winner.wait()?;
        let asked = asked?;
        ensure!(still_runs, "the other one serves");
        ensure!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    }
    Ok(())
}

/// Waits until one of two processes ends, and says which.
fn wait_for_one(both: &mut [Child; 2]) -> anyhow::Result<usize> {
    loop {
        for (index, child) in both.iter_mut().enumerate() {
            if child.try_wait()?.is_some() {
                return Ok(index);
            }
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[tokio::test]
async fn a_flipped_bit_in_what_speaks_stops_no_start_and_changes_no_forecast() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let mut api = Api::start(&start)?;
    let wanted: Forecast = api.get("/api/v1/forecast?horizon=21").await?;
    let spoken = api.client.get(api.server.url("/api/v1/snapshot")).send().await?.bytes().await?;
    let file = start.data_dir().join("archive.redb");
    let mut flipped = 0;
    for eighth in 1..8 {
        let from = spoken.len() * eighth / 8;
        let window = &spoken[from..from + 48];
        ensure!(api.server.stop()?.success(), "it ends when it is asked to");
        let mut bytes = fs::read(&file)?;
        let places: Vec<usize> =
            (0..bytes.len() - window.len()).filter(|place| bytes[*place..].starts_with(window)).collect();
        // A window from one part into the next stands nowhere in the archive; another may stand in earlier versions too.
        for place in &places {
            bytes[place + 24] ^= 16;
        }
        fs::write(&file, bytes)?;
        api = Api::start(&start)?;
        flipped += usize::from(!places.is_empty());
        let forecast: Forecast = api.get("/api/v1/forecast?horizon=21").await?;
        assert_eq!(forecast, wanted, "after a flip in byte {from} of what speaks");
        let status: Status = api.get("/api/v1/status").await?;
        let all_is_well = status.concerns.iter().all(|concern| concern.matter == "events");
        assert!(all_is_well, "{:?}", status.concerns);
        let audit: Vec<AuditEntry> = api.get("/api/v1/audit?limit=3").await?;
        assert!(
            places.is_empty() || audit.iter().any(|entry| entry.action == "make anew"),
            "the damage is on record: {audit:?}"
        );
    }
    assert!(flipped >= 3, "{flipped} flips hit");
    Ok(())
}

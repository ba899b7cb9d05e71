//! What no honest client sends: days out of all reason, bodies that never end, files that are none, more connections than can be held.

use anyhow::{Context, ensure};
use chrono::NaiveDate;
use paridad_tests::api::Api;
use paridad_tests::server::{Server, command};
use paridad_tests::start::Start;
use paridad_wire::{Problem, Pulled};
use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How long a server may take to notice.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_day_out_of_all_reason_is_refused_and_nothing_panics() -> anyhow::Result<()> {
    let api = Api::start(&Start::new(120, 0)?)?;
    let days = [NaiveDate::MIN, NaiveDate::MAX].map(|day| day.to_string());
    for day in days.iter().map(String::as_str).chain(["0000-01-01", "1899-12-31", "9999-12-31"]) {
        for source in [json!(null), json!("ecb")] {
            let body = json!({ "source": source, "since": day });
            let answer = api.client.post(api.server.url("/api/v1/pull")).json(&body).send().await?;
            let (status, problem) = (answer.status(), answer.json::<Problem>().await?);
            ensure!(status == 400 && problem.detail.contains("1900-01-01"), "{day}: {status} {problem:?}");
        }
        let day = day.replace('+', "%2B");
        for path in [
            format!("forecast?date={day}"),
            format!("explanation?date={day}"),
            format!("paths?date={day}&count=10"),
            format!("change?from=1&date={day}"),
            format!("weights?from={day}"),
            format!("weights?to={day}"),
            format!("series/ecb.eur.mxn?from={day}"),
            format!("series/ecb.eur.mxn?to={day}&as_of={day}T00:00:00Z"),
            format!("series/ecb.eur.mxn/vintages?from={day}&to={day}"),
        ] {
            let answer = api.client.get(api.server.url(&format!("/api/v1/{path}"))).send().await?;
            ensure!(answer.status().as_u16() < 500, "{path}: {}", answer.text().await?);
        }
    }
    ensure!(!api.server.stderr().contains("panic"), "{}", api.server.stderr());
    Ok(())
}

#[tokio::test]
async fn a_body_announced_as_too_long_is_refused_before_it_is_sent() -> anyhow::Result<()> {
    let api = Api::start(&Start::new(120, 0)?)?;
    let mut stream = TcpStream::connect(api.server.address())?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "POST /api/v1/pull HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        100 << 20
    )?;
    let mut start = [0; 12];
    stream.read_exact(&mut start)?;
    assert_eq!(&start, b"HTTP/1.1 413");
    Ok(())
}

#[tokio::test]
async fn of_a_file_that_is_none_nothing_is_kept() -> anyhow::Result<()> {
    let start = Start::new(120, 0)?;
    let api = Api::start(&start)?;
    let before: Value = api.get("/api/v1/batches").await?;
    let text = "root:x:0:0:a-word-that-nobody-else-has:/root:/bin/bash\n";
    let file = start.scratch().join("none");
    std::fs::write(&file, text)?;
    let source = format!("csv:{}", file.display());
    let mut pull = command()?;
    pull.args(["pull", "--json", "--source", &source, "--data-dir"]).arg(start.data_dir());
    let output = pull.output()?;
    let failure: Value = serde_json::from_slice(&output.stderr)?;
    assert_eq!(output.status.code(), Some(3), "{failure}");
    assert_eq!((&failure["code"], &failure["exit"]), (&json!("body"), &json!(3)), "{failure}");
    let body = json!({ "source": "csv", "text": text });
    let answer = api.client.post(api.server.url("/api/v1/pull")).json(&body).send().await?;
    assert_eq!(answer.status(), 400);
    assert_eq!(api.get::<Value>("/api/v1/batches").await?, before);
    drop(api);
    let archive = std::fs::read(start.data_dir().join("archive.redb"))?;
    assert!(!archive.windows(20).any(|bytes| bytes == b"a-word-that-nobody-e"), "the archive holds it");
    Ok(())
}

#[tokio::test]
async fn a_pull_without_a_source_pulls_all_of_them_by_api_and_command_alike() -> anyhow::Result<()> {
    let start = Start::new(120, 2)?;
    std::fs::create_dir_all(start.data_dir())?;
    let dropped = start.scratch().join("dropped");
    std::fs::create_dir_all(&dropped)?;
    let sources = format!("[[folder]]\nname = \"own\"\npath = {:?}\n", dropped.display().to_string());
    std::fs::write(start.data_dir().join("sources.toml"), sources)?;
    let api = Api::start(&start)?;
    start.ecb.publish_until(start.coming[0]);
    let pulled: Pulled = api.post("/api/v1/pull", json!({})).await?;
    assert_eq!((pulled.source.as_str(), pulled.learned), ("ecb, own", 1));
    let mut pull = command()?;
    let output = pull.args(["pull", "--json", "--data-dir"]).arg(start.data_dir()).output()?;
    let pulled: Vec<Pulled> = serde_json::from_slice(&output.stdout)?;
    assert_eq!(pulled.iter().map(|one| one.source.as_str()).collect::<Vec<_>>(), ["ecb", "own"]);
    Ok(())
}

#[tokio::test]
async fn a_server_without_descriptors_says_so_and_answers_once_there_are_some() -> anyhow::Result<()> {
    let api = Api::start(&Start::new(120, 0)?)?;
    let pid = Pid::from_raw(i32::try_from(api.server.id())?).context("no such process")?;
    let open = std::fs::read_dir(format!("/proc/{}/fd", api.server.id()))?.count() as u64;
    // A child has the limits of this process.
    let before = getrlimit(Resource::Nofile);
    prlimit(Some(pid), Resource::Nofile, Rlimit { current: Some(open + 4), ..before })?;
    let held: Vec<TcpStream> =
        (0..16).map(|_| TcpStream::connect(api.server.address())).collect::<Result<_, _>>()?;
    wait_until(|| said(&api.server, "raise the limit of open files")).await?;
    prlimit(Some(pid), Resource::Nofile, before)?;
    drop(held);
    let health = api.client.get(api.server.url("/livez")).timeout(PATIENCE).send().await?;
    assert_eq!(health.status(), 200);
    Ok(())
}

fn said(server: &Server, words: &str) -> bool {
    server.stderr().contains(words)
}

async fn wait_until(mut is: impl FnMut() -> bool) -> anyhow::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while !is() {
        ensure!(Instant::now() < deadline, "not within {} s", PATIENCE.as_secs());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

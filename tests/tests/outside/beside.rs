//! Who speaks is changed at once, and the server ends in time, whatever is being learned or verified.

use anyhow::{Context, bail, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server};
use paridad_tests::start::Start;
use paridad_wire::{Problem, Pulled, Status, Verified, Version, VersionKind, Versions};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// How long a rollback may take on a machine that does much else: with two cores for six programs the slowest took 294 ms. What waited
/// for a pull or a replay waited for many seconds.
const ROLLBACK_WITHIN: Duration = Duration::from_secs(1);

/// How long the server may take to end.
const END_WITHIN: Duration = Duration::from_secs(10);

/// Begins a request, and gives what is answered once it is.
fn begin(api: &Api, path: &str, body: &Value) -> JoinHandle<reqwest::Result<Response>> {
    let request = api.client.post(api.server.url(path)).json(body);
    tokio::spawn(request.timeout(Duration::from_secs(600)).send())
}

/// Brings one rate of interest of the bank's own for a day long ago, and gives its batch.
async fn bring(api: &Api, value: f64) -> anyhow::Result<u64> {
    let text = format!("series,period,value,known_at\nrate.mxn,2010-03-01,{value},2010-03-01T20:00:00Z\n");
    let pulled: Value = api.post("/api/v1/pull", json!({ "source": "csv", "text": text })).await?;
    ensure!(pulled["observed"] == 1, "{pulled}");
    let batches: Value = api.get("/api/v1/batches?limit=1").await?;
    batches[0]["seq"].as_u64().with_context(|| format!("{batches}"))
}

/// Rolls back and resumes as long as something goes on, and gives how long the slowest of it took, and how often it was done.
async fn meanwhile<T>(api: &Api, to: u64, going: &JoinHandle<T>) -> anyhow::Result<(Duration, usize)> {
    let (mut slowest, mut count) = (Duration::ZERO, 0);
    while !going.is_finished() {
        for (path, body) in [("rollback", json!({ "version": to })), ("resume", json!({}))] {
            let began = Instant::now();
            let _: Version = api.post(&format!("/api/v1/{path}"), body).await?;
            slowest = slowest.max(began.elapsed());
            count += 1;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok((slowest, count))
}

#[tokio::test]
async fn a_rollback_waits_for_no_promotion_and_no_take_out_on_the_whole_history() -> anyhow::Result<()> {
    let api = Api::of(Server::start(&Options::default())?)?;
    let first: Status = api.get("/api/v1/status").await?;
    let (early, late) = (bring(&api, 7.0).await?, bring(&api, 7.1).await?);
    let slow = |api: &Api, path: String| begin(api, &path, &json!({ "recipe": "usdmxn", "reason": "slow" }));
    let challenge = slow(&api, "/api/v1/challengers".to_owned());
    let (slowest, count) = meanwhile(&api, first.learned_version, &challenge).await?;
    record("a challenger", slowest, count)?;
    ensure!(
        count > 10 && slowest < ROLLBACK_WITHIN,
        "challenger: {count} choices of who speaks, {slowest:?}"
    );
    let challenger: Version = challenge.await??.error_for_status()?.json().await?;

    // The challenger knew what is taken out now, so all of it is replayed to promote it, and once more without the other batch.
    let reason = json!({ "reason": "slow" });
    let _: Value = api.post(&format!("/api/v1/batches/{late}/take-out"), reason.clone()).await?;
    let promote = format!("/api/v1/versions/{}/promote", challenger.number);
    for (what, path) in
        [("promotion", promote.clone()), ("take-out", format!("/api/v1/batches/{early}/take-out"))]
    {
        let going = begin(&api, &path, &reason);
        let (slowest, count) = meanwhile(&api, first.learned_version, &going).await?;
        assert!(count > 10, "{what}: it was to take long, and {count} choices were made meanwhile");
        record(&format!("a {what}"), slowest, count)?;
        assert!(slowest < ROLLBACK_WITHIN, "{what}: {slowest:?}");
        let made: Version = going.await??.error_for_status()?.json().await?;
        let versions: Versions = api.get("/api/v1/versions?limit=1000").await?;
        ensure!(
            !versions.pinned && versions.versions.iter().any(|row| row.number == made.number),
            "{made:?}"
        );
    }
    let again = begin(&api, &promote, &reason).await??;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    assert_eq!(again.json::<Problem>().await?.code, "speaks-already");
    Ok(())
}

#[tokio::test]
async fn a_rollback_waits_for_no_pull_however_many_days_it_learns() -> anyhow::Result<()> {
    let start = Start::new(1_500, 300)?;
    let api = Api::start(&start)?;
    let first: Status = api.get("/api/v1/status").await?;
    // A backfill of the bank's own that the recipe reads, each day at its own moment, and then as many days of the target.
    let rows = start.coming.iter().map(|day| format!("rate.mxn,{day},7.25,{day}T20:00:00Z\n"));
    let text = ["series,period,value,known_at\n".to_owned()].into_iter().chain(rows).collect::<String>();
    // And far more rows than that of what no recipe reads.
    let rows = (0..100_000).map(|row| {
        let day = start.coming[row % start.coming.len()];
        format!("flow{},{day},1.5,{day}T20:00:00Z\n", row / start.coming.len())
    });
    let flood = ["series,period,value,known_at\n".to_owned()].into_iter().chain(rows).collect::<String>();
    start.ecb.publish_until(*start.coming.last().context("days")?);
    for (what, body) in [
        ("a flood", json!({ "source": "csv", "text": flood })),
        ("a backfill", json!({ "source": "csv", "text": text })),
        ("a pull", json!({ "source": "ecb", "since": start.coming[0] })),
    ] {
        let going = begin(&api, "/api/v1/pull", &body);
        let (slowest, count) = meanwhile(&api, first.learned_version, &going).await?;
        let pulled: Pulled = going.await??.error_for_status()?.json().await?;
        ensure!(pulled.observed >= 300, "{pulled:?}");
        record(what, slowest, count)?;
        assert!(slowest < ROLLBACK_WITHIN, "{what}: {slowest:?} of {count}");
    }
    let (status, versions): (Status, Versions) =
        (api.get("/api/v1/status").await?, api.get("/api/v1/versions?limit=1000").await?);
    let learned = versions.versions.iter().filter(|row| row.kind == VersionKind::Learned).count();
    assert!(learned >= 300, "each day is a version of its own: {learned}");
    // Nobody has rolled back last: what was learned last speaks, or what took its place when somebody resumed.
    ensure!(!versions.pinned && versions.speaking >= status.learned_version, "{status:?}");
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

/// Leaves the figures of a measurement where a person finds them.
fn record(what: &str, slowest: Duration, count: usize) -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/test-output");
    std::fs::create_dir_all(&folder)?;
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join("rollback-latency.txt"))?;
    writeln!(file, "{what}: {} ms, the slowest of {count} choices of who speaks", slowest.as_millis())?;
    Ok(())
}

/// Asks the server to end while something goes on, and gives how long it took.
fn end(api: &mut Api) -> anyhow::Result<Duration> {
    let began = Instant::now();
    let status = api.server.stop()?;
    ensure!(status.success(), "{status}: {}", api.server.stderr());
    Ok(began.elapsed())
}

/// Starts another server on the folder of one that has ended.
fn again(start: &Start) -> anyhow::Result<Api> {
    Api::start(start)
}

#[tokio::test]
async fn the_server_ends_in_time_while_it_verifies_and_while_it_learns_beside() -> anyhow::Result<()> {
    let start = Start::new(2_000, 1)?;
    let mut api = again(&start)?;
    let batch = bring(&api, 7.0).await?;
    let challenger: Version = api.post("/api/v1/challengers", json!({ "recipe": "usdmxn" })).await?;
    for _ in 0..3 {
        // Nobody waits for it.
        let _: Value = api.post("/api/v1/verify", json!({ "full": true })).await?;
    }
    let _: Value = api.post(&format!("/api/v1/batches/{batch}/take-out"), json!({})).await?;
    let going = begin(&api, &format!("/api/v1/versions/{}/promote", challenger.number), &json!({}));
    let speaks: Status = api.get("/api/v1/status").await?;
    ensure!(!going.is_finished(), "it takes longer than a request");
    let took = end(&mut api)?;
    assert!(took < END_WITHIN, "{took:?}");
    match going.await? {
        Ok(answer) => assert_eq!(answer.json::<Problem>().await?.code, "stopping"),
        // The server was faster than its answer.
        Err(error) => ensure!(error.is_request() || error.is_body(), "{error}"),
    }
    let api = again(&start)?;
    let after: Status = api.get("/api/v1/status").await?;
    assert_eq!(
        after.learned_version, speaks.learned_version,
        "what was acknowledged is there, and nothing else"
    );
    let verified: Verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

#[tokio::test]
async fn the_server_ends_in_time_while_it_learns_a_history_first() -> anyhow::Result<()> {
    let start = Start::new(2_000, 0)?;
    let options = Options { args: start.args(), data_dir: Some(start.data_dir()), ..Options::default() };
    let mut api = Api::of(Server::start_unready(&options)?)?;
    let ready = api.client.get(api.server.url("/readyz")).send().await?;
    if ready.status().is_success() {
        bail!("it has learned before it could be asked to end");
    }
    let took = end(&mut api)?;
    assert!(took < END_WITHIN, "{took:?}");
    let api = again(&start)?;
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

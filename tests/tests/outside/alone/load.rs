//! The server under load: whatever is asked of it as often as can be, it goes on saying that it lives.

use anyhow::ensure;
use paridad_tests::api::Api;
use paridad_tests::made;
use paridad_tests::routes;
use paridad_tests::server::{Options, Server};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How many ask for the same at once.
const ASKING: usize = 4;

/// How long each route is asked.
const EACH: Duration = Duration::from_millis(500);

/// How long the server may take to say that it lives: 99 of 100 times, and the slowest time. On a machine that does nothing else it
/// is a few milliseconds; these are for one that builds four programs besides.
const USUALLY_LIVES_WITHIN: Duration = Duration::from_millis(50);
const LIVES_WITHIN: Duration = Duration::from_millis(500);

/// As many values of as many new series as one file may bring.
fn flood() -> String {
    let mut rows = "series,period,value\n".to_owned();
    for number in 0..100_000 {
        // Writing to a string cannot fail.
        let _ = writeln!(rows, "n{},{}-01-01,{number}", number % 1_000, 2_000 - number / 1_000);
    }
    rows
}

/// Asks for a path until told to end.
async fn ask(client: reqwest::Client, url: String, end: Arc<AtomicBool>) -> anyhow::Result<usize> {
    let mut count = 0;
    while !end.load(Ordering::Relaxed) {
        let answer = client.get(&url).send().await?;
        ensure!(answer.status().as_u16() < 500, "{url}: {}", answer.text().await?);
        answer.bytes().await?;
        count += 1;
    }
    Ok(count)
}

/// How long `/livez` took while a path was asked for: 99 of 100, and the slowest.
async fn alive_while(api: &Api, path: &str) -> anyhow::Result<(Duration, Duration)> {
    let end = Arc::new(AtomicBool::new(false));
    let asking: Vec<_> = (0..ASKING)
        .map(|_| tokio::spawn(ask(api.client.clone(), api.server.url(path), end.clone())))
        .collect();
    let (began, mut took) = (Instant::now(), Vec::new());
    while began.elapsed() < EACH {
        let asked = Instant::now();
        ensure!(api.client.get(api.server.url("/livez")).send().await?.status().is_success(), "{path}");
        took.push(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    end.store(true, Ordering::Relaxed);
    for asked in asking {
        ensure!(asked.await?? > 0, "{path} was answered");
    }
    took.sort_unstable();
    Ok((took[(took.len() - 1) * 99 / 100], took[took.len() - 1]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_asked_for_the_server_says_that_it_lives() -> anyhow::Result<()> {
    let api = Api::of(Server::start(&Options::default())?)?;
    let brought: Value = api.post("/api/v1/pull", json!({ "source": "csv", "text": flood() })).await?;
    ensure!(brought["observed"] == 100_000, "{brought}");
    let mut said = String::new();
    for path in routes::lists() {
        let (usual, slowest) = alive_while(&api, &path).await?;
        writeln!(said, "{path}: /livez within {usual:.1?}, at most {slowest:.1?}")?;
        ensure!(usual < USUALLY_LIVES_WITHIN && slowest < LIVES_WITHIN, "{said}");
    }
    ensure!(said.lines().count() > 20, "the routes were not read: {said}");
    made::keep("load.txt", said.as_bytes())?;
    Ok(())
}

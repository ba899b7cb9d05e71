//! The real binary: first and second start, and forecasts over loopback.

use super::{Figure, quantile};
use crate::http;
use crate::server::{Options, Server, command};
use anyhow::ensure;
use std::process::Stdio;
use std::time::{Duration, Instant};

const WARM_UP: usize = 200;
const REQUESTS: usize = 4_000;

/// All figures of the server.
///
/// # Errors
///
/// If the server does not start or does not answer.
pub async fn figures() -> anyhow::Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let options = Options { data_dir: Some(folder.path().join("data")), ..Options::default() };
    let process = bare_process()?;
    let first = start(&options)?.0;
    let mut second = Duration::MAX;
    for _ in 0..5 {
        second = second.min(start(&options)?.0);
    }
    let (_, server) = start(&options)?;
    let floor = latency(&server, "/livez").await?;
    let forecast = latency(&server, "/api/v1/forecast?horizon=21").await?;
    let explanation = latency(&server, "/api/v1/explanation?horizon=30").await?;
    let against = ("the process alone (--version), in seconds", process.as_secs_f64());
    let floor = ("/livez, p99 in seconds", floor);
    Ok(vec![
        Figure::new("first start, from nothing to ready", first.as_secs_f64(), "s", against),
        Figure::new("second start, to ready", second.as_secs_f64(), "s", against),
        Figure::new("forecast request over loopback, p99", forecast, "s", floor),
        Figure::new("explanation request over loopback, p99", explanation, "s", floor),
    ])
}

/// How long a start takes until the server is ready.
fn start(options: &Options) -> anyhow::Result<(Duration, Server)> {
    let began = Instant::now();
    let server = Server::start(options)?;
    Ok((began.elapsed(), server))
}

/// How long the operating system takes to run the binary at all.
fn bare_process() -> anyhow::Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let began = Instant::now();
        let status = command()?.arg("--version").stdout(Stdio::null()).status()?;
        ensure!(status.success(), "--version failed");
        best = best.min(began.elapsed());
    }
    Ok(best)
}

/// The 99th percentile of requests one after the other on one connection, in seconds.
async fn latency(server: &Server, path: &str) -> anyhow::Result<f64> {
    let (client, url) = (http::client()?, server.url(path));
    let mut sample = Vec::with_capacity(REQUESTS);
    for request in 0..WARM_UP + REQUESTS {
        let began = Instant::now();
        let answer = client.get(&url).send().await?.error_for_status()?;
        answer.bytes().await?;
        if request >= WARM_UP {
            sample.push(began.elapsed().as_secs_f64());
        }
    }
    Ok(quantile(&mut sample, 0.99))
}

//! The binary: command line, server, conductor.

mod app;
mod audit;
mod backup;
mod calendar;
mod catalogue;
mod change;
mod cli;
mod co_movement;
mod conductor;
mod console;
mod dashboard;
mod drift;
mod episodes;
mod evaluate;
mod exclusion;
mod explanation;
mod forecast;
mod freshness;
mod health;
mod intake;
mod jobs;
mod learn;
mod live;
mod precedents;
mod problem;
mod push;
mod quality;
mod report;
mod review;
mod sandbox;
mod scores;
mod secrets;
mod series;
mod server;
mod setup;
mod sources;
mod today;
mod tokens;
mod verify;
mod versions;
mod view;
mod weights;
mod wording;

use clap::Parser;
use std::process::ExitCode;
use std::time::Duration;
use tracing_subscriber::EnvFilter;

/// How many requests may read the archive at once; the others wait for their turn, and those that need none do not.
const BLOCKING_THREADS: usize = 16;

/// How long threads may go on with what they do once the program has nothing left to do.
const FAREWELL: Duration = Duration::from_secs(3);

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let as_json = cli.options.json;
    // Fails only if a provider is installed already, and any provider will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let filter = EnvFilter::try_from_env("PARIDAD_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS)
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return console::fail(error.into(), as_json),
    };
    let ended = runtime.block_on(cli::run(cli));
    // What is written then is durable or was never begun, and is completed at the next start.
    runtime.shutdown_timeout(FAREWELL);
    match ended {
        Ok(code) => code,
        Err(error) => console::fail(error, as_json),
    }
}

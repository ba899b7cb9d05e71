//! `paridad sandbox`: stand-ins for the sources, on loopback.

use crate::console::line;
use anyhow::{Context, Result};
use chrono::{NaiveDate, Utc};
use clap::Args;
use paridad_ingest::sources::PUBLIC;
use paridad_sandbox::switches::Switches;
use paridad_sandbox::{Options, Sandbox, after_publications};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};

/// What a sandbox starts with.
#[derive(Debug, Clone, Args)]
pub(crate) struct SandboxArgs {
    /// The address to listen on; only loopback is allowed.
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub(crate) listen: SocketAddr,
    /// What all values follow from.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The first day of which there are values.
    #[arg(long, value_name = "DATE", default_value = "1969-01-01")]
    pub(crate) from: NaiveDate,
    /// The day on which its clock starts, in the afternoon; else the clock is that of this machine.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<NaiveDate>,
    /// Write the rates of its ECB into this file when it starts: an archive of synthetic data begins with them (`--history`).
    #[arg(long, value_name = "FILE")]
    pub(crate) history_file: Option<PathBuf>,
    /// How it misbehaves, as one would post it to `/sandbox/switches`: `{"html": 0.1, "ids_max": 5}`.
    #[arg(long, value_name = "JSON", default_value = "{}", value_parser = switches)]
    pub(crate) switches: Switches,
}

/// The sandbox looks at no token.
const ANY_TOKEN: &str = "any-token-will-do-in-a-sandbox";

/// Runs it until it is asked to stop.
pub(crate) async fn run(wanted: SandboxArgs) -> Result<ExitCode> {
    let SandboxArgs { listen, seed, from, today, history_file, switches } = wanted;
    let now = today.map_or_else(Utc::now, after_publications);
    // Listened to before anybody is told that it is ready, and so might ask it to stop.
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let sandbox = Sandbox::start(Options { listen, seed, from, now, switches }).await?;
    if let Some(file) = history_file {
        std::fs::write(&file, sandbox.ecb_history()).with_context(|| file.display().to_string())?;
    }
    line(&format!(
        "The sandbox is ready; its clock shows {}. All of it is synthetic:",
        sandbox.now().date_naive()
    ))?;
    for source in PUBLIC {
        for place in source.addresses {
            line(&format!("{}={}", place.variable, sandbox.place(place.flag)))?;
        }
        source.token.into_iter().try_for_each(|variable| line(&format!("{variable}={ANY_TOKEN}")))?;
    }
    line(&format!("It counts requests at http://{}/sandbox/counters", sandbox.address()))?;
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = terminated.recv() => {}
    }
    sandbox.stop().await;
    Ok(ExitCode::SUCCESS)
}

fn switches(text: &str) -> Result<Switches, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

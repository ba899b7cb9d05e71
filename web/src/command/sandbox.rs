//! `paridad sandbox`: stand-ins for the sources, on loopback.

use super::output::line;
use crate::cli::SandboxArgs;
use anyhow::{Context, Result};
use chrono::Utc;
use paridad_sandbox::{Options, Sandbox, after_publications};
use std::process::ExitCode;

pub(super) async fn run(wanted: SandboxArgs) -> Result<ExitCode> {
    let SandboxArgs { listen, seed, from, today, history_file, switches } = wanted;
    let now = today.map_or_else(Utc::now, after_publications);
    let sandbox = Sandbox::start(Options { listen, seed, from, now, switches }).await?;
    if let Some(file) = history_file {
        std::fs::write(&file, sandbox.ecb_history()).with_context(|| file.display().to_string())?;
    }
    line(&format!(
        "The sandbox is ready; its clock shows {}. All of it is synthetic:",
        sandbox.now().date_naive()
    ))?;
    for (source, address) in [
        ("Banxico", sandbox.banxico()),
        ("INEGI", sandbox.inegi()),
        ("ECB, files", sandbox.ecb_files()),
        ("ECB, portal", sandbox.ecb_portal()),
        ("counters", format!("http://{}/sandbox/counters", sandbox.address())),
    ] {
        line(&format!("  {source:<12} {address}"))?;
    }
    tokio::signal::ctrl_c().await?;
    sandbox.stop().await;
    Ok(ExitCode::SUCCESS)
}

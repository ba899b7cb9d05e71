//! `paridad sandbox`: stand-ins for the sources, on loopback.

use crate::cli::SandboxArgs;
use crate::console::line;
use anyhow::{Context, Result};
use chrono::Utc;
use paridad_ingest::sources::PUBLIC;
use paridad_sandbox::{Options, Sandbox, after_publications};
use std::process::ExitCode;

/// The sandbox looks at no token.
const ANY_TOKEN: &str = "any-token-will-do-in-a-sandbox";

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
    for source in PUBLIC {
        for place in source.addresses {
            line(&format!("{}={}", place.variable, sandbox.place(place.flag)))?;
        }
        source.token.into_iter().try_for_each(|variable| line(&format!("{variable}={ANY_TOKEN}")))?;
    }
    line(&format!("It counts requests at http://{}/sandbox/counters", sandbox.address()))?;
    tokio::signal::ctrl_c().await?;
    sandbox.stop().await;
    Ok(ExitCode::SUCCESS)
}

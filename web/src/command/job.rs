//! A job at the server, waited for as if it were done here.

use super::output::Bar;
use crate::client::Client;
use crate::conductor::Progress;
use anyhow::{Context, Result};
use paridad_wire::{Job, JobResult, JobState};
use std::time::Duration;

/// How often a job is asked how it stands.
const PAUSE: Duration = Duration::from_millis(200);

/// Begins a job by a path, or joins the one that goes on, and waits for its end.
pub(super) async fn done_there(
    client: &Client,
    path: &str,
    (what, unit): (&'static str, &'static str),
) -> Result<JobResult> {
    let mut job: Job = client.post(path, &serde_json::json!({})).await?;
    let mut bar = Bar::of((what, unit));
    while job.state == JobState::Running {
        if job.of > 0 {
            let known = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
            bar.show(Progress { done: known(job.done), of: known(job.of) });
        }
        tokio::time::sleep(PAUSE).await;
        job = client.get(&format!("/jobs/{}", job.job), &[]).await?;
    }
    bar.finish();
    job.result.with_context(|| format!("{what} failed: {}", job.failed.unwrap_or_default()))
}

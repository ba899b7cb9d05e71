//! A job at the server, waited for as if it were done here.

use super::{Bar, Client};
use crate::conductor::Progress;
use anyhow::{Context, Result, bail};
use paridad_wire::{Job, JobResult, JobState};
use serde::Serialize;
use serde_json::json;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// How often a job is asked how it stands.
const PAUSE: Duration = Duration::from_millis(200);

/// Begins a job by a path, or joins the one that goes on, and waits for its end. Who ends the command ends the job that it has begun.
pub(crate) async fn done_there(
    client: &Client,
    (path, body): (&str, &impl Serialize),
    (what, unit): (&'static str, &'static str),
) -> Result<JobResult> {
    // Listened to before anything is begun, so that nothing is begun that goes on unasked.
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut job: Job = client.post(path, body).await?;
    let (number, is_own) = (job.job, !job.joined);
    let mut bar = Bar::of((what, unit));
    while job.state == JobState::Running {
        if job.of > 0 {
            let known = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
            bar.show(Progress { done: known(job.done), of: known(job.of) });
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = interrupted.recv() => {
                if is_own {
                    let _: Job = client.post(&format!("/jobs/{number}/cancel"), &json!({})).await?;
                    bail!("job {number} is asked to end");
                }
                bail!("job {number}, which was begun before, goes on at the server");
            }
        }
        job = client.get(&format!("/jobs/{number}"), &[]).await?;
    }
    bar.finish();
    if job.state == JobState::Cancelled {
        bail!("{what} was cancelled");
    }
    job.result.with_context(|| format!("{what} failed: {}", job.failed.unwrap_or_default()))
}

//! What takes long, and what is large: jobs with progress, bounded answers, and the memory that is held afterwards.

use anyhow::{Context, bail, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server, command};
use paridad_tests::start::Start;
use paridad_wire::{Job, JobResult, JobState, Problem, Status, Weights};
use reqwest::StatusCode;
use serde_json::json;
use std::time::Duration;

/// What the server may hold in memory after a verification and some load.
const RESIDENT_MAX_BYTES: u64 = 150 << 20;

#[tokio::test]
async fn verification_is_one_job_that_is_joined_and_asked_about_while_all_else_goes_on() -> anyhow::Result<()>
{
    let start = Start::new(1_500, 0)?;
    let api = Api::start(&start)?;
    let begun = api.client.post(api.server.url("/api/v1/verify")).json(&json!({})).send().await?;
    assert_eq!(begun.status(), StatusCode::ACCEPTED);
    assert_eq!(begun.headers()["location"], "/api/v1/jobs/1");
    let first: Job = begun.json().await?;
    assert_eq!((first.job, first.kind.as_str(), first.state), (1, "verify", JobState::Running));
    let joined: Job = api.post("/api/v1/verify", json!({})).await?;
    assert_eq!(joined.job, 1, "one at a time");
    let status: Status = api.get("/api/v1/status").await?;
    assert!(status.learned_version > 0, "readers go on");
    let job = loop {
        let job: Job = api.get("/api/v1/jobs/1").await?;
        if job.state != JobState::Running {
            break job;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let Some(JobResult::Verified(verified)) = &job.result else { bail!("{job:?}") };
    assert!(verified.clean && job.state == JobState::Done, "{job:?}");
    assert_eq!((job.done, job.of), (verified.events, verified.events), "progress is counted in events");
    let jobs: Vec<Job> = api.get("/api/v1/jobs").await?;
    assert_eq!(jobs.len(), 1);
    let unknown = api.client.get(api.server.url("/api/v1/jobs/7")).send().await?;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert_eq!(unknown.json::<Problem>().await?.code, "no-such-job");
    let asked = command()?.arg("--data-dir").arg(start.data_dir()).args(["verify"]).output()?;
    let said = String::from_utf8(asked.stdout)?;
    ensure!(asked.status.success() && said.ends_with("clean\n"), "the command line waits: {said}");
    Ok(())
}

#[tokio::test]
async fn weights_without_a_span_are_those_of_a_year_and_say_that_there_are_more() -> anyhow::Result<()> {
    let server = Server::start(&Options::default())?;
    let api = Api::of(server)?;
    let year: Weights = api.get("/api/v1/weights").await?;
    assert_eq!((year.days.len(), year.limit, year.more), (252, 252, true));
    let first = year.days.first().context("a day")?.day;
    let before = first.pred_opt().context("a day before")?;
    let page: Weights = api.get(&format!("/api/v1/weights?to={before}&limit=1000")).await?;
    assert_eq!((page.days.len(), page.more), (1_000, true));
    assert!(page.days.last().context("a day")?.day < first, "page by page");
    let days: Weights = api.get("/api/v1/weights?from=2026-10-01").await?;
    assert!(!days.more && !days.days.is_empty(), "a short span is whole");
    Ok(())
}

#[tokio::test]
async fn a_verification_and_some_load_leave_less_than_150_mb_in_memory() -> anyhow::Result<()> {
    let server = Server::start(&Options::default())?;
    let api = Api::of(server)?;
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    let load =
        ["forecast?horizon=21&touch=19", "versions?limit=1000", "batches?limit=1000", "weights?limit=1000"];
    let asked =
        load.iter().chain(&["series/rate.mxn", "held?all=true", "scores", "snapshot"]).cycle().take(64);
    for path in asked {
        let answer = api.client.get(api.server.url(&format!("/api/v1/{path}"))).send().await?;
        answer.bytes().await?;
    }
    let resident = api.server.resident_memory()?;
    assert!(resident < RESIDENT_MAX_BYTES, "{} MB", resident >> 20);
    Ok(())
}

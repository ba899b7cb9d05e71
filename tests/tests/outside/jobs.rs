//! What takes long, and what is large: jobs with progress, bounded answers, and the memory that is held afterwards.

use anyhow::{Context, bail, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server, command};
use paridad_tests::start::Start;
use paridad_wire::{AuditEntry, Job, JobResult, JobState, Problem, Status, Versions, Weights};
use reqwest::StatusCode;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// How often something is asked that will be so.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a job may take to end once it is asked to. One refit is the longest step: half a second on a machine that does nothing else.
const CANCELLED_WITHIN: Duration = Duration::from_secs(10);

/// How long a request may take that waits for its work.
const PATIENCE: Duration = Duration::from_secs(600);

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
    ensure!(
        said.contains("not replayed, but bit for bit what was proven on"),
        "it says what it did not do: {said}"
    );
    let full = command()?.arg("--data-dir").arg(start.data_dir()).args(["verify", "--full"]).output()?;
    let said = String::from_utf8(full.stdout)?;
    ensure!(said.contains("everything was replayed from nothing") && said.ends_with("clean\n"), "{said}");
    Ok(())
}

/// Waits until a job no longer goes on.
async fn ended(api: &Api, number: u64) -> anyhow::Result<Job> {
    loop {
        let job: Job = api.get(&format!("/api/v1/jobs/{number}")).await?;
        if job.state != JobState::Running {
            return Ok(job);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

#[tokio::test]
async fn a_verification_that_is_cancelled_ends_at_once_and_proves_nothing() -> anyhow::Result<()> {
    let api = Api::of(Server::start(&Options::default())?)?;
    let begun: Job = api.post("/api/v1/verify", json!({ "full": true })).await?;
    let start = Instant::now();
    let asked: Job = api.post(&format!("/api/v1/jobs/{}/cancel", begun.job), json!({})).await?;
    assert_eq!(asked.job, begun.job);
    let job = ended(&api, begun.job).await?;
    ensure!(start.elapsed() < CANCELLED_WITHIN, "{:?}", start.elapsed());
    assert_eq!((job.state, job.result, job.failed), (JobState::Cancelled, None, None));
    let trail: Vec<AuditEntry> = api.get("/api/v1/audit?limit=3").await?;
    ensure!(trail.iter().any(|entry| entry.action == "cancel"), "{trail:?}");
    let unknown = api.client.post(api.server.url("/api/v1/jobs/7/cancel")).json(&json!({})).send().await?;
    assert_eq!(unknown.json::<Problem>().await?.code, "no-such-job");
    let verified = api.verify().await?;
    assert!(verified.clean && verified.full, "nothing was proven: {verified:?}");
    Ok(())
}

#[tokio::test]
async fn whoever_ends_the_command_ends_the_verification_that_it_has_begun_and_no_other() -> anyhow::Result<()>
{
    let api = Api::of(Server::start(&Options::default())?)?;
    let verify = || -> anyhow::Result<Child> {
        let mut command = command()?;
        command.arg("--data-dir").arg(api.server.data_dir()).args(["verify", "--full"]);
        Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    };
    let interrupt =
        |child: &Child| -> anyhow::Result<()> { Ok(kill_process(Pid::from_child(child), Signal::INT)?) };
    let mut own = verify()?;
    while api.get::<Vec<Job>>("/api/v1/jobs").await?.is_empty() {
        tokio::time::sleep(PAUSE).await;
    }
    let mut joined = verify()?;
    let joins = async || -> anyhow::Result<usize> {
        let trail: Vec<AuditEntry> = api.get("/api/v1/audit?limit=9").await?;
        Ok(trail.iter().filter(|entry| entry.action == "verify").count())
    };
    while joins().await? < 2 {
        tokio::time::sleep(PAUSE).await;
    }
    interrupt(&joined)?;
    ensure!(!joined.wait()?.success(), "it did not wait for the end");
    let job: Job = api.get("/api/v1/jobs/1").await?;
    assert_eq!(job.state, JobState::Running, "somebody else has begun it");
    interrupt(&own)?;
    ensure!(!own.wait()?.success(), "it did not wait for the end");
    assert_eq!(ended(&api, 1).await?.state, JobState::Cancelled);
    Ok(())
}

#[tokio::test]
async fn what_is_learned_for_a_decision_is_shown_as_a_job_and_can_be_cancelled() -> anyhow::Result<()> {
    let api = Api::of(Server::start(&Options::default())?)?;
    let request = api.client.post(api.server.url("/api/v1/challengers")).json(&json!({ "recipe": "usdmxn" }));
    let going = tokio::spawn(request.timeout(PATIENCE).send());
    let job = loop {
        let jobs: Vec<Job> = api.get("/api/v1/jobs").await?;
        if let Some(job) = jobs.into_iter().find(|job| job.of > 0) {
            break job;
        }
        tokio::time::sleep(PAUSE).await;
    };
    assert_eq!((job.kind.as_str(), job.state), ("challenger", JobState::Running));
    let _: Job = api.post(&format!("/api/v1/jobs/{}/cancel", job.job), json!({})).await?;
    let answer = going.await??;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert_eq!(answer.json::<Problem>().await?.code, "cancelled");
    assert_eq!(ended(&api, job.job).await?.state, JobState::Cancelled);
    let status: Status = api.get("/api/v1/status").await?;
    let versions: Versions = api.get("/api/v1/versions?limit=1").await?;
    assert_eq!(versions.versions[0].number, status.learned_version, "no challenger was kept");
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

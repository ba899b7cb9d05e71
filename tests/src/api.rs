//! A client of the server's API that reads answers and problems.

use crate::http;
use crate::server::{Options, Server};
use crate::start::Start;
use anyhow::{Context, bail, ensure};
use paridad_wire::{Job, JobResult, JobState, Problem, Pulled, Verified};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;

/// How often a job is asked how it stands.
const PAUSE: Duration = Duration::from_millis(20);

/// A client of one server.
#[derive(Debug)]
pub struct Api {
    /// Sends the requests.
    pub client: reqwest::Client,
    /// The server.
    pub server: Server,
}

impl Api {
    /// A client of a server that runs.
    ///
    /// # Errors
    ///
    /// If no client can be made.
    pub fn of(server: Server) -> anyhow::Result<Self> {
        Ok(Self { client: http::client()?, server })
    }

    /// A server on a start of the history.
    ///
    /// # Errors
    ///
    /// If it does not start.
    pub fn start(start: &Start) -> anyhow::Result<Self> {
        let options = Options { args: start.args(), data_dir: Some(start.data_dir()), ..Options::default() };
        Self::of(Server::start(&options)?)
    }

    /// A server with some history and what it has taken in since: a day of rates, and two values that contradict each other.
    ///
    /// # Errors
    ///
    /// If it does not start, or takes in something else.
    pub async fn with_history(start: &Start) -> anyhow::Result<Self> {
        let api = Self::start(start)?;
        start.ecb.publish_until(*start.coming.first().context("a day")?);
        let pulled: Pulled = api.post("/api/v1/pull", json!({ "source": "ecb" })).await?;
        ensure!(pulled.observed > 0, "{pulled:?}");
        let day = start.coming.get(1).context("a second day")?;
        let text = format!("series,period,value\nflow,{day},1.0\nflow,{day},2.0\n");
        let _: Pulled = api.post("/api/v1/pull", json!({ "source": "csv", "text": text })).await?;
        api.verify().await?;
        Ok(api)
    }

    /// The same, but everything is asked over the socket in the data folder, as its owner.
    ///
    /// # Errors
    ///
    /// If no client can be made.
    pub fn as_owner(self) -> anyhow::Result<Self> {
        let client = http::client_over(&self.server.data_dir().join("paridad.sock"))?;
        Ok(Self { client, ..self })
    }

    /// Asks, and reads what is answered.
    ///
    /// # Errors
    ///
    /// If the answer is another.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let answer = self.client.get(self.server.url(path)).send().await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.text().await?);
        Ok(answer.json().await?)
    }

    /// Verifies the archive: begins the job, or joins it, and waits for what comes of it.
    ///
    /// # Errors
    ///
    /// If the job fails.
    pub async fn verify(&self) -> anyhow::Result<Verified> {
        let mut job: Job = self.post("/api/v1/verify", json!({})).await?;
        while job.state == JobState::Running {
            tokio::time::sleep(PAUSE).await;
            job = self.get(&format!("/api/v1/jobs/{}", job.job)).await?;
        }
        let Some(JobResult::Verified(verified)) = job.result else { bail!("{job:?}") };
        Ok(verified)
    }

    /// Sends a body, and reads what is answered.
    ///
    /// # Errors
    ///
    /// If the answer is another.
    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: Value) -> anyhow::Result<T> {
        let answer = self.client.post(self.server.url(path)).json(&body).send().await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.text().await?);
        Ok(answer.json().await?)
    }

    /// Asks for what is to be refused, and reads the problem.
    ///
    /// # Errors
    ///
    /// If the answer is another.
    pub async fn refused(&self, path: &str, language: &str) -> anyhow::Result<Problem> {
        let request = self.client.get(self.server.url(path)).header("accept-language", language);
        let answer = request.send().await?;
        let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok());
        ensure!(kind == Some("application/problem+json"), "{path} is answered with {kind:?}");
        let status = answer.status();
        let problem: Problem = answer.json().await?;
        ensure!(status.as_u16() == problem.status, "{path}: {status} and {}", problem.status);
        Ok(problem)
    }
}

//! A running server, reached over the socket in its folder, or over loopback.

use crate::problem::Trouble;
use crate::setup::Options;
use crate::setup::running::{Address, INSTANCE, SOCKET_FILE};
use crate::wording::Language;
use anyhow::{Context, Result, bail};
use paridad_ingest::feed::secret::{Secret, SecretError};
use paridad_wire::Problem;
use reqwest::{RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;
use tokio::time::Instant;

/// A running server.
#[derive(Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<Secret>,
}

/// What a server answered instead of doing what it was asked for.
#[derive(Debug, thiserror::Error)]
#[error("{}: {}", .0.title, .0.cause.as_ref().unwrap_or(&.0.detail))]
pub(crate) struct Refused(pub(crate) Problem);

impl Refused {
    /// What no server was needed to find, in the words in which one would say it.
    pub(crate) fn of(trouble: &Trouble) -> Self {
        Self(trouble.problem(String::new(), Language::English))
    }
}

/// The variable that holds the token to show; with `_FILE` after it, the one that names a file with the token.
const TOKEN: &str = "PARIDAD_TOKEN";

/// The token to show to a server, if there is one.
pub(crate) fn token(options: &Options) -> Result<Option<Secret>, SecretError> {
    match &options.token_file {
        Some(file) => Secret::from_file(file).map(Some),
        None => Secret::from_env_or_file(TOKEN),
    }
}

/// How long a server may take to say that it lives.
const GREETING: Duration = Duration::from_secs(2);

/// How long a server may take to learn its history before it answers.
const LEARNING: Duration = Duration::from_secs(300);

/// How often a server that learns is asked whether it is ready.
const PAUSE: Duration = Duration::from_millis(100);

/// How long an action may take: a verification replays the whole history.
const PATIENCE: Duration = Duration::from_secs(600);

/// How long a stream may last.
const FOR_EVER: Duration = Duration::from_secs(1 << 40);

/// How much of a list one answer holds at most.
const PAGE: usize = 1000;

/// How a server may be reached: over the socket in its folder, where the system says that we own it, and over the network.
fn ways(folder: &Path) -> reqwest::Result<Vec<reqwest::Client>> {
    let builder = || reqwest::Client::builder().no_proxy().timeout(PATIENCE);
    let socket = folder.join(SOCKET_FILE);
    let beside = socket.exists().then(|| builder().unix_socket(socket.as_path()).build());
    beside.into_iter().chain([builder().build()]).collect()
}

impl Client {
    /// The server that runs on this data folder, if one does. Whatever else answers at its last address is none.
    pub(crate) async fn discover(folder: &Path) -> Result<Option<Self>> {
        let Some(address) = Address::last(folder) else { return Ok(None) };
        let base = format!("http://{}", address.listen);
        for http in ways(folder)? {
            let greeting = http.get(format!("{base}/livez")).timeout(GREETING).send().await;
            let ours = greeting.is_ok_and(|answer| {
                answer.headers().get(INSTANCE).is_some_and(|instance| instance == address.instance.as_str())
            });
            if ours {
                return Ok(Some(Self { http, base, token: None }));
            }
        }
        Ok(None)
    }

    /// The same, once it is ready to answer, with the token that the options name.
    pub(crate) async fn ready(options: &Options) -> Result<Option<Self>> {
        let Some(client) = Self::discover(&options.data_dir).await? else { return Ok(None) };
        let client = Self { token: token(options)?, ..client };
        let deadline = Instant::now() + LEARNING;
        loop {
            let asked = client.http.get(format!("{}/readyz", client.base)).timeout(GREETING).send().await;
            let answer = asked.with_context(|| format!("the server at {} has gone", client.base))?;
            if answer.status().is_success() {
                return Ok(Some(client));
            }
            if Instant::now() > deadline {
                bail!("the server at {} is not ready after {} s", client.base, LEARNING.as_secs());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Where the server answers.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Asks for something.
    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, String)]) -> Result<T> {
        self.send(self.http.get(self.url(path, query)?)).await
    }

    fn url(&self, path: &str, query: &[(&str, String)]) -> Result<reqwest::Url> {
        let mut url = reqwest::Url::parse(&format!("{}/api/v1{path}", self.base))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// Asks for something that is no JSON.
    pub(crate) async fn text(&self, path: &str, query: &[(&str, String)]) -> Result<String> {
        let answer = self.answer(self.http.get(self.url(path, query)?)).await?;
        answer.text().await.context("the server's answer cannot be read")
    }

    /// Asks for a list, page by page until it ends; an entry's cursor is what the next page comes after.
    pub(crate) async fn all<T: DeserializeOwned>(
        &self,
        path: &str,
        cursor: impl Fn(&T) -> String,
    ) -> Result<Vec<T>> {
        let mut list: Vec<T> = Vec::new();
        loop {
            let after = list.last().map(|last| ("after", cursor(last)));
            let query: Vec<_> = [("limit", PAGE.to_string())].into_iter().chain(after).collect();
            let page: Vec<T> = self.get(path, &query).await?;
            let is_last = page.len() < PAGE;
            list.extend(page);
            if is_last {
                return Ok(list);
            }
        }
    }

    /// Asks for something to be done.
    pub(crate) async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T> {
        self.send(self.http.post(format!("{}/api/v1{path}", self.base)).json(body)).await
    }

    /// Follows a stream of events, after the one of that id where one is given, and tells the data of each until that is enough or
    /// the server ends the stream.
    pub(crate) async fn follow(
        &self,
        path: &str,
        after: Option<&str>,
        told: &mut dyn FnMut(&str) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let request = self.http.get(format!("{}/api/v1{path}", self.base)).timeout(FOR_EVER);
        let request = request.header("accept", "text/event-stream");
        let request = after.into_iter().fold(request, |request, id| request.header("last-event-id", id));
        let mut answer = self.answer(request).await?;
        let mut unread = Vec::new();
        while let Some(chunk) = answer.chunk().await.context("the server has gone")? {
            unread.extend_from_slice(&chunk);
            while let Some(end) = unread.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = unread.drain(..=end).collect();
                // A server writes the data of each event in one line.
                if let Some(data) = str::from_utf8(&line)?.trim_end().strip_prefix("data: ")
                    && told(data)?.is_break()
                {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T> {
        self.answer(request).await?.json().await.context("the server's answer cannot be read")
    }

    /// The answer to a request that is not refused.
    async fn answer(&self, request: RequestBuilder) -> Result<Response> {
        let request = match &self.token {
            Some(token) => request.bearer_auth(token.expose()),
            None => request,
        };
        let answer =
            request.header("accept-language", "en").send().await.context("the server does not answer")?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let status = answer.status();
        match answer.json::<Problem>().await {
            Ok(problem) => Err(Refused(problem).into()),
            Err(_) => bail!("the server answered with status {status}"),
        }
    }
}

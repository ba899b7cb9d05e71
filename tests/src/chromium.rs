//! A real Chromium, driven through its own chromedriver.

use crate::made;
use crate::{http, output};
use anyhow::Context;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(60);

const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A browser with an empty profile. Dropping it ends it.
#[derive(Debug)]
pub struct Chromium {
    client: Client,
    session: String,
    driver: Driver,
    profile: TempDir,
}

impl Chromium {
    /// Starts a browser.
    ///
    /// # Errors
    ///
    /// If chromium or chromedriver is missing or does not start.
    pub async fn start() -> anyhow::Result<Self> {
        Self::start_with(&[]).await
    }

    /// Starts a browser that runs no script of any page.
    ///
    /// # Errors
    ///
    /// As above.
    pub async fn start_without_script() -> anyhow::Result<Self> {
        Self::start_with(&["--blink-settings=scriptEnabled=false"]).await
    }

    /// Starts a browser that compiles no script, as some banks have it, and so has no WebAssembly.
    ///
    /// # Errors
    ///
    /// As above.
    pub async fn start_without_wasm() -> anyhow::Result<Self> {
        Self::start_with(&["--js-flags=--jitless"]).await
    }

    async fn start_with(more: &[&str]) -> anyhow::Result<Self> {
        let profile = tempfile::tempdir()?;
        let driver = Driver::start()?;
        let mut flags: Vec<String> = FLAGS.iter().chain(more).map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let capabilities = Map::from_iter([
            ("goog:chromeOptions".to_owned(), json!({ "args": flags })),
            ("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" })),
        ]);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url(""))
            .await
            .context("chromedriver gave no session")?;
        let session = client.session_id().await?.context("chromedriver gave no session")?;
        Ok(Self { client, session, driver, profile })
    }

    /// The session, to go to pages and look at them.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The folder of the browser's profile, which its processes name on their command lines.
    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// The errors on the console since this was last asked, failed loads and broken content
    /// security policies among them.
    ///
    /// # Errors
    ///
    /// If the browser has gone.
    pub async fn console_errors(&self) -> anyhow::Result<Vec<String>> {
        let url = self.driver.url(&format!("/session/{}/se/log", self.session));
        let answer = http::client()?.post(url).json(&json!({ "type": "browser" })).send().await?;
        let answer: Value = answer.error_for_status()?.json().await?;
        let entries = answer["value"].as_array().context("the log is no list")?;
        let errors = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        Ok(errors.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect())
    }

    /// Keeps a picture of the page where the tests put what they made.
    ///
    /// # Errors
    ///
    /// If the picture cannot be taken or written.
    pub async fn screenshot(&self, name: &str) -> anyhow::Result<PathBuf> {
        made::keep(&format!("{name}.png"), &self.client.screenshot().await?)
    }

    /// Closes the browser and waits until it has gone.
    ///
    /// # Errors
    ///
    /// If the browser has gone before.
    pub async fn close(self) -> anyhow::Result<()> {
        Ok(self.client.clone().close().await?)
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // A browser outlives its driver unless the driver is asked to end it. One that was closed has no session left.
        let path = format!("/session/{}", self.session);
        let _ = http::ask(SocketAddr::from(([127, 0, 0, 1], self.driver.port)), "DELETE", &path);
    }
}

/// A chromedriver on a free port.
#[derive(Debug)]
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    fn start() -> anyhow::Result<Self> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver could not be started: `cargo xtask test` installs it or says how")?;
        let stdout = child.stdout.take().context("chromedriver has no stdout")?;
        let mut driver = Self { child, port: 0 };
        driver.port = output::first_match(stdout, std::io::sink(), PATIENCE, port_in)
            .context("waiting for chromedriver's port")?;
        Ok(driver)
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A driver that has ended already is what is wanted here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in chromedriver's line that says that it has started.
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

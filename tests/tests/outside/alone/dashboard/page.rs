//! The dashboard in a browser, and what a person does with it.

use anyhow::{Context, ensure};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use paridad_tests::chromium::Chromium;
use paridad_tests::server::{Options, Server};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

/// A dashboard that can be read.
pub(super) struct Page {
    pub(super) server: Server,
    pub(super) chromium: Chromium,
}

impl Page {
    /// A server on the bundled history, and a browser at a path of it. Whoever opens it has closed the tour before.
    pub(super) async fn open(path: &str) -> anyhow::Result<Self> {
        let page = Self { server: Server::start(&Options::default())?, chromium: Chromium::start().await? };
        page.client().set_window_size(1280, 900).await?;
        page.client().goto(&page.server.url("/livez")).await?;
        page.script("localStorage.setItem('paridad.toured', '1')").await?;
        // What is no page has no icon, which is none of the dashboard's complaints.
        page.chromium.console_errors().await?;
        page.go(path).await?;
        Ok(page)
    }

    /// Goes to a path as a link from elsewhere does.
    pub(super) async fn go(&self, path: &str) -> anyhow::Result<()> {
        self.client().goto(&self.server.url(path)).await?;
        self.element("html[data-ready=true]").await.map(drop)
    }

    pub(super) fn client(&self) -> &Client {
        self.chromium.client()
    }

    pub(super) async fn script(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client().execute(script, Vec::new()).await?)
    }

    pub(super) async fn element(&self, css: &str) -> anyhow::Result<Element> {
        let found = self.client().wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        found.with_context(|| format!("waiting for {css}"))
    }

    pub(super) async fn count(&self, css: &str) -> anyhow::Result<usize> {
        Ok(self.client().find_all(Locator::Css(css)).await?.len())
    }

    pub(super) async fn click(&self, css: &str) -> anyhow::Result<()> {
        Ok(self.element(css).await?.click().await?)
    }

    pub(super) async fn attribute(&self, css: &str, name: &str) -> anyhow::Result<String> {
        self.element(css).await?.attr(name).await?.with_context(|| format!("{css} has no {name}"))
    }

    pub(super) async fn text(&self, css: &str) -> anyhow::Result<String> {
        Ok(self.element(css).await?.text().await?)
    }

    /// Waits until an element says something else than `before`, and gives that.
    pub(super) async fn changed(&self, css: &str, before: &str) -> anyhow::Result<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.text(css).await?;
            if text != before {
                return Ok(text);
            }
            ensure!(Instant::now() < deadline, "{css} still says {before:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until an element says what is wanted.
    pub(super) async fn says(&self, css: &str, wanted: &str) -> anyhow::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.text(css).await?;
            if text.contains(wanted) {
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "{css} says {text:?}, and not {wanted:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What the server answers.
    pub(super) async fn ask<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let answer = paridad_tests::http::client()?.get(self.server.url(path)).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    /// Has the server do something.
    pub(super) async fn post(&self, path: &str, body: Value) -> anyhow::Result<()> {
        let answer = paridad_tests::http::client()?.post(self.server.url(path)).json(&body).send().await?;
        answer.error_for_status()?;
        Ok(())
    }

    /// Types into a field, letter by letter, in place of what stands there.
    pub(super) async fn write(&self, css: &str, text: &str) -> anyhow::Result<()> {
        let field = self.element(css).await?;
        field.click().await?;
        let script = "document.querySelector(arguments[0]).select()";
        self.client().execute(script, vec![json!(css)]).await?;
        for letter in text.chars() {
            field.send_keys(&letter.to_string()).await?;
        }
        Ok(())
    }

    /// Leaves a field.
    pub(super) async fn leave(&self) -> anyhow::Result<()> {
        self.script("document.activeElement.blur()").await.map(drop)
    }

    /// Drags a slider to a value, and lets it go.
    pub(super) async fn drag(&self, css: &str, value: &str) -> anyhow::Result<()> {
        let script = "const [css, value] = arguments; const input = document.querySelector(css);
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, value);
            input.dispatchEvent(new Event('input', { bubbles: true }));
            input.dispatchEvent(new Event('change', { bubbles: true }));";
        self.client().execute(script, vec![json!(css), json!(value)]).await?;
        Ok(())
    }

    /// Path and query of the browser's address.
    pub(super) async fn path(&self) -> anyhow::Result<String> {
        let path = self.script("return location.pathname + location.search").await?;
        path.as_str().map(str::to_owned).context("the page has an address")
    }

    /// Ends the visit; a page that has complained has failed.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        let errors = self.chromium.console_errors().await?;
        ensure!(errors.is_empty(), "the console says {errors:?}");
        self.chromium.close().await
    }
}

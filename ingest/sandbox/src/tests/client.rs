//! A sandbox and a client for it.

use crate::switches::Switches;
use crate::{Options, Running, Sandbox};
use reqwest::header::HeaderMap;
use serde_json::Value;

/// An answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Banxico's series.
    pub(super) fn series(&self) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()["bmx"]["series"].as_array().unwrap().clone()
    }

    /// Banxico's values of a series as "day value", none where the key `datos` is missing.
    pub(super) fn values(&self, id: &str) -> Vec<String> {
        let all = self.series();
        let series = all.iter().find(|series| series["idSerie"] == id).unwrap();
        let values = series["datos"].as_array().into_iter().flatten();
        values.map(|o| format!("{} {}", o["fecha"].as_str().unwrap(), o["dato"].as_str().unwrap())).collect()
    }
}

pub(super) fn options(now: &str, switches: Switches) -> Options {
    Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        seed: 7,
        from: "2019-01-01".parse().unwrap(),
        now: now.parse().unwrap(),
        switches,
    }
}

pub(super) async fn start(now: &str) -> Running {
    start_with(now, Switches::default()).await
}

pub(super) async fn start_with(now: &str, switches: Switches) -> Running {
    Sandbox::start(options(now, switches)).await.unwrap()
}

/// Switches as one would post them.
pub(super) fn switches(json: &str) -> Switches {
    serde_json::from_str(json).unwrap()
}

/// A client that neither unpacks nor follows nor retries.
pub(super) fn client() -> reqwest::Client {
    // Fails only if a test before this one has installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_gzip().build().unwrap()
}

pub(super) async fn send(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
}

/// Asks Banxico, from `/series` on, with a token.
pub(super) async fn banxico(sandbox: &Running, path: &str) -> Answer {
    let url = format!("{}/series/{path}", sandbox.place("banxico-url"));
    send(client().get(url).header("Bmx-Token", "secret-of-a-test")).await
}

/// Asks INEGI for all values of indicators in the bank BIE-BISE.
pub(super) async fn inegi(sandbox: &Running, ids: &str) -> Answer {
    let rest = format!("INDICATOR/{ids}/es/00/false/BIE-BISE/2.0/secret-of-a-test?type=json");
    send(client().get(format!("{}/{rest}", sandbox.place("inegi-url")))).await
}

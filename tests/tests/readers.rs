//! A rollback is atomic: whoever reads while versions change sees one of them, whole.

use anyhow::Context;
use paridad_tests::server::{Options, Server};
use paridad_tests::start::Start;
use paridad_wire::{Forecast, Pulled, Version, Versions};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What one version says, in bits.
type Said = (String, String, u64);

fn said(forecast: &Forecast) -> (u64, Said) {
    let spoken = &forecast.spoken;
    (spoken.version, (spoken.snapshot.clone(), spoken.origin.to_string(), forecast.point.to_bits()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_see_one_version_whole() -> anyhow::Result<()> {
    let start = Start::new(120, 5)?;
    let options = Options { args: start.args(), data_dir: Some(start.data_dir()), ..Options::default() };
    let server = Server::start(&options)?;
    let client = paridad_tests::http::client()?;
    let url = server.url("/api/v1/forecast?horizon=10");
    let post = |path: &str, body| client.post(server.url(path)).json(&body).send();
    start.ecb.publish_until(start.coming[4]);
    let _: Pulled = post("/api/v1/pull", json!({})).await?.json().await?;
    let end = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (client, url, end) = (client.clone(), url.clone(), end.clone());
            tokio::spawn(async move {
                let mut seen: BTreeMap<u64, Said> = BTreeMap::new();
                let (mut last, mut reads) = (0, 0_u32);
                while !end.load(Ordering::Relaxed) {
                    let forecast: Forecast = client.get(&url).send().await?.json().await?;
                    let (version, said) = said(&forecast);
                    anyhow::ensure!(version >= last, "the history never runs backwards");
                    anyhow::ensure!(
                        seen.entry(version).or_insert_with(|| said.clone()) == &said,
                        "half a version"
                    );
                    last = version;
                    reads += 1;
                }
                Ok((seen, reads))
            })
        })
        .collect();
    let versions: Versions = client.get(server.url("/api/v1/versions")).send().await?.json().await?;
    let learned: Vec<&Version> =
        versions.versions.iter().filter(|version| version.kind == "learned").collect();
    let mut written: BTreeMap<u64, String> = BTreeMap::new();
    for round in 0..30 {
        let target = learned[round % learned.len()];
        let row: Version = post("/api/v1/rollback", json!({"version": target.number})).await?.json().await?;
        assert_eq!(row.snapshot, target.snapshot);
        written.insert(row.number, row.snapshot);
    }
    end.store(true, Ordering::Relaxed);
    let mut reads = 0;
    for reader in readers {
        let (seen, count) = reader.await??;
        reads += count;
        for (version, (snapshot, ..)) in seen {
            if let Some(expected) = written.get(&version) {
                assert_eq!(&snapshot, expected, "version {version}");
            }
        }
    }
    assert!(reads > 100, "{reads} reads while versions changed");
    written.last_key_value().context("nothing was written")?;
    Ok(())
}

//! A rollback is atomic: whoever reads while versions change sees one of them, whole.

use anyhow::ensure;
use paridad_tests::server::{Options, Server};
use paridad_tests::start::Start;
use paridad_wire::{Forecast, Pulled, Version, VersionKind, Versions};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a snapshot says, in bits: its origin and its point.
type Said = (String, u64);

fn said(forecast: &Forecast) -> (String, Said) {
    let provenance = &forecast.provenance;
    (provenance.snapshot.clone(), (provenance.origin.to_string(), forecast.point.to_bits()))
}

/// Reads forecasts until told to end, and checks each: the history runs forwards, a version has one snapshot, and
/// a snapshot says what it said when nobody disturbed it.
async fn read(
    client: reqwest::Client,
    url: String,
    undisturbed: Arc<BTreeMap<String, Said>>,
    end: Arc<AtomicBool>,
) -> anyhow::Result<(BTreeMap<u64, String>, u32)> {
    let mut seen: BTreeMap<u64, String> = BTreeMap::new();
    let (mut last, mut reads) = (0, 0);
    while !end.load(Ordering::Relaxed) {
        let forecast: Forecast = client.get(&url).send().await?.json().await?;
        let (snapshot, said) = said(&forecast);
        ensure!(undisturbed.get(&snapshot) == Some(&said), "{snapshot} says {said:?}");
        ensure!(forecast.provenance.version >= last, "the history never runs backwards");
        last = forecast.provenance.version;
        ensure!(*seen.entry(last).or_insert_with(|| snapshot.clone()) == snapshot, "half a version");
        reads += 1;
    }
    Ok((seen, reads))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_see_one_version_whole() -> anyhow::Result<()> {
    let start = Start::new(120, 5)?;
    let options = Options { args: start.args(), data_dir: Some(start.data_dir()), ..Options::default() };
    let server = Server::start(&options)?;
    let client = paridad_tests::http::client()?;
    let url = server.url("/api/v1/forecast?horizon=10");
    let post = |path: &str, body| client.post(server.url(path)).json(&body).send();
    // What each version says while nobody disturbs it.
    let mut undisturbed = BTreeMap::new();
    for day in &start.coming {
        start.ecb.publish_until(*day);
        let _: Pulled = post("/api/v1/pull", json!({})).await?.json().await?;
        let forecast: Forecast = client.get(&url).send().await?.json().await?;
        undisturbed.extend([said(&forecast)]);
    }
    assert_eq!(undisturbed.len(), 5, "five days, five snapshots");
    let (undisturbed, end) = (Arc::new(undisturbed), Arc::new(AtomicBool::new(false)));
    let readers: Vec<_> = (0..4)
        .map(|_| tokio::spawn(read(client.clone(), url.clone(), undisturbed.clone(), end.clone())))
        .collect();
    let versions: Versions = client.get(server.url("/api/v1/versions")).send().await?.json().await?;
    let learned: Vec<&Version> =
        versions.versions.iter().filter(|version| version.kind == VersionKind::Learned).collect();
    let mut written: BTreeMap<u64, String> = BTreeMap::new();
    for round in 0..30 {
        let target = learned[round % learned.len()];
        let row: Version = post("/api/v1/rollback", json!({"version": target.number})).await?.json().await?;
        assert_eq!(row.snapshot, target.snapshot);
        written.insert(row.number, row.snapshot);
    }
    end.store(true, Ordering::Relaxed);
    let (mut reads, mut matched) = (0, 0);
    for reader in readers {
        let (seen, count) = reader.await??;
        reads += count;
        for (version, snapshot) in seen.iter().filter(|(version, _)| written.contains_key(version)) {
            assert_eq!(*snapshot, written[version], "version {version}");
            matched += 1;
        }
    }
    assert!(reads > 100 && matched > 10, "{reads} reads, {matched} of versions that were being written");
    Ok(())
}

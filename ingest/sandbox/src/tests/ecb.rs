//! The ECB's files, as the parser of the product reads them.

use super::client::{client, send, start};
use crate::Running;
use paridad_engine::data::series::Observation;
use paridad_ingest::feed::payload::Payload;

async fn read(sandbox: &Running, url: String) -> Vec<Observation> {
    let answer = send(client().get(&url)).await;
    assert!(answer.text().contains("SINTÉTICO"));
    let payload = Payload {
        source: "ecb".to_owned(),
        origin: url,
        media_type: answer.header("content-type").split(';').next().unwrap().to_owned(),
        bytes: answer.body,
        received_at: sandbox.now(),
    };
    paridad_ingest::sources::ecb::parse(&payload).unwrap().observations
}

#[tokio::test]
async fn the_files_and_the_portal_have_the_same_rates_of_target_days() {
    // Before 16:00 in Frankfurt on Friday 2 October.
    let sandbox = start("2026-10-02T13:00:00Z").await;
    let file = |name: &str| format!("{}/{name}", sandbox.place("ecb-url"));
    let daily = read(&sandbox, file("eurofxref-daily.xml")).await;
    assert_eq!(daily.len(), 13);
    assert!(daily.iter().all(|rate| rate.period.to_string() == "2026-10-01"));
    let recent = read(&sandbox, file("eurofxref-hist-90d.xml")).await;
    let history = read(&sandbox, file("eurofxref-hist.xml")).await;
    let portal = format!(
        "{}/EXR/D..EUR.SP00.A?format=csvdata&startPeriod=2026-09-30",
        sandbox.place("ecb-portal-url")
    );
    let mut since = read(&sandbox, portal).await;
    assert!(daily.iter().all(|rate| recent.contains(rate) && history.contains(rate)));
    assert!(history.len() > 25_000 && recent.len() < 1_000);
    since.retain(|rate| rate.period == daily[0].period);
    assert_eq!(since, daily);
}

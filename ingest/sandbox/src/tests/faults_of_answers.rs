//! The switches that spoil whole answers.

use super::client::{banxico, inegi, start, start_with, switches};
use std::time::{Duration, Instant};

const NOW: &str = "2026-10-01T20:00:00Z";
const RANGE: &str = "SF43718/datos/2026-09-01/2026-09-30";

#[tokio::test]
async fn latency_is_waited_for() {
    let sandbox = start_with(NOW, switches(r#"{"latency_ms": 120}"#)).await;
    let begun = Instant::now();
    assert_eq!(banxico(&sandbox, RANGE).await.status, 200);
    assert!(begun.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn a_quota_is_said_to_be_used_up_and_soon_is_not() {
    let sandbox = start_with(NOW, switches(r#"{"quota": {"ids": ["SF43718"]}, "quota_seconds": 2}"#)).await;
    let answer = banxico(&sandbox, RANGE).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["error"]["secondsToReset"], 2);
    assert_eq!(answer.header("bmx-secondstoreset"), "2");
    assert_eq!(banxico(&sandbox, "SP1/datos/oportuno").await.status, 200);
    assert_eq!(sandbox.counters().faults["quota"], 1);
    assert!(!sandbox.counters().is_any_refused(), "no real quota was exceeded");
}

#[tokio::test]
async fn fewer_ids_can_be_too_many() {
    let sandbox = start_with(NOW, switches(r#"{"ids_max": 2}"#)).await;
    assert_eq!(banxico(&sandbox, "SF43718,SP1/datos/oportuno").await.status, 200);
    assert_eq!(banxico(&sandbox, "SF43718,SP1,SE27803/datos/oportuno").await.status, 413);
}

#[tokio::test]
async fn a_web_page_comes_with_200_or_with_503_and_the_request_counts() {
    let sandbox = start(NOW).await;
    for (json, status) in [(r#"{"html": 1.0}"#, 200), (r#"{"unavailable": {}}"#, 503)] {
        sandbox.switch(switches(json));
        for answer in [banxico(&sandbox, RANGE).await, inegi(&sandbox, "910392").await] {
            assert_eq!((answer.status, answer.header("content-type")), (status, "text/html;charset=UTF-8"));
            assert!(answer.text().starts_with("<!DOCTYPE html>"));
        }
    }
    let counters = sandbox.counters();
    assert_eq!(counters.tokens[0].values().map(|usage| usage.requests).sum::<u64>(), 4);
    assert_eq!((counters.faults["html"], counters.faults["unavailable"]), (2, 2));
}

#[tokio::test]
async fn a_body_stops_in_its_middle() {
    let sandbox = start(NOW).await;
    let whole = banxico(&sandbox, RANGE).await;
    sandbox.switch(switches(r#"{"truncated": {"days": ["2026-10-01"]}}"#));
    let cut = banxico(&sandbox, RANGE).await;
    assert_eq!((cut.status, cut.header("content-type")), (200, "application/json;charset=UTF-8"));
    assert!(!cut.body.is_empty() && cut.body.len() < whole.body.len());
    assert!(whole.body.starts_with(&cut.body));
    sandbox.set_clock("2026-10-02T20:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(banxico(&sandbox, RANGE).await.body, whole.body, "only on the day that is named");
}

#[tokio::test]
async fn a_chance_spoils_some_answers_and_not_others() {
    let sandbox = start_with(NOW, switches(r#"{"unavailable": 0.5}"#)).await;
    let mut unavailable = 0;
    for _ in 0..40 {
        unavailable += u32::from(banxico(&sandbox, "SP1/datos/oportuno").await.status == 503);
    }
    assert!((8..32).contains(&unavailable), "{unavailable}");
}

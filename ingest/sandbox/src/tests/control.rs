//! The sandbox's own addresses, its start, and how alike two of them are.

use super::client::{banxico, client, inegi, options, send, start, start_with, switches};
use crate::switches::Switches;
use crate::{Options, Sandbox, StartError};
use serde_json::Value;

const NOW: &str = "2026-10-01T20:00:00Z";

#[tokio::test]
async fn the_same_seed_gives_the_same_answers_and_another_seed_others() {
    let faults = switches(r#"{"truncated": 0.3, "not_available": 0.1, "wrong_order": 0.5, "html": 0.2}"#);
    let mut bodies = Vec::new();
    for seed in [7, 7, 8] {
        let options = Options { seed, ..options(NOW, faults.clone()) };
        let sandbox = Sandbox::start(options).await.unwrap();
        let mut body = Vec::new();
        for _ in 0..5 {
            body.extend(banxico(&sandbox, "SF43718,SP1/datos/2026-01-01/2026-10-01").await.body);
            body.extend(inegi(&sandbox, "737121").await.body);
        }
        bodies.push(body);
    }
    assert!(bodies[0] == bodies[1]);
    assert!(bodies[0] != bodies[2]);
}

#[tokio::test]
async fn switches_are_posted_and_read_and_what_is_left_out_is_off() {
    let sandbox = start_with(NOW, switches(r#"{"html": 1.0}"#)).await;
    let url = format!("http://{}/sandbox/switches", sandbox.address());
    let set = send(client().post(&url).json(&switches(r#"{"late_days": 9}"#))).await;
    assert_eq!(set.json()["late_days"], 9);
    assert_eq!(sandbox.switches(), Switches { late_days: 9, ..Switches::default() });
    assert_eq!(send(client().get(&url)).await.json()["html"], 0.0);
    let wrong = client().post(&url).header("content-type", "application/json").body(r#"{"hmtl": 1}"#);
    assert_eq!(send(wrong).await.status, 422);
    assert_eq!(sandbox.switches().late_days, 9);
}

#[tokio::test]
async fn the_clock_is_posted_and_runs() {
    let sandbox = start(NOW).await;
    let url = format!("http://{}/sandbox/clock", sandbox.address());
    let post = async |body: Value| send(client().post(&url).json(&body)).await;
    let set = post(serde_json::json!({"now": "2026-03-17T18:00:00Z"})).await;
    assert_eq!(set.json()["today"], "2026-03-17");
    assert_eq!(post(serde_json::json!({"today": "2026-03-18"})).await.status, 200);
    assert_eq!(sandbox.now().date_naive().to_string(), "2026-03-18");
    let outside = post(serde_json::json!({"today": "2050-01-01"})).await;
    assert_eq!(outside.status, 400);
    assert!(outside.text().contains("from 1996-01-01 to 2039-12-31, got 2050-01-01"));
}

#[tokio::test]
async fn quotas_are_enforced_and_counted_by_token_category_and_window() {
    let sandbox = start(NOW).await;
    for _ in 0..80 {
        assert_eq!(banxico(&sandbox, "SF43718/datos/oportuno").await.status, 200);
    }
    let refused = banxico(&sandbox, "SF43718").await;
    assert_eq!(refused.status, 400);
    let error = &refused.json()["error"];
    assert_eq!(error["mensaje"], "Límite de consultas superado.");
    assert!(error["detalle"].as_str().unwrap().ends_with("America/Mexico_City"));
    let seconds = error["secondsToReset"].as_i64().unwrap();
    assert!((1..=61).contains(&seconds));
    assert_eq!(refused.header("bmx-secondstoreset"), seconds.to_string());
    assert_eq!(refused.header("bmx-timereset"), error["timeReset"].to_string());
    assert_eq!(banxico(&sandbox, "SF43718/datos/2026-09-01/2026-09-02").await.status, 200);
    sandbox.set_clock(sandbox.now() + chrono::TimeDelta::seconds(62)).unwrap();
    assert_eq!(banxico(&sandbox, "SF43718").await.status, 200, "the window is over");
    let counters = send(client().get(format!("http://{}/sandbox/counters", sandbox.address()))).await;
    assert!(!counters.text().contains("secret-of-a-test"));
    let latest = &counters.json()["tokens"][0]["latest"];
    assert_eq!((&latest["requests"], &latest["refused"]), (&82.into(), &1.into()));
    assert_eq!((&latest["window_most"], &latest["day_most"]), (&81.into(), &82.into()));
    assert_eq!(counters.json()["tokens"][0]["historical"]["requests"], 1);
    assert_eq!(counters.json()["answers"]["200"], 82);
    assert!(sandbox.counters().is_any_refused());
}

#[tokio::test]
async fn it_listens_on_loopback_only_and_within_its_days() {
    let open = Options { listen: "0.0.0.0:0".parse().unwrap(), ..options(NOW, Switches::default()) };
    assert!(matches!(Sandbox::start(open).await, Err(StartError::NotLoopback(_))));
    let early = options("1990-01-01T00:00:00Z", Switches::default());
    assert!(matches!(Sandbox::start(early).await, Err(StartError::Clock(_))));
    let sandbox = start(NOW).await;
    let taken = Options { listen: sandbox.address(), ..options(NOW, Switches::default()) };
    assert!(matches!(Sandbox::start(taken).await, Err(StartError::Listen { .. })));
    let address = sandbox.address();
    sandbox.stop().await;
    assert!(client().get(format!("http://{address}/sandbox/clock")).send().await.is_err());
}

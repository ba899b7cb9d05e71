//! The real server over real sockets, and the command line beside it.

use anyhow::{Context, ensure};
use paridad_ingest::sources::PUBLIC;
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server, command};
use paridad_tests::start::Start;
use paridad_wire::{
    AuditEntry, BackedUp, Batch, Explanation, Forecast, Problem, Pulled, Series, Status, Verified, Version,
    VersionKind, Versions,
};
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Output;

/// Runs the binary on a data folder.
fn run(folder: &Path, args: &[&str]) -> anyhow::Result<Output> {
    Ok(command()?.arg("--data-dir").arg(folder).args(args).output()?)
}

fn run_json<T: DeserializeOwned>(folder: &Path, args: &[&str]) -> anyhow::Result<T> {
    let output = run(folder, &[&["--json"], args].concat())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{args:?}: {said}");
    serde_json::from_slice(&output.stdout).with_context(|| format!("{args:?}: {said}"))
}

#[tokio::test]
async fn the_bundled_history_is_learned_and_forecast_without_any_configuration() -> anyhow::Result<()> {
    let server = Server::start(&Options::default())?;
    let start = Start::new(100, 0)?;
    let api = Api::of(server)?;
    drop(start);
    let forecast: Forecast = api.get("/api/v1/forecast?horizon=21").await?;
    assert_eq!(forecast.provenance.origin.to_string(), "2026-10-30");
    assert_eq!(forecast.provenance.target_title, "USD/MXN, cruce del BCE, no FIX");
    assert_eq!(forecast.maturity.horizon, 21);
    assert!((forecast.provenance.spot - 21.1237 / 1.1172).abs() < 1e-9, "the cross of the two rates");
    assert_eq!(forecast.quantiles.len(), 21);
    assert!(forecast.quantiles.windows(2).all(|pair| pair[0].rate < pair[1].rate), "in order");
    let versions: Versions = api.get("/api/v1/versions").await?;
    assert_eq!(versions.versions.len(), 25, "a version at each month's end of two years, and one at the end");
    assert!(versions.versions.iter().all(|version| version.kind == VersionKind::Bundled));
    Ok(())
}

#[tokio::test]
async fn an_explanation_sums_to_the_forecast() -> anyhow::Result<()> {
    let start = Start::new(400, 0)?;
    let api = Api::start(&start)?;
    for horizon in [1, 7, 21, 252, 1_000] {
        let asked = |what: &str| format!("/api/v1/{what}?horizon={horizon}&level=20");
        let forecast: Forecast = api.get(&asked("forecast")).await?;
        let explanation: Explanation = api.get(&asked("explanation")).await?;
        assert_eq!(forecast.maturity.extended, horizon > 252);
        let contributions = &explanation.contributions;
        let sum = contributions.iter().fold(explanation.base_log_move, |sum, part| sum + part.log_move);
        assert_eq!(sum.to_bits(), forecast.log_move.to_bits(), "equal in bits, even through JSON");
        let pesos = explanation.base_rate + contributions.iter().map(|part| part.rate).sum::<f64>();
        assert!((explanation.provenance.spot + pesos - forecast.point).abs() < 1e-9);
        let width = &explanation.width;
        let sum = width.contributions.iter().fold(width.base_log_width, |sum, part| sum + part.log_width);
        assert_eq!(sum.to_bits(), width.log_width.to_bits(), "the width is the sum of its parts too");
        let ends = [width.low, width.high].map(|end| (end / explanation.provenance.spot).ln());
        assert!((ends[1] - ends[0] - sum).abs() < 1e-12, "and the width of the interval");
        let pesos = width.base_rate + width.contributions.iter().map(|part| part.rate).sum::<f64>();
        assert!((width.high - width.low - pesos).abs() < 1e-9);
        assert_eq!(forecast.quantiles[2].rate.to_bits(), width.low.to_bits(), "the interval of the forecast");
        ends_and_probability(&forecast, &explanation)?;
    }
    Ok(())
}

/// What the features of point and spread add to both ends and to the probability sums to them; a width is the difference of the ends.
fn ends_and_probability(forecast: &Forecast, explanation: &Explanation) -> anyhow::Result<()> {
    let (contributions, width) = (&explanation.contributions, &explanation.width);
    let spot = explanation.provenance.spot;
    let low =
        contributions.iter().map(|part| part.low).chain(width.contributions.iter().map(|part| part.low));
    assert!((spot + width.base_low + low.sum::<f64>() - width.low).abs() < 1e-9);
    let high =
        contributions.iter().map(|part| part.high).chain(width.contributions.iter().map(|part| part.high));
    assert!((spot + width.base_high + high.sum::<f64>() - width.high).abs() < 1e-9);
    for part in &width.contributions {
        assert!((part.high - part.low - part.rate).abs() < 1e-12, "{part:?}");
    }
    let reasons = explanation.probability.as_ref().context("asked for")?;
    assert_eq!(Some(reasons.probability), forecast.probability);
    let parts: Option<Vec<f64>> = contributions
        .iter()
        .map(|part| part.above)
        .chain(width.contributions.iter().map(|part| part.above))
        .collect();
    let sum: f64 = parts.context("every feature says what it adds")?.iter().sum();
    assert!((reasons.base + sum - reasons.probability.above).abs() < 1e-9);
    Ok(())
}

#[tokio::test]
async fn a_closed_maturity_moves_on_and_any_quantile_can_be_asked() -> anyhow::Result<()> {
    let server = Server::start(&Options::default())?;
    let api = Api::of(server)?;
    let path = "/api/v1/forecast?date=2026-12-25&quantiles=0.01,0.5,0.99&level=18.5";
    let forecast: Forecast = api.get(path).await?;
    assert_eq!(forecast.maturity.day.to_string(), "2026-12-28");
    assert_eq!(forecast.maturity.moved_from.map(|day| day.to_string()).as_deref(), Some("2026-12-25"));
    assert_eq!(forecast.quantiles.len(), 3);
    let above = forecast.probability.context("asked for")?.above;
    let level = format!("/api/v1/forecast?date=2026-12-28&quantiles={}", 1.0 - above);
    let back: Forecast = api.get(&level).await?;
    assert!((back.quantiles[0].rate - 18.5).abs() < 1e-6, "probability and quantile are inverse");
    Ok(())
}

#[tokio::test]
async fn bad_input_is_answered_with_what_where_and_what_is_allowed() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?;
    let cases = [
        ("/api/v1/forecast?horizon=0", 400, "horizon", "1 a 1260"),
        ("/api/v1/forecast?horizon=x", 400, "unreadable-parameter", "«x»"),
        ("/api/v1/forecast?horizon=1&date=2030-01-01", 400, "parameters-conflict", "horizon"),
        ("/api/v1/forecast?date=1999-01-04", 400, "maturity", "1999-01-04"),
        ("/api/v1/forecast?date=2999-01-04", 400, "maturity", "2999-01-04"),
        ("/api/v1/forecast?quantiles=0.5,1", 400, "level", "0.999"),
        ("/api/v1/forecast?level=-1", 400, "rate", "-1"),
        ("/api/v1/forecast?below=0", 400, "rate", "0"),
        ("/api/v1/forecast?touch=NaN", 400, "rate", "NaN"),
        ("/api/v1/forecast?touch=18", 409, "no-paths", "pocos"),
        ("/api/v1/forecast?scenario=forward", 400, "unreadable-parameter", "half_forward"),
        ("/api/v1/forecast?scenario=half_forward&touch=18", 400, "parameters-conflict", "scenario"),
        ("/api/v1/forecast?scenario=half_forward", 409, "no-forward", "tasas"),
        ("/api/v1/explanation?level=0", 400, "rate", "0"),
        ("/api/v1/change?level=-3", 400, "rate", "-3"),
        ("/api/v1/forecast?shortfall=0.6", 400, "shortfall", "0.001 y 0.5"),
        ("/api/v1/forecast?shortfall=0", 400, "shortfall", "0.001 y 0.5"),
        ("/api/v1/paths?count=1001", 400, "unreadable-parameter", "1…1000"),
        ("/api/v1/paths?count=0", 400, "unreadable-parameter", "1…1000"),
        ("/api/v1/paths?seed=-1", 400, "unreadable-parameter", "seed"),
        ("/api/v1/paths?horizon=1261", 400, "horizon", "1 a 1260"),
        ("/api/v1/paths", 409, "no-paths", "pocos"),
        ("/api/v1/scores?horizon=1", 400, "unknown-parameter", "horizon"),
        ("/api/v1/forecast?horizonte=21", 400, "unknown-parameter", "horizon, date"),
        ("/api/v1/series/nope", 404, "no-such-series", "nope"),
        ("/api/v1/nothing", 404, "not-found", "nada"),
        ("/api/v1/rollback", 405, "method", "método"),
        ("/api/v1/forecast?horizon=5&horizon=7", 400, "repeated-parameter", "horizon"),
        ("/api/v1/versions?limit=0", 400, "unreadable-parameter", "limit"),
        ("/api/v1/snapshot?foo=1", 400, "unknown-parameter", "foo"),
    ];
    for (path, status, code, detail) in cases {
        let problem = api.refused(path, "es-MX").await?;
        assert_eq!((problem.status, problem.code.as_str()), (status, code), "{path}");
        assert!(problem.detail.contains(detail), "{path}: {}", problem.detail);
        assert_eq!(problem.instance, path.split('?').next().unwrap_or_default());
        let english = api.refused(path, "en").await?;
        assert_ne!(english.title, problem.title, "{path} in English");
    }
    Ok(())
}

#[tokio::test]
async fn who_is_not_on_this_machine_or_this_page_is_refused() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?;
    let get = |host| api.client.get(api.server.url("/api/v1/status")).header("host", host).send();
    assert_eq!(get("evil.example").await?.status(), StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(get("localhost:1").await?.status(), StatusCode::OK);
    let post = || api.client.post(api.server.url("/api/v1/rollback")).body(r#"{"version":1}"#);
    let json = "application/json";
    let plain = post().header("content-type", "text/plain").send().await?;
    assert_eq!(plain.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let foreign = post().header("content-type", json).header("origin", "http://evil.example").send().await?;
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    let cross = post().header("content-type", json).header("sec-fetch-site", "cross-site").send().await?;
    assert_eq!(cross.status(), StatusCode::FORBIDDEN);
    let versions: Versions = api.get("/api/v1/versions").await?;
    assert!(!versions.pinned, "nothing was changed");
    let output = run(&start.scratch().join("other"), &["serve", "--listen", "0.0.0.0:0"])?;
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("loopback"));
    Ok(())
}

#[tokio::test]
async fn a_pull_learns_each_new_day_once() -> anyhow::Result<()> {
    let start = Start::new(100, 12)?;
    let api = Api::start(&start)?;
    let before: Status = api.get("/api/v1/status").await?;
    start.ecb.publish_until(start.coming[4]);
    let pulled: Pulled = api.post("/api/v1/pull", json!({})).await?;
    assert_eq!((pulled.learned, pulled.held, pulled.last_day), (5, 0, start.coming[4]), "{pulled:?}");
    assert_eq!(pulled.version, before.learned_version + 5, "a version for each day");
    let again: Pulled = api.post("/api/v1/pull", json!({"source": "ecb"})).await?;
    assert_eq!((again.learned, again.observed), (0, 0), "{again:?}");
    start.ecb.publish_until(start.coming[11]);
    let through_cli: Pulled = run_json(&start.data_dir(), &["pull", "--source", "ecb"])?;
    assert_eq!(through_cli.learned, 7, "the command reached the running server");
    let status: Status = api.get("/api/v1/status").await?;
    assert_eq!(status.provenance.origin, start.coming[11]);
    assert!(
        status.provenance.stale && status.provenance.late_days > 1,
        "a history of years ago is stale, and says so"
    );
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    assert_eq!(verified.reproduced, status.learned_version, "every version");
    Ok(())
}

#[tokio::test]
async fn a_source_that_fails_loses_nothing_and_says_so() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let args = [
        "--history",
        &start.file().display().to_string(),
        "--ecb-url",
        "http://127.0.0.1:9/",
        "--ecb-portal-url",
        "http://127.0.0.1:9/",
    ]
    .map(str::to_owned)
    .to_vec();
    let options = Options { args, data_dir: Some(start.data_dir()), ..Options::default() };
    let api = Api::of(Server::start(&options)?)?;
    let answer = api.client.post(api.server.url("/api/v1/pull")).json(&json!({})).send().await?;
    assert_eq!(answer.status(), StatusCode::BAD_GATEWAY);
    let problem: Problem = answer.json().await?;
    assert_eq!(problem.code, "source-failed");
    let _: Forecast = api.get("/api/v1/forecast").await?;
    Ok(())
}

/// Part of an address, as a password would be; it must be found nowhere.
const CANARY: &str = "canary-4711";

#[test]
fn a_secret_in_an_address_is_refused_and_not_repeated() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let history = start.file().display().to_string();
    for url in [format!("http://user:{CANARY}@127.0.0.1:9/"), format!("http://127.0.0.1:9/?token={CANARY}")] {
        for command in [&["pull"][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let args = [command, &["--history", &history, "--ecb-url", &url]].concat();
            let output = run(&start.data_dir(), &args)?;
            assert!(!output.status.success(), "{args:?}");
            let said = [output.stdout, output.stderr].concat();
            assert!(!String::from_utf8_lossy(&said).contains(CANARY), "{args:?}");
        }
    }
    assert!(!start.data_dir().exists(), "nothing of it is kept");
    Ok(())
}

#[test]
fn plain_http_to_another_machine_is_refused_and_one_to_this_machine_passes_no_proxy() -> anyhow::Result<()> {
    let start = Start::new(100, 1)?;
    let history = start.file().display().to_string();
    for flag in PUBLIC.iter().flat_map(|source| source.addresses).map(|place| format!("--{}", place.flag)) {
        let flag = flag.as_str();
        for command in [&["pull"][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let args = [command, &["--history", &history, flag, "http://192.0.2.1/"]].concat();
            let output = run(&start.data_dir(), &args)?;
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success(), "{args:?}");
            assert!(said.contains(flag) && said.contains("https://"), "{said}");
        }
    }
    assert!(!start.data_dir().exists(), "nothing was opened");
    start.ecb.publish_until(start.coming[0]);
    // A proxy would read the token of a request in clear; this one does not even listen.
    let pulled = command()?
        .env("http_proxy", "http://127.0.0.1:9/")
        .env("HTTP_PROXY", "http://127.0.0.1:9/")
        .arg("--data-dir")
        .arg(start.data_dir())
        .args(start.args())
        .arg("pull")
        .output()?;
    ensure!(pulled.status.success(), "{}", String::from_utf8_lossy(&pulled.stderr));
    Ok(())
}

#[tokio::test]
async fn internal_series_enter_by_csv_and_bad_lines_are_named() -> anyhow::Result<()> {
    let start = Start::new(100, 2)?;
    let api = Api::start(&start)?;
    let day = start.coming[0];
    let text = format!(
        "series,period,value,known_at\nrate.mxn,{day},7.5,{day}T12:00:00Z\nrate.usd,{day},4.0,{day}T12:00:00Z\n\
         rate.usd,nonsense,4.0,\n"
    );
    let pulled: Pulled = api.post("/api/v1/pull", json!({"source": "csv", "text": text})).await?;
    assert_eq!(pulled.observed, 2);
    assert!(pulled.findings.iter().any(|finding| finding.contains("line 4")), "{:?}", pulled.findings);
    start.ecb.publish_until(start.coming[1]);
    let _: Pulled = api.post("/api/v1/pull", json!({})).await?;
    let explanation: Explanation = api.get("/api/v1/explanation").await?;
    let carry = explanation.contributions.iter().find(|part| part.feature == "carry").context("no carry")?;
    assert_eq!(carry.value, Some(3.5), "carry is there once rates are");
    let series: Series = api.get("/api/v1/series/internal.rate.mxn").await?;
    assert_eq!(series.points.len(), 1);
    let before: Series = api.get("/api/v1/series/internal.rate.mxn?as_of=2010-01-01T00:00:00Z").await?;
    assert!(before.points.is_empty(), "it was not known then");
    let batches: Vec<Batch> = api.get("/api/v1/batches?limit=2").await?;
    assert_eq!((batches[0].source.as_str(), batches[1].source.as_str()), ("ecb", "csv"), "newest first");
    assert!(batches[1].findings[0].contains("line 4"), "{batches:?}");
    let audit: Vec<AuditEntry> = api.get("/api/v1/audit").await?;
    assert_eq!((audit[0].action.as_str(), audit[0].seq), ("learn", audit.len() as u64), "{audit:?}");
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

#[tokio::test]
async fn a_rollback_is_pinned_until_resume_while_learning_goes_on() -> anyhow::Result<()> {
    let start = Start::new(100, 6)?;
    let api = Api::start(&start)?;
    start.ecb.publish_until(start.coming[2]);
    let _: Pulled = api.post("/api/v1/pull", json!({})).await?;
    let versions: Versions = api.get("/api/v1/versions").await?;
    let target = versions.versions[2].clone();
    let then: Forecast = api.get("/api/v1/forecast").await?;
    let stale = json!({"version": target.number, "speaking": versions.speaking + 7});
    let answer = api.client.post(api.server.url("/api/v1/rollback")).json(&stale).send().await?;
    assert_eq!(answer.status(), StatusCode::CONFLICT, "who has not seen the speaker does not replace it");
    let body = json!({"version": target.number, "reason": "test", "speaking": versions.speaking});
    let spoken: Version = api.post("/api/v1/rollback", body).await?;
    let rollback_to = target.number;
    assert_eq!((spoken.kind, &spoken.snapshot), (VersionKind::Rollback { rollback_to }, &target.snapshot));
    start.ecb.publish_until(start.coming[5]);
    let pulled: Pulled = api.post("/api/v1/pull", json!({})).await?;
    assert_eq!(pulled.learned, 3);
    let status: Status = api.get("/api/v1/status").await?;
    assert!(status.provenance.pinned);
    assert_eq!((status.provenance.version, status.provenance.origin), (spoken.number, target.day));
    assert_eq!(status.learned_day, start.coming[5]);
    let resumed: Version = run_json(&start.data_dir(), &["resume", "--reason", "done"])?;
    assert_eq!(resumed.kind, VersionKind::Resume);
    let now: Forecast = api.get("/api/v1/forecast").await?;
    assert_eq!(now.provenance.origin, start.coming[5]);
    assert_ne!(now.point.to_bits(), then.point.to_bits());
    let again = api.client.post(api.server.url("/api/v1/resume")).json(&json!({})).send().await?;
    assert_eq!(again.status(), StatusCode::CONFLICT, "nothing is pinned any more");
    let unknown =
        api.client.post(api.server.url("/api/v1/rollback")).json(&json!({"version": 999})).send().await?;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

#[tokio::test]
async fn the_command_line_works_alone_and_beside_a_server() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let history = start.file().display().to_string();
    let folder = start.data_dir();
    let args =
        ["forecast", "--horizon", "5", "--quantiles", "0.1,0.9", "--level", "20", "--history", &history];
    let alone: Forecast = run_json(&folder, &args)?;
    let api = Api::start(&start)?;
    let beside: Forecast = run_json(&folder, &args)?;
    assert_eq!(alone.quantiles, beside.quantiles);
    assert_eq!(alone.probability, beside.probability);
    let backed_up: BackedUp = run_json(&folder, &["backup", "first.redb"])?;
    assert!(!run(&folder, &["backup", "first.redb"])?.status.success(), "a backup is never overwritten");
    assert!(!run(&folder, &["backup", "../first.redb"])?.status.success(), "it lies where backups do");
    let audit: Value = api.get("/api/v1/audit").await?;
    assert!(audit.to_string().contains("into first.redb"), "{audit}");
    assert!(
        audit.to_string().contains("is already there"),
        "that the second was not made is on record: {audit}"
    );
    let refused = run(&folder, &["take-out", "1"])?;
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(3), "{said}");
    assert!(said.contains("--confirm"), "it says how to mean it: {said}");
    drop(api);
    let restored = start.scratch().join("restored");
    let _: Value = run_json(&restored, &["restore", &backed_up.file])?;
    let verified: Verified = run_json(&restored, &["verify"])?;
    assert!(verified.clean && verified.reproduced > 0, "{verified:?}");
    let versions: Versions = run_json(&restored, &["versions", "--limit", "1"])?;
    assert_eq!(versions.versions[0].snapshot, alone.provenance.snapshot, "the same bits");
    let rolled: Version = run_json(&restored, &["rollback", "1"])?;
    assert_eq!(rolled.kind, VersionKind::Rollback { rollback_to: 1 });
    assert!(!run(&restored, &["rollback", "999"])?.status.success());
    Ok(())
}

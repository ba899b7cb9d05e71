//! What programs push, signed or with a token, and what a token allows: seen from outside.

use anyhow::{Context, ensure};
use chrono::{Days, Utc};
use paridad_tests::api::Api;
use paridad_tests::ecb_server::{EcbServer, Rate};
use paridad_tests::history;
use paridad_tests::server::{Options, Server, command};
use paridad_tests::start::Start;
use paridad_wire::{
    AuditEntry, Batch, Held, KnownFrom, Preview, Problem, Pulled, Pushed, Run, Series, Status, Token,
    Version, VersionKind, Waits,
};
use reqwest::{Response, StatusCode};
use ring::hmac;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

const PUSH: &str = "/api/v1/observations";

/// A server that logs all it can.
fn talkative(start: &Start) -> anyhow::Result<Api> {
    let env = vec![("PARIDAD_LOG".to_owned(), "trace".to_owned())];
    Api::of(Server::start(&Options { args: start.args(), env, data_dir: Some(start.data_dir()) })?)?
        .as_owner()
}

/// Runs the binary beside the server of a start.
fn run(start: &Start, words: &[&str]) -> anyhow::Result<Output> {
    Ok(command()?.arg("--data-dir").arg(start.data_dir()).args(words).output()?)
}

fn run_json<T: DeserializeOwned>(start: &Start, words: &[&str]) -> anyhow::Result<T> {
    let output = run(start, &[&["--json"], words].concat())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{words:?}: {said}");
    serde_json::from_slice(&output.stdout).with_context(|| format!("{words:?}: {said}"))
}

/// Makes a token, and a file with it.
fn token(start: &Start, name: &str, role: &str) -> anyhow::Result<(String, PathBuf)> {
    let made: Value = run_json(start, &["token", "new", "--name", name, "--role", role])?;
    let token = made["token"].as_str().context("no token")?.to_owned();
    let file = start.scratch().join(format!("{name}.token"));
    fs::write(&file, &token)?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
    Ok((token, file))
}

fn is_in(text: &str, place: &[u8]) -> bool {
    place.windows(text.len()).any(|window| window == text.as_bytes())
}

/// All that a server has written: its archive, the files beside it but `except`, and its log.
fn written(api: &Api, except: &[&str]) -> anyhow::Result<Vec<u8>> {
    let mut all = [api.server.stdout().into_bytes(), api.server.stderr().into_bytes()].concat();
    for entry in fs::read_dir(api.server.data_dir())? {
        let path = entry?.path();
        if path.is_file() && !except.iter().any(|name| path.ends_with(name)) {
            all.extend(fs::read(path)?);
        }
    }
    Ok(all)
}

async fn push(api: &Api, key: &str, token: Option<&str>, body: &Value) -> anyhow::Result<Response> {
    let request = api.client.post(api.server.url(PUSH)).header("idempotency-key", key).json(body);
    Ok(match token {
        Some(token) => request.bearer_auth(token).send().await?,
        None => request.send().await?,
    })
}

async fn push_csv(api: &Api, key: &str, token: &str, text: String) -> anyhow::Result<Response> {
    let request = api.client.post(api.server.url(PUSH)).header("idempotency-key", key).bearer_auth(token);
    Ok(request.header("content-type", "text/csv").body(text).send().await?)
}

async fn code(answer: Response) -> anyhow::Result<(u16, String)> {
    let problem: Problem = answer.json().await?;
    Ok((problem.status, problem.code))
}

fn one_value(value: f64) -> Value {
    json!({"observations": [{"series": "flow.exports", "period": "2020-01-02", "value": value}]})
}

#[tokio::test]
async fn a_push_is_taken_in_once_under_its_key() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?.as_owner()?;
    let rows = json!({"observations": [
        {"series": "flow.exports", "period": "2020-01-02", "value": 1.5},
        {"series": "internal.flow.exports", "period": "2020-01-03", "value": 2, "known_at": "2020-01-04T00:00:00Z"},
        {"series": "flow.exports", "period": "03/01/2020", "value": 2},
    ]});
    let first = push(&api, "day-1", None, &rows).await?;
    assert!(first.status().is_success() && !first.headers().contains_key("idempotency-replayed"));
    let first: Pushed = first.json().await?;
    assert_eq!((first.observed, first.known, first.held), (2, 0, 0), "{first:?}");
    assert!(first.findings.iter().any(|finding| finding.contains("row 3, member period")), "{first:?}");
    let again = push(&api, "day-1", None, &rows).await?;
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(again.json::<Pushed>().await?, first);
    let other = push(&api, "day-2", None, &rows).await?.json::<Pushed>().await?;
    assert_eq!((other.observed, other.known), (0, 2), "the same values under another key are known");
    assert_eq!(code(push(&api, "day-1", None, &one_value(7.0)).await?).await?, (409, "key-used".to_owned()));
    let batches: Vec<Batch> = api.get("/api/v1/batches?limit=10").await?;
    assert_eq!(batches.iter().filter(|batch| batch.source == "push").count(), 2);
    let series: Series = api.get("/api/v1/series/internal.flow.exports").await?;
    assert_eq!(series.points.len(), 2);
    let runs: Vec<Run> = api.get("/api/v1/runs").await?;
    assert!(runs.iter().all(|run| run.trigger == "push" && run.actor == "local" && run.brought.is_some()));
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

#[tokio::test]
async fn what_is_no_push_is_refused_and_not_kept() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?.as_owner()?;
    let (desk, _) = token(&start, "desk", "pusher")?;
    let refused = |code: &str, status: u16| (status, code.to_owned());
    for key in ["", "a b", &"x".repeat(201)] {
        let answer = push(&api, key, None, &one_value(1.0)).await?;
        assert_eq!(code(answer).await?, refused("idempotency-key", 400), "{key:?}");
    }
    for body in [json!([]), json!({"observation": []}), json!({"observations": [{"rfc": "x"}]})] {
        assert_eq!(code(push(&api, "k", None, &body).await?).await?, refused("body", 400), "{body}");
    }
    let csv = api.client.post(api.server.url(PUSH)).header("idempotency-key", "k");
    let csv = csv.header("content-type", "text/csv").body("series,period,value\n").send().await?;
    assert_eq!(code(csv).await?, refused("media-type", 415), "a page elsewhere may not send text for us");
    assert_eq!(code(push_csv(&api, "k", &desk, "a;b\n".to_owned()).await?).await?, refused("body", 400));
    let batches: Vec<Batch> = api.get("/api/v1/batches?limit=10").await?;
    assert!(batches.iter().all(|batch| batch.source != "push"), "{batches:?}");
    let good = push_csv(&api, "k", &desk, "series,period,value\nflow,2020-01-02,1\n".to_owned()).await?;
    assert_eq!(good.json::<Pushed>().await?.observed, 1, "a key of what was refused is free");
    Ok(())
}

#[tokio::test]
async fn a_push_that_brings_too_much_is_refused_as_a_whole_with_its_number_and_the_bound()
-> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?.as_owner()?;
    let (desk, _) = token(&start, "desk", "pusher")?;
    let csv = |rows: String| format!("series,period,value\n{rows}");
    let rows = csv("flow,2020-01-02,1\n".repeat(100_001));
    let each = |row: &dyn Fn(u32) -> String| csv((0..1_001).map(row).collect::<Vec<_>>().concat());
    let series = each(&|number| format!("f{number},2020-01-02,1\n"));
    let held = each(&|number| format!("flow,2020-01-02,{number}\n"));
    let floods = [
        ("too-many-rows", rows, "100000 filas; trajo 100001"),
        ("too-many-new-series", series, "1000 series nuevas; trajo 1001"),
        ("too-many-held", held, "1000 valores que se retendrían; trajo 1001"),
    ];
    for (code, flood, said) in floods {
        let refused: Problem = push_csv(&api, "k", &desk, flood).await?.json().await?;
        assert_eq!((refused.code.as_str(), refused.status), (code, 413));
        assert!(refused.detail.contains(said), "{refused:?}");
    }
    let (runs, batches): (Vec<Run>, Vec<Batch>) =
        (api.get("/api/v1/runs").await?, api.get("/api/v1/batches").await?);
    assert!(runs.is_empty() && batches.iter().all(|batch| batch.source != "push"), "nothing of it is kept");
    Ok(())
}

#[tokio::test]
async fn a_token_does_what_its_role_allows_until_it_is_revoked_and_is_seen_nowhere() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = talkative(&start)?;
    let (desk, _) = token(&start, "desk", "pusher")?;
    let (ana, ana_file) = token(&start, "ana", "reviewer")?;
    let ana_file = ana_file.display().to_string();
    assert!(push(&api, "1", Some(&desk), &one_value(1.0)).await?.status().is_success());
    let ask = |token: &str| api.client.get(api.server.url("/api/v1/status")).bearer_auth(token).send();
    assert_eq!(code(ask(&desk).await?).await?, (403, "role".to_owned()));
    assert!(ask(&ana).await?.json::<Status>().await.is_ok());
    assert_eq!(push(&api, "2", Some(&ana), &one_value(2.0)).await?.status(), StatusCode::FORBIDDEN);
    let unknown = ask("pdt_canary").await?;
    assert!(unknown.headers()["www-authenticate"].to_str()?.starts_with("Bearer"));
    let answer = unknown.text().await?;
    assert!(answer.contains("401") && !answer.contains("pdt_canary"), "{answer}");
    let mut said = Vec::new();
    for words in [&["token", "list"][..], &["token", "revoke", "desk"], &["pull"], &["resume"]] {
        let output = run(&start, &[words, &["--token-file", &ana_file]].concat())?;
        assert!(!output.status.success(), "a reviewer may not {words:?}");
        said.extend(output.stderr);
    }
    assert!(
        !run(&start, &["token", "new", "--name", "ana", "--role", "admin"])?.status.success(),
        "one a name"
    );
    assert!(!run(&start, &["token", "new", "--name", "local", "--role", "admin"])?.status.success());
    let revoked: Token = run_json(&start, &["token", "revoke", "desk"])?;
    assert!(revoked.revoked);
    let late = push(&api, "3", Some(&desk), &one_value(3.0)).await?;
    assert_eq!(code(late).await?, (401, "token".to_owned()));
    let listed = run(&start, &["token", "list"])?;
    let runs: Vec<Run> = api.get("/api/v1/runs").await?;
    assert_eq!(runs[0].actor, "desk");
    let audit: Vec<AuditEntry> = api.get("/api/v1/audit").await?;
    assert!(audit.iter().any(|entry| entry.action == "revoke token" && entry.actor == "local"), "{audit:?}");
    let seen = [written(&api, &[])?, said, listed.stdout, serde_json::to_vec(&audit)?].concat();
    assert!(is_in("desk", &seen) && is_in("reviewer", &seen), "names and roles are on record");
    for secret in [&desk[4..], &ana[4..], "pdt_canary"] {
        assert!(!is_in(secret, &seen), "a token was written down");
    }
    Ok(())
}

#[tokio::test]
async fn two_people_are_told_apart_by_their_tokens() -> anyhow::Result<()> {
    let start = Start::new(100, 2)?;
    let day = start.coming[0];
    let jump = |rate: Rate| {
        let leaps = rate.day == day && rate.currency == "MXN";
        Rate { rate: if leaps { rate.rate * 1.5 } else { rate.rate }, ..rate }
    };
    let known = day - Days::new(400);
    let rates = history::rates(5_000, 102)?.into_iter().filter(|rate| rate.day > known).map(jump).collect();
    let ecb = EcbServer::start(rates, day)?;
    let mut args = vec!["--history".to_owned(), start.file().display().to_string()];
    args.extend(ecb.args());
    let options = Options { args, data_dir: Some(start.data_dir()), ..Options::default() };
    let api = Api::of(Server::start(&options)?)?.as_owner()?;
    let pulled: Pulled = api.post("/api/v1/pull", json!({})).await?;
    assert_eq!(pulled.held, 1, "{pulled:?}");
    let (_, ana) = token(&start, "ana", "reviewer")?;
    let (_, luis) = token(&start, "luis", "reviewer")?;
    let decide = |file: Option<&Path>, words: &[&str]| -> anyhow::Result<Held> {
        let file = file.map(|file| file.display().to_string());
        let token: Vec<&str> = file.iter().flat_map(|file| ["--token-file", file]).collect();
        run_json(&start, &[&["decide", "1"], words, &token[..]].concat())
    };
    for who in [Some(ana.as_path()), None, None, Some(ana.as_path())] {
        assert_eq!(decide(who, &["reject"])?.decided, None, "one person, and somebody");
    }
    let decided = decide(Some(&luis), &["reject"])?;
    assert_eq!(decided.decided.as_deref(), Some("reject"));
    let actors: Vec<&str> = decided.decisions.iter().map(|made| made.actor.as_str()).collect();
    assert_eq!(actors, ["ana", "local", "local", "ana", "luis"]);

    // A rejection is taken back, and what is corrected is judged, for all to see.
    let again: Pulled = api.post("/api/v1/pull", json!({})).await?;
    assert_eq!((again.observed, again.held), (0, 0), "it stays out: {again:?}");
    assert_eq!(decide(Some(&ana), &["reopen"])?.decided, None);
    let correct = ["correct", "--value", "2000", "--note", "so it says", "--known", "published"];
    let corrected = decide(None, &correct)?;
    let made = corrected.decisions.last().context("it is on record")?;
    assert_eq!((corrected.decided, made.people, made.known), (None, 2, Some(KnownFrom::Published)));
    assert!(made.breaks.iter().any(|broken| broken.starts_with("implausible: ")), "{made:?}");
    let zero = json!({"decision": "correct", "value": 0, "note": "nothing"});
    let refused = api.client.post(api.server.url("/api/v1/held/1")).json(&zero).send().await?;
    let refused: Problem = refused.json().await?;
    assert_eq!((refused.status, refused.code.as_str()), (409, "unfit"));
    assert!(refused.cause.is_some_and(|why| why.contains("must be positive, got 0")));
    let accept = ["accept", "--known", "published"];
    assert_eq!(decide(Some(&luis), &accept)?.decided, None);
    assert_eq!(decide(Some(&ana), &accept)?.decided.as_deref(), Some("accept"));
    let status: Status = api.get("/api/v1/status").await?;
    assert_eq!(status.learned_day, day);
    Ok(())
}

#[tokio::test]
async fn a_batch_of_the_target_is_taken_out_by_two_operators_and_by_nobody_alone() -> anyhow::Result<()> {
    let start = Start::new(100, 2)?;
    let api = Api::start(&start)?.as_owner()?;
    start.ecb.publish_until(start.coming[0]);
    let pulled: Pulled = api.post("/api/v1/pull", json!({})).await?;
    assert_eq!(pulled.learned, 1);
    let batches: Vec<Batch> = api.get("/api/v1/batches?limit=1").await?;
    let batch = batches[0].seq;
    let (ana, _) = token(&start, "ana", "operator")?;
    let (_, luis) = token(&start, "luis", "operator")?;
    let luis = luis.display().to_string();
    let shown: Preview =
        run_json(&start, &["take-out", &batch.to_string(), "--dry-run", "--token-file", &luis])?;
    assert_eq!((shown.extent.batch, shown.extent.target_days), (batch, 1));
    assert_eq!(shown.before.origin, start.coming[0]);
    assert!(shown.after.origin < start.coming[0] && shown.forecasts[0].after.is_some(), "{shown:?}");
    let status: Status = api.get("/api/v1/status").await?;
    assert_eq!(status.learned_day, start.coming[0], "nothing is changed by looking");
    let take_out =
        || api.client.post(api.server.url(&format!("/api/v1/batches/{batch}/take-out"))).json(&json!({}));
    assert_eq!(code(take_out().send().await?).await?, (403, "unnamed".to_owned()));
    for _ in 0..2 {
        let asked = take_out().bearer_auth(&ana).send().await?;
        assert_eq!(asked.status(), StatusCode::ACCEPTED);
        assert_eq!(asked.json::<Waits>().await?.asked_by, ["ana"]);
    }
    let done: Version = run_json(&start, &["take-out", &batch.to_string(), "--token-file", &luis])?;
    let wanted = (VersionKind::Without { batch }, "ana, luis", false);
    assert_eq!((done.kind, done.actor.as_str(), done.unnamed), wanted);
    let status: Status = api.get("/api/v1/status").await?;
    assert_eq!(status.learned_day, done.day);
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

/// What a sender writes into `X-Paridad-Signature`.
fn signature(secret: &str, seconds: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let code = hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
    format!("t={seconds},v1={}", hex::encode(code))
}

/// Waits until a wrong signature is on record, which is written after it was answered.
async fn wait_for_refusal(api: &Api) -> anyhow::Result<()> {
    for _ in 0..500 {
        let trail: Vec<AuditEntry> = api.get("/api/v1/audit").await?;
        if trail.iter().any(|entry| entry.action == "refuse") {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    anyhow::bail!("a wrong signature is not on record")
}

#[tokio::test]
async fn a_webhook_is_known_by_its_signature() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = talkative(&start)?;
    let (secret, _) = token(&start, "core", "webhook")?;
    let file = start.data_dir().join("webhooks.toml");
    assert_eq!(fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
    let body = one_value(1.5).to_string();
    let send = |name: &str, signature: &str| {
        let url = api.server.url(&format!("/api/v1/webhooks/{name}"));
        let request = api.client.post(url).header("x-paridad-signature", signature);
        request.header("content-type", "application/json").body(body.clone()).send()
    };
    let now = Utc::now().timestamp();
    let signed = signature(&secret, now, &body);
    let first: Pushed = send("core", &signed).await?.json().await?;
    assert_eq!(first.observed, 1);
    let replayed = send("core", &signed).await?;
    assert_eq!(replayed.headers()["idempotency-replayed"], "true");
    assert_eq!(replayed.json::<Pushed>().await?, first);
    let refused = (403, "signature".to_owned());
    assert_eq!(code(send("core", &signature("other", now, &body)).await?).await?, refused);
    assert_eq!(code(send("core", &signature(&secret, now, "{}")).await?).await?, refused);
    assert_eq!(code(send("nobody", &signed).await?).await?, refused);
    assert_eq!(code(send("core", "t=1").await?).await?, refused);
    let old = signature(&secret, now - 400, &body);
    assert_eq!(code(send("core", &old).await?).await?, (403, "signed-at".to_owned()));
    let shown = push(&api, "k", Some(&secret), &one_value(2.0)).await?;
    assert_eq!(code(shown).await?, (403, "role".to_owned()), "it is no token");
    wait_for_refusal(&api).await?;
    let runs: Vec<Run> = api.get("/api/v1/runs").await?;
    assert_eq!((runs.len(), runs[0].actor.as_str()), (1, "core"));
    let _: Token = run_json(&start, &["token", "revoke", "core"])?;
    assert_eq!(code(send("core", &signature(&secret, now, &body)).await?).await?, refused);
    assert!(!is_in(&secret[4..], &written(&api, &["webhooks.toml"])?), "the secret was written down");
    Ok(())
}

const RFC: &str = "VECJ880326XXX";

#[tokio::test]
async fn what_is_declared_personal_is_written_nowhere() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = talkative(&start)?;
    let (desk, _) = token(&start, "desk", "pusher")?;
    fs::write(start.data_dir().join("personal.toml"), "[columns]\nRFC = \"hash\"\nname = \"drop\"\n")?;
    let csv = |row: &str| format!("series,period,value,branch,rfc,name\nflow,2020-01-02,1,{row}\n");
    let pushed = push_csv(&api, "1", &desk, csv(&format!("Coyoacan,{RFC},Juana"))).await?;
    assert_eq!(pushed.json::<Pushed>().await?.observed, 1);
    let shifted = push_csv(&api, "2", &desk, csv(&format!("Centro,{RFC},Perez, Juana"))).await?;
    let answer = shifted.text().await?;
    assert!(answer.contains("line 2 must have 6 fields") && !answer.contains(RFC), "{answer}");
    let file = start.scratch().join("flows.csv");
    fs::write(&file, csv(&format!("Tlalpan,{RFC},Juana")).replace("01-02", "01-03"))?;
    let source = format!("csv:{}", file.display());
    let pulled: Pulled = run_json(&start, &["pull", "--source", &source])?;
    assert_eq!(pulled.observed, 1);
    let seen = written(&api, &[])?;
    assert!(is_in("Coyoacan", &seen) && is_in("Tlalpan", &seen), "other columns are kept");
    assert!(!is_in(RFC, &seen) && !is_in("Juana", &seen) && !is_in("Centro", &seen));
    let key = fs::metadata(start.data_dir().join("personal.key"))?.permissions().mode() & 0o777;
    assert_eq!(key, 0o600);
    Ok(())
}

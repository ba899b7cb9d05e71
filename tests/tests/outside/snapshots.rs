//! What callers read, word for word: each answer in both languages. `INSTA_UPDATE=always` writes it down anew.

use anyhow::{Context, ensure};
use insta::assert_snapshot;
use paridad_tests::api::Api;
use paridad_tests::settled;
use paridad_tests::start::Start;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What each route that only reads is asked here; some are asked for more than one answer, and some for a refusal.
const ASKED: [(&str, &str); 57] = [
    ("audit", "/api/v1/audit?limit=3"),
    ("batches", "/api/v1/batches?limit=3"),
    ("batch_extent", "/api/v1/batches/4/take-out"),
    ("change", "/api/v1/change?horizon=21&level=19.5"),
    ("co_movements", "/api/v1/co-movements?years=1"),
    ("drift", "/api/v1/drift"),
    ("calendar", "/api/v1/calendar?from=2025-09-17&to=2025-10-24"),
    ("episodes", "/api/v1/episodes"),
    ("explanation", "/api/v1/explanation?horizon=21&level=19.5"),
    ("forecast", "/api/v1/forecast?horizon=21"),
    ("forecast_all", "/api/v1/forecast?horizon=5&quantiles=0.05,0.95&below=19.5&shortfall=0.05"),
    ("forecast_of_a_version", "/api/v1/forecast?horizon=21&quantiles=0.1,0.9&version=3"),
    ("freshness", "/api/v1/freshness"),
    ("held", "/api/v1/held"),
    ("held_groups", "/api/v1/held/groups"),
    ("jobs", "/api/v1/jobs"),
    ("job", "/api/v1/jobs/1"),
    ("livez", "/livez"),
    ("readyz", "/readyz"),
    ("paths", "/api/v1/paths?horizon=2&count=2&seed=7"),
    ("precedents", "/api/v1/precedents"),
    ("profiles", "/api/v1/series/ecb.eur.mxn/profiles?limit=2"),
    ("runs", "/api/v1/runs?limit=2"),
    ("scores", "/api/v1/scores"),
    ("series", "/api/v1/series?limit=3"),
    ("one_series", "/api/v1/series/ecb.eur.mxn?from=2020-02-03"),
    ("vintages", "/api/v1/series/ecb.eur.mxn/vintages?limit=2"),
    ("sources", "/api/v1/sources"),
    ("status", "/api/v1/status"),
    ("today", "/api/v1/today?history=1"),
    ("tokens", "/api/v1/tokens"),
    ("versions", "/api/v1/versions?limit=3"),
    ("weights", "/api/v1/weights?horizon=21&limit=1"),
    ("no_version", "/api/v1/drift?version=999"),
    ("no_moment", "/api/v1/snapshot?as_of=yesterday"),
    ("version_and_moment", "/api/v1/scores?version=3&as_of=2020-01-01"),
    ("no_levels", "/api/v1/today?levels=18,x"),
    ("no_horizon", "/api/v1/forecast?horizon=0"),
    ("no_level", "/api/v1/forecast?quantiles=1"),
    ("no_maturity", "/api/v1/forecast?date=1990-01-01"),
    ("no_parameter", "/api/v1/forecast?horizont=3"),
    ("repeated", "/api/v1/forecast?horizon=3&horizon=4"),
    ("together", "/api/v1/forecast?horizon=3&date=2030-01-01"),
    ("unreadable", "/api/v1/versions?limit=many"),
    ("no_batch", "/api/v1/batches/99/take-out"),
    ("no_job", "/api/v1/jobs/99"),
    ("no_series", "/api/v1/series/ecb.eur.xyz"),
    ("nothing_here", "/api/v1/nothing"),
    ("no_such_horizon", "/api/v1/paths?horizon=1300"),
    ("no_years", "/api/v1/co-movements?years=0"),
    ("no_tail", "/api/v1/forecast?shortfall=0.9"),
    ("no_rate", "/api/v1/forecast?below=-1"),
    ("no_change", "/api/v1/change?from=99"),
    ("no_profiles", "/api/v1/series/ecb.eur.xyz/profiles"),
    ("no_vintages", "/api/v1/series/ecb.eur.xyz/vintages"),
    ("no_limit", "/api/v1/audit?limit=0"),
    ("no_seed", "/api/v1/paths?seed=x"),
];

/// Routes whose answers are no JSON that a person reads: figures that are counted, what happens, a page, and a snapshot in bytes.
const OTHERS: [&str; 4] = ["/metrics", "/api/v1/events", "/api/v1/report", "/api/v1/snapshot"];

/// What is done at a server, one after the other, with what is sent; what is refused stands in the second language too.
const DONE: [(&str, &str, &str); 24] = [
    ("do_pull_dry_run", "/api/v1/pull", r#"{"source": "ecb", "dry_run": true}"#),
    ("do_pull", "/api/v1/pull", r#"{"source": "ecb"}"#),
    ("do_pull_of_nobody", "/api/v1/pull", r#"{"source": "bce"}"#),
    ("do_rollback", "/api/v1/rollback", r#"{"version": 3, "reason": "to see"}"#),
    ("do_rollback_to_none", "/api/v1/rollback", r#"{"version": 999}"#),
    ("do_resume", "/api/v1/resume", "{}"),
    ("do_resume_again", "/api/v1/resume", "{}"),
    ("do_decide", "/api/v1/held/1", r#"{"decision": "reject", "note": "twice"}"#),
    ("do_decide_what_is_not_held", "/api/v1/held/99", r#"{"decision": "reject", "note": "twice"}"#),
    ("do_decide_otherwise", "/api/v1/held/2", r#"{"decision": "perhaps", "note": "?"}"#),
    ("do_propose", "/api/v1/precedents", r#"{"held": 2, "decision": "reject", "note": "always"}"#),
    ("do_agree", "/api/v1/precedents/1/agree", r#"{"note": "so it is"}"#),
    ("do_revoke_precedent", "/api/v1/precedents/1/revoke", r#"{"note": "no more"}"#),
    (
        "do_decide_group",
        "/api/v1/held",
        r#"{"batch": 4, "rule": "conflicting", "decision": "reject", "note": "all"}"#,
    ),
    ("do_challenger", "/api/v1/challengers", r#"{"recipe": "usdmxn", "reason": "to see"}"#),
    ("do_challenger_of_nonsense", "/api/v1/challengers", r#"{"recipe": "[target]\nnome = 3"}"#),
    ("do_promote_none", "/api/v1/versions/1/promote", r#"{"reason": "to see"}"#),
    ("do_take_out", "/api/v1/batches/3/take-out", r#"{"reason": "bad"}"#),
    ("do_put_back", "/api/v1/batches/3/put-back", r#"{"reason": "good"}"#),
    (
        "do_take_calendar",
        "/api/v1/calendar",
        r#"{"text": "event,day,state,announced,source\nevents.mx.prices,2026-01-08,on,2025-12-01,INEGI\n"}"#,
    ),
    (
        "do_take_no_calendar",
        "/api/v1/calendar",
        r#"{"text": "event,day,state,announced,source\nevents.mx.prices,2026-01-10,on,,INEGI\n"}"#,
    ),
    ("do_make_token", "/api/v1/tokens", r#"{"name": "ana", "role": "reader"}"#),
    ("do_revoke_token", "/api/v1/tokens/ana/revoke", "{}"),
    ("do_cancel_none", "/api/v1/jobs/99/cancel", "{}"),
];

/// Routes that do something and have no snapshot: their answers say how far a job has come by then, or where a file was written; a push
/// and a webhook show who they are from.
const DONE_ELSEWHERE: [&str; 8] = [
    "/api/v1/backup",
    "/api/v1/batches/{number}/put-back/preview",
    "/api/v1/batches/{number}/take-out/preview",
    "/api/v1/candidates",
    "/api/v1/events",
    "/api/v1/observations",
    "/api/v1/verify",
    "/api/v1/webhooks/{name}",
];

#[tokio::test]
async fn each_answer_reads_as_it_did_in_both_languages() -> anyhow::Result<()> {
    let start = Start::new(400, 2)?;
    let api = Api::with_history(&start).await?.as_owner()?;
    for (name, path) in ASKED {
        let ask = async |language: &str| -> anyhow::Result<String> {
            let request = api.client.get(api.server.url(path)).header("accept-language", language);
            let answer = request.send().await?;
            let status = answer.status();
            let text = answer.text().await?;
            Ok(format!("{status}\n{}", serde_json::from_str(&text).map_or(text, settled::answer)))
        };
        let (spanish, english) = (ask("es").await?, ask("en").await?);
        let both = if spanish == english { spanish } else { format!("{spanish}\n\nIn English: {english}") };
        assert_snapshot!(name, both, path);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_done_is_answered_as_it_was() -> anyhow::Result<()> {
    let start = Start::new(400, 2)?;
    let api = Api::with_history(&start).await?.as_owner()?;
    start.ecb.publish_until(*start.coming.last().context("a day")?);
    for (name, path, body) in DONE {
        let ask = async |language: &str| -> anyhow::Result<(bool, String)> {
            let request = api.client.post(api.server.url(path)).header("accept-language", language);
            let answer = request.header("content-type", "application/json").body(body).send().await?;
            let status = answer.status();
            let answer: Value = answer.json().await?;
            Ok((status.is_success(), format!("{status}\n{}", settled::answer(answer))))
        };
        let (is_done, mut text) = ask("es").await?;
        if !is_done {
            text = format!("{text}\n\nIn English: {}", ask("en").await?.1);
        }
        assert_snapshot!(name, text, &format!("{path} {body}"));
    }
    Ok(())
}

#[test]
fn no_route_is_left_out() -> anyhow::Result<()> {
    let routes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/server/routes.txt");
    let routes = fs::read_to_string(routes)?;
    ensure!(routes.lines().count() > 40, "the routes were not read: {routes}");
    for line in routes.lines() {
        let mut words = line.split(' ');
        let (method, route) = words.next().zip(words.next()).context(line.to_owned())?;
        let has_snapshot = match method {
            "GET" => ASKED.iter().any(|(_, path)| is_of(route, path)) || OTHERS.contains(&route),
            _ => DONE.iter().any(|(_, path, _)| is_of(route, path)) || DONE_ELSEWHERE.contains(&route),
        };
        assert!(has_snapshot, "{method} {route} has no snapshot");
    }
    Ok(())
}

/// Whether a path is one of a route.
fn is_of(route: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len()
        && route.iter().zip(path).all(|(want, got)| *want == got || want.starts_with('{'))
}

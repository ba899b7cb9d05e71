//! What is held for people, seen from outside: a flood of one batch buries nothing of another.

use anyhow::{Context, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::command;
use paridad_tests::start::Start;
use paridad_wire::{Held, HeldGroup, Problem, Pushed, SeriesSummary, Token};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::process::Output;

/// As many days as leave two contradicting values each, and together as many held ones as one push may.
const DAYS: usize = 500;

/// How many pushes flood the review.
const FLOODS: usize = 4;

/// Sends rows under a key, and says what became of them.
async fn push(api: &Api, key: &str, rows: Vec<Value>) -> anyhow::Result<Pushed> {
    let request = api.client.post(api.server.url("/api/v1/observations")).header("idempotency-key", key);
    let answer = request.json(&json!({ "observations": rows })).send().await?;
    ensure!(answer.status().is_success(), "{key}: {}", answer.text().await?);
    Ok(answer.json().await?)
}

/// Two values for each of so many days, which contradict each other.
fn contradictions(series: &str) -> anyhow::Result<Vec<Value>> {
    let first = chrono::NaiveDate::from_ymd_opt(2001, 1, 1).context("a day")?;
    let days = first.iter_days().take(DAYS);
    let row = |day, value| json!({"series": series, "period": day, "value": value});
    Ok(days.flat_map(|day| [row(day, 1), row(day, 2)]).collect())
}

/// Runs the binary beside the server of a start.
fn run(start: &Start, words: &[&str]) -> anyhow::Result<Output> {
    Ok(command()?.arg("--data-dir").arg(start.data_dir()).args(words).output()?)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
async fn a_flood_of_held_values_buries_no_other_and_is_decided_on_at_once() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?.as_owner()?;
    let far = json!({"series": "rate.mxn", "period": "2020-01-02", "value": 725});
    let first = push(&api, "first", vec![far]).await?;
    ensure!(first.held == 1, "{first:?}");
    for number in 0..FLOODS {
        let flood =
            push(&api, &format!("flood-{number}"), contradictions(&format!("flow.{number}"))?).await?;
        ensure!(flood.held as usize == 2 * DAYS, "{flood:?}");
    }
    let values: Vec<Held> = api.get("/api/v1/held").await?;
    assert_eq!(values.len(), 100, "value by value the first batch is forty pages away");
    assert!(values.iter().all(|held| held.series != "internal.rate.mxn" && held.batch != first.batch));
    let groups: Vec<HeldGroup> = api.get("/api/v1/held/groups?limit=10").await?;
    let counts: Vec<_> = groups.iter().map(|group| (group.held, group.waiting)).collect();
    assert_eq!(counts, [vec![(1_000, 1_000); FLOODS], vec![(1, 1)]].concat(), "the newest batch first");
    let last = groups.last().context("no group")?;
    assert_eq!((last.batch, last.rule.as_str()), (first.batch, "out_of_range"));
    assert_eq!(last.example.as_ref().map(|held| held.value), Some(725.0));
    let after = format!("/api/v1/held/groups?limit=1&after={}.{}", groups[0].batch, groups[0].rule);
    assert_eq!(api.get::<Vec<HeldGroup>>(&after).await?, groups[1..2]);

    let of_batch: Vec<Held> = api.get(&format!("/api/v1/held?batch={}", first.batch)).await?;
    let of_series: Vec<Held> = api.get("/api/v1/held?series=internal.rate.mxn").await?;
    assert_eq!((of_batch.len(), &of_batch), (1, &of_series));
    let listed = said(&run(&start, &["held"])?);
    assert!(
        listed.lines().count() < 20 && listed.contains("internal.rate.mxn of 2020-01-02 = 725"),
        "{listed}"
    );

    let HeldGroup { batch, rule, .. } = groups[0].clone();
    let reject = json!({"batch": batch, "rule": rule, "decision": "reject", "note": "a typing error"});
    let decided: HeldGroup = api.post("/api/v1/held", reject).await?;
    assert_eq!((decided.held, decided.waiting), (1_000, 0));
    let page = format!("/api/v1/held?batch={batch}&rule={rule}&state=decided&limit=1000");
    let rejected: Vec<Held> = api.get(&page).await?;
    assert!(rejected.len() == 1_000 && rejected.iter().all(|held| held.decided.as_deref() == Some("reject")));
    let gone: Vec<HeldGroup> = api.get("/api/v1/held/groups?state=decided").await?;
    assert_eq!(gone.iter().map(|group| group.batch).collect::<Vec<_>>(), [batch]);

    let (other, rule) = (groups[1].batch.to_string(), groups[1].rule.as_str());
    let refused = run(&start, &["decide-all", &other, rule, "accept"])?;
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && why.contains("decide on these by themselves"), "{why}");
    let done = run(&start, &["decide-all", &other, rule, "reject", "--note", "likewise"])?;
    assert!(done.status.success() && said(&done).contains("0 of 1000 values wait"), "{done:?}");
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

#[tokio::test]
async fn lists_are_answered_page_by_page_and_what_cannot_be_looked_up_is_refused() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?.as_owner()?;
    for name in ["ana", "eva", "luis"] {
        let _: Value = api.post("/api/v1/tokens", json!({"name": name, "role": "reader"})).await?;
    }
    let names = async |query: &str| -> anyhow::Result<Vec<String>> {
        let tokens: Vec<Token> = api.get(&format!("/api/v1/tokens{query}")).await?;
        Ok(tokens.into_iter().map(|token| token.name).collect())
    };
    assert_eq!(names("").await?, ["ana", "eva", "luis"]);
    assert_eq!(names("?limit=2").await?, ["ana", "eva"]);
    assert_eq!(names("?limit=2&after=eva").await?, ["luis"]);
    let all: Vec<SeriesSummary> = api.get("/api/v1/series").await?;
    ensure!(all.len() > 3, "{all:?}");
    let (mut paged, mut after) = (Vec::new(), String::new());
    while paged.len() < all.len() {
        let page: Vec<SeriesSummary> = api.get(&format!("/api/v1/series?limit=2{after}")).await?;
        after = format!("&after={}", page.last().context("an empty page in the midst")?.id);
        paged.extend(page);
    }
    assert_eq!(paged, all, "page by page it is the same");
    assert_eq!(api.get::<Vec<Value>>(&format!("/api/v1/series?limit=2{after}")).await?, [] as [Value; 0]);
    for (path, status) in [
        ("/api/v1/held?rule=implausible", StatusCode::BAD_REQUEST),
        ("/api/v1/held?state=decided", StatusCode::BAD_REQUEST),
        ("/api/v1/held?state=open", StatusCode::BAD_REQUEST),
        ("/api/v1/held?state=all&all=true", StatusCode::BAD_REQUEST),
        ("/api/v1/held?batch=1&series=a", StatusCode::BAD_REQUEST),
        ("/api/v1/held?limit=1001", StatusCode::BAD_REQUEST),
        ("/api/v1/held/groups?after=7", StatusCode::BAD_REQUEST),
        ("/api/v1/series?after=A%20B", StatusCode::BAD_REQUEST),
        ("/api/v1/precedents?after=x", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(api.refused(path, "es").await?.status, status.as_u16(), "{path}");
    }
    let none = json!({"batch": 99, "rule": "jump", "decision": "reject"});
    let answer = api.client.post(api.server.url("/api/v1/held")).json(&none).send().await?;
    let problem: Problem = answer.json().await?;
    assert_eq!((problem.status, problem.code.as_str()), (404, "no-such-group"));
    Ok(())
}

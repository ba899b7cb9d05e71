//! What callers and people read, word for word: each answer in both languages, and what commands print. `INSTA_UPDATE=always` writes
//! it down anew.

use anyhow::{Context, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use insta::assert_snapshot;
use paridad_tests::api::Api;
use paridad_tests::server::command;
use paridad_tests::start::Start;
use paridad_wire::Pulled;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// What each route that only reads is asked here; some are asked for more than one answer, and some for a refusal.
const ASKED: [(&str, &str); 47] = [
    ("audit", "/api/v1/audit?limit=3"),
    ("batches", "/api/v1/batches?limit=3"),
    ("batch_extent", "/api/v1/batches/3/take-out"),
    ("change", "/api/v1/change?horizon=21"),
    ("drift", "/api/v1/drift"),
    ("explanation", "/api/v1/explanation?horizon=21"),
    ("forecast", "/api/v1/forecast?horizon=21"),
    ("forecast_all", "/api/v1/forecast?horizon=5&quantiles=0.05,0.95&below=19.5&shortfall=0.05"),
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
    ("tokens", "/api/v1/tokens"),
    ("versions", "/api/v1/versions?limit=3"),
    ("weights", "/api/v1/weights?horizon=21&limit=1"),
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
    ("too_soon_for_paths", "/api/v1/paths?horizon=300"),
    ("no_tail", "/api/v1/forecast?shortfall=0.9"),
    ("no_rate", "/api/v1/forecast?below=-1"),
    ("no_change", "/api/v1/change?from=99"),
    ("no_profiles", "/api/v1/series/ecb.eur.xyz/profiles"),
    ("no_vintages", "/api/v1/series/ecb.eur.xyz/vintages"),
    ("no_limit", "/api/v1/audit?limit=0"),
    ("no_seed", "/api/v1/paths?seed=x"),
];

/// Routes whose answers are no JSON that a person reads: figures that are counted, and a snapshot in bytes.
const OTHERS: [&str; 2] = ["/metrics", "/api/v1/snapshot"];

/// What commands print for people.
const PRINTED: [&str; 8] = [
    "forecast --horizon 21",
    "freshness",
    "held",
    "precedent list",
    "quality",
    "runs",
    "token list",
    "versions --limit 3",
];

/// A server with some years of history and two days that it has pulled, one of them held.
async fn server(start: &Start) -> anyhow::Result<Api> {
    let api = Api::start(start)?;
    start.ecb.publish_until(*start.coming.first().context("a day")?);
    let pulled: Pulled = api.post("/api/v1/pull", json!({ "source": "ecb" })).await?;
    ensure!(pulled.observed > 0, "{pulled:?}");
    let day = start.coming[1];
    let text = format!("series,period,value\nflow,{day},1.0\nflow,{day},2.0\n");
    let _: Pulled = api.post("/api/v1/pull", json!({ "source": "csv", "text": text })).await?;
    api.verify().await?;
    Ok(api)
}

#[tokio::test]
async fn each_answer_reads_as_it_did_in_both_languages() -> anyhow::Result<()> {
    let start = Start::new(400, 2)?;
    let api = server(&start).await?.as_owner()?;
    for (name, path) in ASKED {
        let ask = async |language: &str| -> anyhow::Result<String> {
            let request = api.client.get(api.server.url(path)).header("accept-language", language);
            let answer = request.send().await?;
            let status = answer.status();
            let text = answer.text().await?;
            Ok(format!("{status}\n{}", serde_json::from_str(&text).map_or(text, settled)))
        };
        let (spanish, english) = (ask("es").await?, ask("en").await?);
        let both = if spanish == english { spanish } else { format!("{spanish}\n\nIn English: {english}") };
        assert_snapshot!(name, both, path);
    }
    Ok(())
}

#[test]
fn no_route_that_reads_is_left_out() -> anyhow::Result<()> {
    let routes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/server/routes.txt");
    for line in fs::read_to_string(routes)?.lines() {
        let Some(route) = line.strip_prefix("GET ").and_then(|rest| rest.split(' ').next()) else { continue };
        let is_asked = ASKED.iter().any(|(_, path)| is_of(route, path)) || OTHERS.contains(&route);
        assert!(is_asked, "{route} has no snapshot");
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

#[tokio::test]
async fn each_command_prints_as_it_did() -> anyhow::Result<()> {
    let start = Start::new(400, 2)?;
    let _api = server(&start).await?;
    for words in PRINTED {
        let output = command()?.args(words.split(' ')).arg("--data-dir").arg(start.data_dir()).output()?;
        ensure!(output.status.success(), "{words}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout)?;
        let lines: Vec<String> = printed.lines().map(settled_line).collect();
        assert_snapshot!(
            format!("prints_{}", words.replace("--", "").replace([' ', '-'], "_")),
            lines.join("\n"),
            words
        );
    }
    Ok(())
}

/// The most items of a list that are written down.
const ITEMS: usize = 3;

/// An answer without what the clock decides, and of long lists the beginning.
fn settled(mut answer: Value) -> String {
    settle(&mut answer);
    format!("{answer:#}")
}

fn settle(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    // An entry of the record is hashed with its moment.
                    "late_days" | "age_days" | "hash" => *member = "[by the clock]".into(),
                    _ => settle(member),
                }
            }
        }
        Value::Array(items) => {
            let more = items.len().saturating_sub(ITEMS);
            items.truncate(ITEMS);
            items.iter_mut().for_each(settle);
            if more > 0 {
                items.push(format!("[{more} more]").into());
            }
        }
        Value::String(text) if text.parse::<DateTime<Utc>>().is_ok_and(|at| is_now(at.date_naive())) => {
            "[now]".clone_into(text);
        }
        Value::String(text) => {
            if let Some(end) = text.find("; digest ") {
                text.replace_range(end.., "; digest [of moments too]");
            }
        }
        _ => {}
    }
}

/// A printed line without what the clock decides: moments of these days, and how late or old something is.
fn settled_line(line: &str) -> String {
    let words: Vec<&str> = line.trim_end().split(' ').collect();
    let settled = words.iter().enumerate().map(|(place, word)| {
        let is_count = matches!(&words[place + 1..], ["days", "late" | "old;" | "old", ..]);
        let is_day = word.parse::<NaiveDate>().is_ok_and(is_now);
        let is_time = place > 0 && words[place - 1].parse::<NaiveDate>().is_ok_and(is_now);
        if is_count || is_day || is_time { "[by the clock]" } else { word }
    });
    settled.collect::<Vec<_>>().join(" ")
}

/// Whether a day is one of these.
fn is_now(day: NaiveDate) -> bool {
    (Utc::now().date_naive() - day).num_days().abs() < 40
}

//! A link to what was said keeps its answer, and the page of the day says in one answer what the others say one by one.

use crate::sources::{Scene, day, pull_all};
use anyhow::{Context, ensure};
use chrono::{NaiveDate, TimeDelta};
use paridad_sandbox::after_publications;
use paridad_tests::api::Api;
use paridad_wire::{
    Change, Forecast, Moved, Problem, Scores, Series, Status, Today, Version, VersionKind, Versions,
};
use reqwest::StatusCode;
use serde_json::json;

/// What is asked by a link.
const LINKED: [&str; 6] = [
    "forecast?horizon=21&quantiles=0.025,0.1,0.5,0.9,0.975&level=19.5",
    "explanation?horizon=63",
    "paths?horizon=5&count=3&seed=7",
    "snapshot?",
    "drift?",
    "scores?",
];

/// An answer: its status, its tag, and its bytes.
async fn ask(api: &Api, path: &str, has: Option<&str>) -> anyhow::Result<(StatusCode, String, Vec<u8>)> {
    let mut request = api.client.get(api.server.url(path));
    if let Some(tag) = has {
        request = request.header("if-none-match", tag);
    }
    let answer = request.send().await?;
    let tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
    ensure!(answer.headers().get("cache-control").is_some_and(|control| control == "no-cache"), "{path}");
    Ok((answer.status(), tag, answer.bytes().await?.to_vec()))
}

/// What the links to a version answer.
async fn linked(api: &Api, version: u64) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    for path in LINKED {
        let (status, _, bytes) = ask(api, &format!("/api/v1/{path}&version={version}"), None).await?;
        ensure!(status == StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&bytes));
        all.push(bytes);
    }
    Ok(all)
}

/// The same, said by a version that no longer speaks.
fn no_longer_speaking(said: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let (now, then) = (&b"\"speaking\":true"[..], &b"\"speaking\":false"[..]);
    let replaced = |bytes: Vec<u8>| {
        let place = bytes.windows(now.len()).position(|part| part == now);
        place.map_or(bytes.clone(), |place| [&bytes[..place], then, &bytes[place + now.len()..]].concat())
    };
    said.into_iter().map(replaced).collect()
}

/// A server on the sandbox by a day, with the FIX that speaks.
async fn with_fix(scene: &Scene) -> anyhow::Result<Api> {
    let api = scene.server("data")?;
    pull_all(&api).await?;
    let challenger: Version = api.post("/api/v1/challengers", json!({ "recipe": "fix" })).await?;
    let promote = format!("/api/v1/versions/{}/promote", challenger.number);
    let _: Version = api.post(&promote, json!({ "reason": "a token has come" })).await?;
    Ok(api)
}

async fn learn_until(api: &Api, scene: &Scene, date: NaiveDate) -> anyhow::Result<u64> {
    scene.sandbox.set_clock(after_publications(date))?;
    pull_all(api).await?;
    let status: Status = api.get("/api/v1/status").await?;
    ensure!(status.provenance.origin == date, "{status:?}");
    Ok(status.provenance.version)
}

#[tokio::test]
async fn a_link_keeps_its_answer_to_the_bit_after_later_days_a_rollback_and_a_restart() -> anyhow::Result<()>
{
    let scene = Scene::on(day("2026-10-27")?, 7).await?;
    let mut api = with_fix(&scene).await?;
    let first = learn_until(&api, &scene, day("2026-10-28")?).await?;
    let said = linked(&api, first).await?;
    let (_, tag, snapshot) = ask(&api, "/api/v1/snapshot", None).await?;
    assert_eq!(said[3], snapshot, "the one that speaks, named or not");
    let said = no_longer_speaking(said);

    let second = learn_until(&api, &scene, day("2026-10-30")?).await?;
    assert!(second > first);
    assert_eq!(linked(&api, first).await?, said, "after two more days");
    let path = format!("/api/v1/snapshot?version={first}");
    let (_, named, again) = ask(&api, &path, None).await?;
    assert_eq!(again, snapshot);
    let (status, same, nothing) = ask(&api, &path, Some(&named)).await?;
    assert_eq!((status, same, nothing.len()), (StatusCode::NOT_MODIFIED, named, 0));
    let (status, ..) = ask(&api, "/api/v1/snapshot", Some(&tag)).await?;
    assert_eq!(status, StatusCode::OK, "another one speaks");

    let back: Version = api.post("/api/v1/rollback", json!({ "version": first })).await?;
    assert_eq!(back.kind, VersionKind::Rollback { rollback_to: first });
    let spoke_at = async |as_of: String| -> anyhow::Result<u64> {
        let forecast: Forecast = api.get(&format!("/api/v1/forecast?as_of={as_of}")).await?;
        Ok(forecast.provenance.version)
    };
    let moment = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
    let before = back.created_at - TimeDelta::nanoseconds(1);
    assert_eq!(spoke_at(moment(before)).await?, second, "until somebody rolled back");
    assert_eq!(spoke_at(moment(back.created_at)).await?, back.number);
    assert_eq!(spoke_at("2990-01-01".to_owned()).await?, back.number, "nobody knows of another one");
    let refused: Problem = api.refused("/api/v1/forecast?as_of=2020-01-01", "es-MX").await?;
    assert_eq!((refused.status, refused.code.as_str()), (404, "no-version-yet"));

    assert!(api.server.stop()?.success());
    let api = scene.server("data")?;
    assert_eq!(linked(&api, first).await?, said, "after a restart");
    let versions: Versions = api.get("/api/v1/versions").await?;
    assert!(versions.pinned && versions.speaking == back.number);
    scene.sandbox.stop().await;
    Ok(())
}

#[tokio::test]
async fn today_says_in_one_answer_what_the_others_say_one_by_one() -> anyhow::Result<()> {
    let scene = Scene::on(day("2026-10-28")?, 7).await?;
    let api = with_fix(&scene).await?;
    let unlearned: Today = api.get("/api/v1/today").await?;
    assert!(unlearned.yesterday.is_none() && unlearned.since_yesterday.is_none(), "it has not spoken before");
    let earlier = learn_until(&api, &scene, day("2026-10-29")?).await?;
    learn_until(&api, &scene, day("2026-10-30")?).await?;
    let path = "/api/v1/today?horizon=42&levels=19.5,18,18.75&history=3";
    let today: Today = api.get(path).await?;
    rates(&api, &today).await?;
    expected(&api, &today).await?;
    since(&api, &today, earlier).await?;
    trusted(&api, &today, earlier).await?;
    let status: Status = api.get("/api/v1/status").await?;
    let review = &today.review;
    assert_eq!((review.held, &review.late_sources), (status.waiting.held, &status.late.sources));
    assert!(review.late_sources.contains(&"banxico".to_owned()) && status.late.days > 20, "{status:?}");
    assert!(review.failed_sources.is_empty() && review.silent_experts.is_empty(), "{review:?}");

    let (_, tag, _) = ask(&api, path, None).await?;
    let (status, ..) = ask(&api, path, Some(&tag)).await?;
    assert_eq!(status, StatusCode::NOT_MODIFIED);
    let _: Version = api.post("/api/v1/rollback", json!({ "version": earlier })).await?;
    let (status, other, _) = ask(&api, path, Some(&tag)).await?;
    assert!(status == StatusCode::OK && other != tag, "another one speaks");
    let pinned: Today = api.get(path).await?;
    assert_eq!(
        (pinned.provenance.origin, pinned.rate),
        (day("2026-10-29")?, today.rate),
        "what is published is"
    );
    assert_eq!(pinned.yesterday.map(|fan| fan.origin), Some(day("2026-10-28")?));
    for (path, code) in [
        ("/api/v1/today?levels=18,x", "unreadable-parameter"),
        ("/api/v1/today?levels=0", "rate"),
        ("/api/v1/today?levels=1,2,3,4,5,6,7,8,9,10,11,12,13", "unreadable-parameter"),
        ("/api/v1/today?history=25", "unreadable-parameter"),
        ("/api/v1/today?horizon=0", "horizon"),
        ("/api/v1/today?version=3", "unknown-parameter"),
    ] {
        assert_eq!(api.refused(path, "en").await?.code, code, "{path}");
    }
    scene.sandbox.stop().await;
    Ok(())
}

/// The rate, its history, and which FIX pays.
async fn rates(api: &Api, today: &Today) -> anyhow::Result<()> {
    let series: Series = api.get("/api/v1/series/fix?from=2026-07-30").await?;
    assert_eq!(today.history, series.points, "three months");
    let [.., before, last] = &today.history[..] else { anyhow::bail!("{:?}", today.history) };
    let rate = today.rate;
    assert_eq!(
        (rate.day, rate.value, rate.before_day, rate.before),
        (last.day, last.value, before.day, before.value)
    );
    assert_eq!(rate.change.to_bits(), (last.value - before.value).to_bits());
    let settles = today.settles.context("the target is the FIX")?;
    assert!(settles.determined < settles.published && settles.published < settles.settles, "{settles:?}");
    let known = series.points.iter().find(|point| point.day == settles.determined);
    assert_eq!(settles.rate, known.map(|point| point.value), "as far as it is known");
    Ok(())
}

/// The fan and the matrix.
async fn expected(api: &Api, today: &Today) -> anyhow::Result<()> {
    let [first, .., last] = &today.fan[..] else { anyhow::bail!("{:?}", today.fan) };
    assert_eq!((first.horizon, first.point, last.horizon), (0, today.provenance.spot, 42));
    assert!((8..=20).contains(&today.fan.len()), "{}", today.fan.len());
    let levels = "0.025,0.1,0.25,0.5,0.75,0.9,0.975";
    for step in &today.fan[1..] {
        let path = format!("/api/v1/forecast?horizon={}&quantiles={levels}", step.horizon);
        let forecast: Forecast = api.get(&path).await?;
        let said: Vec<f64> = forecast.quantiles.iter().map(|quantile| quantile.rate).collect();
        let [widest, wide, narrow] = step.bands;
        assert_eq!(
            said,
            [widest[0], wide[0], narrow[0], step.median, narrow[1], wide[1], widest[1]],
            "{step:?}"
        );
        assert_eq!((step.point, step.day), (forecast.point, forecast.maturity.day));
    }
    assert_eq!(today.matrix.levels, [18.0, 18.75, 19.5]);
    let horizons: Vec<u16> = today.matrix.rows.iter().map(|row| row.horizon).collect();
    assert_eq!(horizons, [1, 5, 21, 42, 63, 126, 252]);
    for row in &today.matrix.rows {
        for (level, above) in today.matrix.levels.iter().zip(&row.above) {
            let path = format!("/api/v1/forecast?horizon={}&level={level}", row.horizon);
            let said = api.get::<Forecast>(&path).await?.probability.context("asked for")?;
            assert_eq!((said.above, said.bound), (above.probability, above.bound), "{path}");
        }
    }
    let round: Today = api.get("/api/v1/today").await?;
    assert_eq!((round.maturity.horizon, round.matrix.levels.len()), (63, 5));
    let likely = round.matrix.rows.iter().find(|row| row.horizon == 63).context("asked for")?;
    assert!(likely.above.windows(2).all(|pair| pair[0].probability > pair[1].probability), "{likely:?}");
    Ok(())
}

/// Yesterday's fan, and why it moved.
async fn since(api: &Api, today: &Today, earlier: u64) -> anyhow::Result<()> {
    let yesterday = today.yesterday.as_ref().context("one spoke")?;
    assert_eq!((yesterday.version, yesterday.origin), (earlier, day("2026-10-29")?));
    let last = yesterday.fan.last().context("a fan")?;
    let path = format!("/api/v1/forecast?date={}&quantiles=0.1,0.9&version={earlier}", today.maturity.day);
    let said: Forecast = api.get(&path).await?;
    assert_eq!((last.horizon, last.point, yesterday.spot), (43, said.point, said.provenance.spot));
    assert_eq!(last.bands[1], [said.quantiles[0].rate, said.quantiles[1].rate]);
    let since = today.since_yesterday.as_ref().context("one spoke")?;
    let path = format!("/api/v1/change?from={earlier}&to={}&horizon=42", today.provenance.version);
    let change: Change = api.get(&path).await?;
    let Moved { from, to, parts } = &change.point;
    assert_eq!((since.from_version, &since.from, &since.to, &since.parts), (earlier, from, to, parts));
    assert_eq!((&since.low80, &since.high80), (&change.low80, &change.high80));
    Ok(())
}

/// Whether it can be believed.
async fn trusted(api: &Api, today: &Today, earlier: u64) -> anyhow::Result<()> {
    let judged = today.trust.yesterday.context("it is known")?;
    let path = format!("/api/v1/forecast?horizon=1&quantiles=0.1,0.9&version={earlier}");
    let said: Forecast = api.get(&path).await?;
    assert_eq!((judged.low, judged.high), (said.quantiles[0].rate, said.quantiles[1].rate));
    assert_eq!((judged.origin, judged.day), (said.provenance.origin, today.provenance.origin));
    assert_eq!(judged.value, today.provenance.spot);
    assert_eq!(judged.held, judged.low <= judged.value && judged.value <= judged.high);
    let hits = today.trust.hits;
    assert_eq!((hits.asked, hits.judged), (60, 2), "two days since the FIX speaks");
    assert!(hits.inside <= 2, "{hits:?}");
    let scores: Scores = api.get("/api/v1/scores").await?;
    let row = scores.rows.iter().find(|row| row.horizon == 1 && row.regime.is_none()).context("a row")?;
    let coverage = today.trust.coverage;
    assert_eq!(coverage.judged, row.count);
    assert!((f64::from(coverage.inside) - row.cover80 * f64::from(row.count)).abs() < 1e-6, "{coverage:?}");
    Ok(())
}

#[tokio::test]
async fn of_a_history_that_came_with_the_program_the_last_sixty_intervals_are_counted() -> anyhow::Result<()>
{
    let scene = Scene::on(day("2026-10-30")?, 7).await?;
    let api = scene.server("data")?;
    let today: Today = api.get("/api/v1/today").await?;
    let hits = today.trust.hits;
    assert_eq!((hits.asked, hits.judged), (60, 60));
    assert!((30..=60).contains(&hits.inside), "{hits:?}");
    assert!(today.settles.is_none(), "the target is a cross");
    scene.sandbox.stop().await;
    Ok(())
}

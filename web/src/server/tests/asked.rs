//! Versions that do not speak, asked by number and by moment, and the tags by which answers are recognised.

use super::*;
use crate::conductor::{Conductor, HistoryFrom};
use crate::view::OWN_REVISION;
use axum::body::{Bytes, to_bytes};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_engine::time::calendar::Calendar;
use paridad_store::{VersionKind, VersionRow};
use serde_json::Value;
use std::fmt::Write as _;

/// A server's state on an archive of synthetic rates.
struct Scene {
    app: Arc<App>,
    conductor: Conductor,
    _folder: tempfile::TempDir,
}

/// An answer: its status, its tag if it has one, and its body.
struct Answer {
    status: StatusCode,
    tag: Option<String>,
    body: Bytes,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Scene {
    /// One of eighty days.
    fn new() -> Self {
        Self::of(80)
    }

    fn of(days: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let start = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
        let mut csv = String::from("Date,USD,MXN,\n");
        for (index, day) in
            start.iter_days().filter(|day| Calendar::Target.is_open(*day)).take(days).enumerate()
        {
            let wave = |speed: f64| ((index as f64 * speed).sin() * 1e4).round() / 1e6;
            writeln!(csv, "{day},{},{},", 1.1 + wave(0.7), 20.0 + 20.0 * wave(1.3)).unwrap();
        }
        let history = folder.path().join("history.csv");
        std::fs::write(&history, csv).unwrap();
        let app = app();
        let conductor = Conductor::open(
            &folder.path().join("data"),
            &HistoryFrom::File(history),
            app.published.clone(),
            &mut |_| {},
        )
        .unwrap();
        app.readers.open(conductor.archive().clone());
        Self { app, conductor, _folder: folder }
    }

    fn speaking(&self) -> VersionRow {
        self.conductor.archive().read().unwrap().speaking().unwrap().unwrap()
    }

    /// Lets an earlier version speak again.
    fn roll_back(&mut self, version: u64, now: DateTime<Utc>) -> VersionRow {
        let wanted = paridad_wire::Rollback { version, reason: String::new(), speaking: None };
        self.conductor.rollback(&wanted, "ana", now).unwrap()
    }

    async fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().uri(path).header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = router(self.app.clone()).call(request.body(Body::empty()).unwrap()).await.unwrap();
        let tag = answer.headers().get(header::ETAG).map(|tag| tag.to_str().unwrap().to_owned());
        let status = answer.status();
        if tag.is_some() {
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-cache");
        }
        Answer { status, tag, body: to_bytes(answer.into_body(), usize::MAX).await.unwrap() }
    }

    async fn json(&self, path: &str) -> Value {
        let answer = self.ask(path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {:?}", answer.body);
        answer.json()
    }

    async fn code(&self, path: &str) -> (StatusCode, String) {
        let answer = self.ask(path, &[]).await;
        (answer.status, answer.json()["code"].as_str().unwrap().to_owned())
    }
}

/// What can be asked of a version.
const OF_A_VERSION: [&str; 5] =
    ["forecast?horizon=5", "explanation?horizon=5", "snapshot?", "drift?", "scores?"];

/// What else has a tag.
const TAGGED: [&str; 4] = ["change", "weights", "versions", "forecast?horizon=7&quantiles=0.3"];

#[tokio::test]
async fn an_earlier_version_says_what_it_said_when_it_spoke() {
    let mut scene = Scene::new();
    let first = scene.speaking();
    let mut said = Vec::new();
    for path in OF_A_VERSION {
        said.push(scene.ask(&format!("/api/v1/{path}"), &[]).await.body);
    }
    let earlier = first.number - 1;
    scene.roll_back(earlier, Utc::now());
    for (path, said) in OF_A_VERSION.into_iter().zip(said) {
        let now = scene.ask(&format!("/api/v1/{path}&version={}", first.number), &[]).await;
        let spoken =
            |body: &[u8]| String::from_utf8_lossy(body).replace("\"speaking\":true", "\"speaking\":false");
        assert_eq!(spoken(&now.body), spoken(&said), "{path}");
        let speaking = scene.ask(&format!("/api/v1/{path}"), &[]).await;
        assert!(path == "scores?" || speaking.body != now.body, "{path}: another one speaks");
    }
    let provenance = scene.json("/api/v1/forecast").await;
    assert_eq!((&provenance["speaking"], &provenance["pinned"]), (&true.into(), &true.into()));
    let asked = scene.json(&format!("/api/v1/forecast?version={earlier}")).await;
    assert_eq!((&asked["speaking"], &asked["pinned"]), (&false.into(), &false.into()));
    assert_eq!(asked["point"], provenance["point"], "it is the same state under another number");
}

#[tokio::test]
async fn a_moment_is_answered_by_the_version_that_spoke_then() {
    let mut scene = Scene::new();
    let first = scene.speaking();
    let hour = TimeDelta::hours(1);
    let back = scene.roll_back(first.number - 1, first.created_at + hour * 2);
    let version = async |as_of: DateTime<Utc>| {
        let as_of = as_of.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
        scene.json(&format!("/api/v1/forecast?as_of={as_of}")).await["version"].as_u64().unwrap()
    };
    assert_eq!(version(first.created_at + hour).await, first.number);
    assert_eq!(version(back.created_at).await, back.number);
    assert_eq!(version(back.created_at + hour).await, back.number);
    for (path, problem) in [
        ("forecast?as_of=2020-01-01", (StatusCode::NOT_FOUND, "no-version-yet")),
        ("scores?version=1&as_of=2020-01-01", (StatusCode::BAD_REQUEST, "parameters-conflict")),
        ("drift?version=999", (StatusCode::NOT_FOUND, "no-such-version")),
        ("snapshot?version=0", (StatusCode::NOT_FOUND, "no-such-version")),
        ("explanation?as_of=yesterday", (StatusCode::BAD_REQUEST, "unreadable-parameter")),
    ] {
        let (status, code) = scene.code(&format!("/api/v1/{path}")).await;
        assert_eq!((status, code.as_str()), problem, "{path}");
    }
}

#[tokio::test]
async fn of_a_version_of_another_engine_only_what_was_put_on_record_is_shown() {
    let scene = Scene::new();
    let first = scene.speaking();
    let computed = scene.json("/api/v1/forecast?horizon=5").await;
    let old = |number, kind| VersionRow {
        number,
        kind,
        engine_revision: OWN_REVISION - 1,
        speaks: false,
        ..first.clone()
    };
    let (learned, upgrade) = (first.number + 1, first.number + 2);
    let rows = [old(learned, VersionKind::Learned), old(upgrade, VersionKind::Upgrade)];
    let write =
        |writer: &mut paridad_store::Writer<'_>| rows.iter().try_for_each(|row| writer.append_version(row));
    scene.conductor.archive().write(write).unwrap();
    let kept = scene.json(&format!("/api/v1/forecast?horizon=5&version={learned}")).await;
    assert_eq!(kept["kept"], true);
    assert_eq!(kept["engine_revision"], OWN_REVISION - 1);
    assert!(computed.get("kept").is_none(), "{computed}");
    for member in ["maturity", "point", "log_move", "quantiles", "spot", "origin", "origin_at"] {
        assert_eq!(kept[member], computed[member], "the engine is the same after all: {member}");
    }
    let day = computed["maturity"]["day"].as_str().unwrap();
    let by_day =
        scene.json(&format!("/api/v1/forecast?date={day}&quantiles=0.9,0.5&version={learned}")).await;
    assert_eq!(by_day["maturity"], computed["maturity"]);
    let levels: Vec<_> =
        by_day["quantiles"].as_array().unwrap().iter().map(|one| one["level"].as_f64()).collect();
    assert_eq!(levels, [Some(0.5), Some(0.9)]);
    let more = [
        "forecast?horizon=7",
        "forecast?quantiles=0.33",
        "forecast?level=20",
        "forecast?date=2024-12-24",
        "paths?",
    ];
    for path in more.into_iter().chain(OF_A_VERSION.into_iter().skip(1)) {
        let path = format!("/api/v1/{path}&version={learned}");
        assert_eq!(scene.code(&path).await, (StatusCode::GONE, "record-only".to_owned()), "{path}");
    }
    for path in ["forecast", "snapshot"] {
        let path = format!("/api/v1/{path}?version={upgrade}");
        assert_eq!(scene.code(&path).await, (StatusCode::GONE, "no-record".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn who_has_an_answer_already_is_told_that_it_still_holds() {
    let mut scene = Scene::new();
    let paths: Vec<String> =
        OF_A_VERSION.iter().chain(&TAGGED).map(|path| format!("/api/v1/{path}")).collect();
    let mut tags = std::collections::BTreeMap::new();
    for path in &paths {
        let [one, again] = [scene.ask(path, &[]).await, scene.ask(path, &[]).await];
        assert_eq!((&one.body, &one.tag), (&again.body, &again.tag), "{path}: the same bytes, the same tag");
        let tag = one.tag.unwrap();
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        let known = scene.ask(path, &[("if-none-match", &tag)]).await;
        assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(known.tag.as_ref(), Some(&tag), "{path}");
        let other = scene.ask(path, &[("accept-language", "en"), ("if-none-match", &tag)]).await;
        assert_eq!(
            other.status == StatusCode::NOT_MODIFIED,
            path.contains("snapshot"),
            "{path} in another language"
        );
        assert!(tags.insert(tag, path.clone()).is_none(), "{path} has the tag of another one");
    }
    scene.roll_back(scene.speaking().number - 1, Utc::now());
    for (tag, path) in &tags {
        let now = scene.ask(path, &[("if-none-match", tag)]).await;
        assert_eq!(now.status, StatusCode::OK, "{path}: another version speaks");
    }
    let refused = scene.ask("/api/v1/forecast?horizon=0", &[("if-none-match", "*")]).await;
    assert_eq!((refused.status, refused.tag), (StatusCode::BAD_REQUEST, None));
}

#[tokio::test]
async fn what_is_judged_says_how_it_stood_each_day_and_how_often_its_detectors_err() {
    let scene = Scene::of(150);
    let scores = scene.json("/api/v1/scores").await;
    let whole = &scores["rows"][0];
    let (count, cover) = (whole["count"].as_u64().unwrap(), whole["cover80"].as_f64().unwrap());
    let days = scores["rolling"]["days"].as_array().unwrap();
    assert_eq!(days.len() as u64, count - 59, "those before the sixtieth say too little");
    let [judged, inside] = ["judged", "inside80"].map(|name| days.last().unwrap()[name].as_f64().unwrap());
    assert_eq!((judged, inside), (count as f64, (cover * judged).round()));
    let drift = scene.json("/api/v1/drift").await;
    let said = drift["false_alarms"].as_array().unwrap();
    assert_eq!(said.len(), 4);
    assert!(said.iter().all(|own| (0.0..10.0).contains(&own["per_thousand_days"].as_f64().unwrap())));
}

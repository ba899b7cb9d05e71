//! Every struct that the server writes is read as it was.

use super::*;
use paridad_wire as wire;
use serde::Serialize;
use serde_json::Value;

/// JSON as the browser would hand it over.
pub(crate) fn parsed(text: &str) -> Json {
    taken(&serde_json::from_str(text).unwrap())
}

fn taken(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Truth(*truth),
        Value::Number(number) => Json::Number(number.as_f64().unwrap()),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(items) => Json::List(items.iter().map(taken).collect()),
        Value::Object(members) => {
            Json::Object(members.iter().map(|(name, value)| (name.clone(), taken(value))).collect())
        }
    }
}

fn back<T: Serialize + Read>(value: &T) -> T {
    T::read(&taken(&serde_json::to_value(value).unwrap())).expect("it is read")
}

#[test]
fn what_the_server_writes_is_read_as_it_was() {
    let day: NaiveDate = "2026-10-30".parse().unwrap();
    let maturity = wire::Maturity { horizon: 21, day, moved_from: Some(day), extended: false };
    assert_eq!(back(&maturity), maturity);
    let series = wire::Series {
        id: "usdmxn".to_owned(),
        unit: "MXN".to_owned(),
        origin: "ECB".to_owned(),
        as_of: None,
        points: vec![wire::Point { day, value: 0.1 + 0.2 }],
    };
    assert_eq!(back(&series), series);
    let drift = wire::FeatureDrift {
        feature: "carry".to_owned(),
        reference: 1000,
        current: 120,
        psi: Some(0.25),
        ks: None,
        ks_adjusted_p: Some(1e-9),
        drifted: Some(true),
        distribution: Some(wire::Distribution {
            low: -0.5,
            high: 0.5,
            reference: vec![600, 400],
            current: vec![20, 100],
        }),
    };
    assert_eq!(back(&drift), drift);
    let alarm = wire::Alarm { day, watched: "size".to_owned(), detector: "adwin".to_owned() };
    assert_eq!(back(&alarm), alarm);
    let day = wire::RollingDay { day, judged: 250, inside80: 201, inside95: 240 };
    let rolling = wire::RollingCoverage { horizon: 1, window: 250, days: vec![day] };
    assert_eq!(back(&rolling), rolling);
    let problem = wire::Problem {
        kind: "/problems/level".to_owned(),
        title: "T".to_owned(),
        status: 400,
        detail: "D".to_owned(),
        instance: "/".to_owned(),
        code: "level".to_owned(),
        cause: None,
    };
    assert_eq!(back(&problem), problem);
}

#[test]
fn who_speaks_is_read_from_among_the_other_members() {
    let at: DateTime<Utc> = "2026-10-30T15:00:00Z".parse().unwrap();
    let provenance = wire::Provenance {
        target: "usdmxn".to_owned(),
        target_title: "USD/MXN".to_owned(),
        version: 25,
        speaking: true,
        snapshot: "ab".to_owned(),
        engine_revision: 3,
        origin: at.date_naive(),
        origin_at: at,
        spot: 18.907_715,
        late_days: 3,
        stale: true,
        pinned: false,
    };
    let status = wire::Status {
        provenance: provenance.clone(),
        learned_version: 25,
        learned_day: at.date_naive(),
        waiting: wire::Waiting { held: 138, proposals: 1 },
        late: wire::Late { sources: vec!["ecb".to_owned()], days: 3 },
        software: "0.1.0".to_owned(),
        concerns: vec![wire::Concern {
            matter: "runs".to_owned(),
            since: at,
            detail: "the disk is full".to_owned(),
        }],
    };
    assert_eq!(back(&status), status);
    let drift = wire::Drift {
        provenance,
        reference_days: 1000,
        current_days: 120,
        psi_threshold: 0.25,
        p_threshold: 0.05,
        features: Vec::new(),
        residuals_seen: 7,
        alarms: Vec::new(),
        false_alarms: vec![wire::FalseAlarms {
            watched: "size".to_owned(),
            detector: "adwin".to_owned(),
            per_thousand_days: 0.25,
        }],
    };
    assert_eq!(back(&drift), drift);
}

#[test]
fn every_kind_of_version_is_read_with_its_number() {
    let at: DateTime<Utc> = "2026-10-30T15:00:00Z".parse().unwrap();
    let version = wire::Version {
        number: 25,
        kind: wire::VersionKind::Learned,
        returnable: false,
        day: at.date_naive(),
        snapshot: "ab".to_owned(),
        engine_revision: 3,
        created_at: at,
        actor: "local".to_owned(),
        unnamed: true,
        reason: "ñ".to_owned(),
        speaks: true,
    };
    let kinds = [
        wire::VersionKind::Bundled,
        wire::VersionKind::Learned,
        wire::VersionKind::Upgrade,
        wire::VersionKind::Rollback { rollback_to: 3 },
        wire::VersionKind::Resume,
        wire::VersionKind::Challenger,
        wire::VersionKind::Promoted { challenger: 24 },
        wire::VersionKind::Without { batch: 7 },
        wire::VersionKind::PutBack { batch: 7 },
    ];
    let versions = kinds.map(|kind| wire::Version { kind, ..version.clone() }).to_vec();
    let versions = wire::Versions { speaking: 25, pinned: true, versions };
    assert_eq!(back(&versions), versions);
}

#[test]
fn what_has_another_form_is_not_read() {
    assert_eq!(u16::read(&Json::Number(65_536.0)), None);
    assert_eq!(u64::read(&Json::Number(1.5)), None);
    assert_eq!(u64::read(&Json::Number(-1.0)), None);
    assert_eq!(Option::<f64>::read(&Json::Null), Some(None));
    assert_eq!(Option::<f64>::read(&Json::Text("1".to_owned())), None);
    assert_eq!(Vec::<f64>::read(&parsed("[1, 2.5]")), Some(vec![1.0, 2.5]));
    assert_eq!(Vec::<f64>::read(&parsed("[1, null]")), None);
    assert_eq!(parsed("{}").member::<f64>("x"), None);
}

#[test]
fn days_are_read_as_they_are_written() {
    assert_eq!(day("2026-10-30"), "2026-10-30".parse().ok());
    for text in ["", "2026-10", "2026-13-01", "2026-02-30", "x-y-z", "2026-10-30T00:00"] {
        assert_eq!(day(text), None, "{text}");
    }
    let text = |text: &str| Json::Text(text.to_owned());
    let wanted = "2026-10-30T15:04:05Z".parse().ok();
    assert_eq!(DateTime::<Utc>::read(&text("2026-10-30T15:04:05.678901Z")), wanted, "to the second");
    assert_eq!(DateTime::<Utc>::read(&text("2026-10-30T15:04:05")), None);
}

#[test]
fn every_answer_of_the_forecast_and_the_scores_is_read() {
    let ratio = wire::Ratio { value: 0.01, relative: Some(0.97) };
    let row = wire::ScoreRow {
        horizon: 21,
        regime: Some("calm".to_owned()),
        count: 3000,
        independent: 142.9,
        crps: ratio,
        pinball: ratio,
        tail_pinball: wire::Ratio { value: 0.02, relative: None },
        winkler80: ratio,
        winkler95: ratio,
        rmse: ratio,
        mae: ratio,
        cover80: 0.79,
        cover95: 0.95,
        pit: vec![1, 0, 2],
        significance: Some(wire::Significance { statistic: -2.5, p_value: 0.012 }),
    };
    assert_eq!(back(&row), row);
    let quantile = wire::Quantile { level: 0.05, rate: 17.5 };
    assert_eq!(back(&quantile), quantile);
}

mod data;

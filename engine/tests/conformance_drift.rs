//! Drift statistics and detectors against figures computed by scipy, numpy and river.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is wrong")]

use paridad_engine::judging::drift::adwin;
use paridad_engine::judging::drift::adwin::Adwin;
use paridad_engine::judging::drift::ks::ks;
use paridad_engine::judging::drift::page_hinkley;
use paridad_engine::judging::drift::page_hinkley::{PageHinkley, Watch};
use paridad_engine::judging::drift::psi::psi;
use paridad_engine::judging::drift::{Detector, Signal};
use serde_json::Value;
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// Columns of numbers, by name; an empty or worded cell is a NaN.
type Columns = BTreeMap<String, Vec<f64>>;

/// A file of the figures.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/conformance").join(name)
}

fn columns(name: &str) -> Columns {
    let mut reader = csv::Reader::from_path(path(name)).unwrap();
    let names = reader.headers().unwrap().clone();
    let mut columns = Columns::new();
    for record in reader.records() {
        for (name, cell) in names.iter().zip(&record.unwrap()) {
            columns.entry(name.to_owned()).or_default().push(cell.parse().unwrap_or(f64::NAN));
        }
    }
    columns
}

fn json(name: &str) -> Value {
    serde_json::from_reader(std::fs::File::open(path(name)).unwrap()).unwrap()
}

fn assert_near(computed: f64, expected: &Value, tolerance: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    let error = (computed - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
    assert!(error <= tolerance, "{what}: {computed} instead of {expected}");
}

/// Calls `check` with what, reference, current and expectations of each numeric column of both file pairs.
fn for_each_column(check: impl Fn(&str, &[f64], &[f64], &Value)) {
    let expected = json("drift.json");
    let mut checked = 0;
    for size in ["small", "large"] {
        let reference = columns(&format!("drift_{size}_ref.csv"));
        let current = columns(&format!("drift_{size}_cur.csv"));
        for (name, expected) in expected["columns"][size].as_object().unwrap() {
            check(&format!("{size} {name}"), &reference[name], &current[name], expected);
            checked += 1;
        }
    }
    assert_eq!(checked, 20, "ten numeric columns in each of two file pairs");
}

#[test]
fn kolmogorov_smirnov_is_that_of_scipy() {
    for_each_column(|what, reference, current, expected| {
        let test = ks(reference, current).unwrap();
        assert_near(test.statistic, &expected["ks_stat"], 1e-9, what);
        assert_near(test.p_value, &expected["ks_p"], 1e-6, what);
    });
}

#[test]
fn psi_is_that_of_numpy_deciles() {
    for_each_column(|what, reference, current, expected| {
        let index = psi(reference, current).unwrap();
        assert_near(index, &expected["psi"], 1e-9, what);
    });
}

/// The settings of a detector's name, such as `PageHinkley(threshold=20,mode=up)`.
fn arguments(name: &str) -> BTreeMap<&str, &str> {
    let inside = name.split(['(', ')']).nth(1).unwrap();
    inside.split(',').filter_map(|argument| argument.split_once('=')).collect()
}

fn adwin(name: &str) -> Adwin {
    let mut settings = adwin::Settings::default();
    for (key, value) in arguments(name) {
        match key {
            "delta" => settings.delta = value.parse().unwrap(),
            "clock" => settings.clock = value.parse::<NonZeroU32>().unwrap(),
            "grace_period" => settings.grace_period = value.parse().unwrap(),
            "min_window_length" => settings.side_min = value.parse().unwrap(),
            _ => panic!("{name}: unknown setting {key}"),
        }
    }
    Adwin::try_from(settings).unwrap()
}

fn page_hinkley(name: &str) -> PageHinkley {
    let mut settings = page_hinkley::Settings::default();
    for (key, value) in arguments(name) {
        match (key, value) {
            ("min_instances", _) => settings.width_min = value.parse().unwrap(),
            ("delta", _) => settings.delta = value.parse().unwrap(),
            ("threshold", _) => settings.threshold = value.parse().unwrap(),
            ("alpha", _) => settings.alpha = value.parse().unwrap(),
            ("mode", "up") => settings.watch = Watch::Up,
            ("mode", "both") => settings.watch = Watch::Both,
            _ => panic!("{name}: unknown setting {key}={value}"),
        }
    }
    PageHinkley::try_from(settings).unwrap()
}

/// Calls `check` with name, stream and expectations of each run of a detector; returns how many it saw.
fn for_each_run(detector: &str, check: impl Fn(&str, &[f64], &Value)) {
    let expected = json("detectors.json");
    let streams = columns("streams.csv");
    let mut checked = 0;
    for kind in ["continuous", "binary"] {
        for (stream, runs) in expected[kind].as_object().unwrap() {
            for (name, run) in runs.as_object().unwrap().iter().filter(|(name, _)| name.starts_with(detector))
            {
                check(name, &streams[stream], run);
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 30, "four settings on seven streams, one on two");
}

fn assert_indices(name: &str, signals: &[Option<Signal>], run: &Value) {
    let found: Vec<Value> = (0..signals.len()).filter(|i| signals[*i].is_some()).map(Value::from).collect();
    assert_eq!(found, *run["drift"].as_array().unwrap(), "{name}");
}

#[test]
fn adwin_is_that_of_river() {
    for_each_run("ADWIN", |name, stream, run| {
        let mut detector = adwin(name);
        let mut points = run["trace"].as_array().unwrap().iter().peekable();
        let mut signals = Vec::new();
        for (i, x) in stream.iter().enumerate() {
            signals.push(detector.update(*x));
            let Some(point) = points.next_if(|point| point["i"] == i) else {
                continue;
            };
            let what = format!("{name} at {i}");
            let (width, mean) = (detector.width() as f64, detector.mean().unwrap());
            assert_near(width, &point["width"], 0.0, &what);
            assert_near(mean, &point["estimation"], 1e-9, &what);
            assert_near(mean * width, &point["total"], 1e-9, &what);
            // River calls the sum of squared deviations a variance.
            assert_near(detector.variance().unwrap() * width, &point["variance"], 1e-9, &what);
        }
        assert!(points.next().is_none(), "{name}: every point of the trace was compared");
        assert_indices(name, &signals, run);
    });
}

#[test]
fn page_hinkley_is_that_of_river() {
    for_each_run("PageHinkley", |name, stream, run| {
        let mut detector = page_hinkley(name);
        let signals: Vec<Option<Signal>> = stream.iter().map(|x| detector.update(*x)).collect();
        assert_indices(name, &signals, run);
    });
}

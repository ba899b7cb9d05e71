//! What is counted, in Prometheus' text format.

use crate::view::View;
use chrono::{DateTime, Utc};
use paridad_wire::Freshness;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What has been counted since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<(String, u16), (u64, Duration)>>,
    pulls: Mutex<BTreeMap<(String, &'static str), u64>>,
}

impl Metrics {
    /// Counts a request.
    pub(crate) fn observe(&self, route: String, status: u16, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, sum) = requests.entry((route, status)).or_default();
        *count += 1;
        *sum += took;
    }

    /// Counts a pull by its source and result.
    pub(crate) fn pulled(&self, source: String, result: &'static str) {
        let mut pulls = self.pulls.lock().unwrap_or_else(PoisonError::into_inner);
        *pulls.entry((source, result)).or_default() += 1;
    }

    /// All metrics as text.
    pub(crate) fn render(&self, view: Option<&View>, series: &[Freshness], now: DateTime<Utc>) -> String {
        let mut text = String::new();
        gauge(&mut text, "build_info", &format!("{{version=\"{}\"}}", env!("CARGO_PKG_VERSION")), 1.0);
        gauge(&mut text, "ready", "", f64::from(u8::from(view.is_some())));
        if let Some(view) = view {
            let late_days = view.late_days(now);
            gauge(&mut text, "version", "", view.speaking.number as f64);
            gauge(&mut text, "learned_version", "", view.learned.number as f64);
            gauge(&mut text, "pinned", "", f64::from(u8::from(view.pinned())));
            gauge(&mut text, "late_days", "", late_days as f64);
            gauge(&mut text, "stale", "", f64::from(u8::from(late_days > 1)));
            gauge(&mut text, "origin_timestamp_seconds", "", view.model.origin.at.timestamp() as f64);
            let drifted = view.drift.iter().filter(|feature| feature.drifted == Some(true)).count();
            gauge(&mut text, "drifted_features", "", drifted as f64);
            gauge(&mut text, "concerns", "", view.concerns.list().len() as f64);
        }
        render_freshness(&mut text, series);
        self.render_counts(&mut text);
        text
    }

    fn render_counts(&self, text: &mut String) {
        let name = "http_request_duration_seconds";
        declare(text, name, "summary");
        for ((route, status), (count, sum)) in &*self.requests.lock().unwrap_or_else(PoisonError::into_inner)
        {
            let labels = format!("{{route=\"{route}\",status=\"{status}\"}}");
            line(text, &format!("{name}_count"), &labels, *count as f64);
            line(text, &format!("{name}_sum"), &labels, sum.as_secs_f64());
        }
        declare(text, "pull_total", "counter");
        for ((source, result), count) in &*self.pulls.lock().unwrap_or_else(PoisonError::into_inner) {
            let labels = format!("{{source=\"{source}\",result=\"{result}\"}}");
            line(text, "pull_total", &labels, *count as f64);
        }
    }
}

/// How fresh each series is. One that never came is late, and has no age.
fn render_freshness(text: &mut String, series: &[Freshness]) {
    let labels = |series: &Freshness| format!("{{series=\"{}\"}}", series.series);
    declare(text, "series_age_days", "gauge");
    for row in series {
        if let Some(age_days) = row.age_days {
            line(text, "series_age_days", &labels(row), age_days as f64);
        }
    }
    declare(text, "series_late", "gauge");
    for row in series {
        let is_late = matches!(row.state.as_str(), "late" | "missing");
        line(text, "series_late", &labels(row), f64::from(u8::from(is_late)));
    }
}

fn gauge(text: &mut String, name: &str, labels: &str, value: f64) {
    declare(text, name, "gauge");
    line(text, name, labels, value);
}

/// Writing into a string cannot fail.
fn declare(text: &mut String, name: &str, kind: &str) {
    let _ = writeln!(text, "# TYPE paridad_{name} {kind}");
}

fn line(text: &mut String, name: &str, labels: &str, value: f64) {
    let _ = writeln!(text, "paridad_{name}{labels} {value}");
}

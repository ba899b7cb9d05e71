//! What is counted, in the text format of `OpenMetrics`.

use crate::view::View;
use chrono::{DateTime, Utc};
use paridad_wire::Freshness;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::fmt;
use std::time::Duration;

/// What all names begin with.
const PREFIX: &str = "paridad";

/// Up to how many seconds requests are counted together: a forecast takes some milliseconds, and a pull many seconds.
const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 10.0, 60.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Pulled {
    source: String,
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfSeries {
    series: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Build {
    version: &'static str,
}

/// What has been counted since the start.
#[derive(Debug)]
pub(crate) struct Metrics {
    requests: Family<Answered, Histogram, fn() -> Histogram>,
    pulls: Family<Pulled, Counter>,
    registry: Registry,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests = Family::<_, _, fn() -> Histogram>::new_with_constructor(|| Histogram::new(SECONDS));
        let pulls = Family::default();
        let mut registry = Registry::with_prefix(PREFIX);
        let build = Info::new(Build { version: env!("CARGO_PKG_VERSION") });
        registry.register("build", "The version of the program", build);
        registry.register(
            "http_request_duration_seconds",
            "How long requests took, by route and status",
            requests.clone(),
        );
        registry.register("pull", "How many pulls ended, by source and result", pulls.clone());
        Self { requests, pulls, registry }
    }
}

impl Metrics {
    /// Counts a request.
    pub(crate) fn observe(&self, route: String, status: u16, took: Duration) {
        self.requests.get_or_create(&Answered { route, status }).observe(took.as_secs_f64());
    }

    /// Counts a pull by its source and result.
    pub(crate) fn pulled(&self, source: String, result: &'static str) {
        self.pulls.get_or_create(&Pulled { source, result }).inc();
    }

    /// All metrics as text.
    pub(crate) fn render(
        &self,
        view: Option<&View>,
        series: &[Freshness],
        now: DateTime<Utc>,
    ) -> Result<String, fmt::Error> {
        let mut text = String::new();
        encode_registry(&mut text, &self.registry)?;
        encode_registry(&mut text, &as_it_is(view, series, now))?;
        encode_eof(&mut text)?;
        Ok(text)
    }
}

/// What is not counted but looked at.
fn as_it_is(view: Option<&View>, series: &[Freshness], now: DateTime<Utc>) -> Registry {
    let mut registry = Registry::with_prefix(PREFIX);
    gauge(&mut registry, "ready", "Whether a version is served", view.is_some());
    if let Some(view) = view {
        of_version(&mut registry, view, now);
    }
    of_series(&mut registry, series);
    registry
}

fn of_version(registry: &mut Registry, view: &View, now: DateTime<Utc>) {
    let late_days = view.late_days(now);
    let drifted = view.drift.iter().filter(|feature| feature.drifted == Some(true)).count();
    gauge(registry, "version", "The version that speaks", whole(view.speaking.number));
    gauge(registry, "learned_version", "The version that was learned last", whole(view.learned.number));
    gauge(registry, "pinned", "Whether a person has pinned the version that speaks", view.pinned());
    gauge(registry, "late_days", "How many publication days are overdue", whole(late_days));
    gauge(registry, "stale", "Whether more than one publication day is overdue", late_days > 1);
    let origin = view.model.origin.at.timestamp();
    gauge(registry, "origin_timestamp_seconds", "The moment from which it looks ahead", origin);
    gauge(registry, "drifted_features", "How many features have drifted", whole(drifted));
    let concerns = view.concerns.list().len() + view.ending(now).count();
    gauge(registry, "concerns", "What somebody should look after", whole(concerns));
}

/// How fresh each series is. One that never came is late, and has no age.
fn of_series(registry: &mut Registry, series: &[Freshness]) {
    let (ages, late) = (Family::<OfSeries, Gauge>::default(), Family::<OfSeries, Gauge>::default());
    for row in series {
        let labels = OfSeries { series: row.series.clone() };
        if let Some(age_days) = row.age_days {
            ages.get_or_create(&labels).set(whole(age_days));
        }
        late.get_or_create(&labels).set(i64::from(matches!(row.state.as_str(), "late" | "missing")));
    }
    registry.register("series_age_days", "How old the newest value of a series is", ages);
    registry.register("series_late", "Whether a series is overdue, or never came", late);
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: impl Into<i64>) {
    let gauge: Gauge = Gauge::default();
    gauge.set(value.into());
    registry.register(name, help, gauge);
}

/// A count as it is written; none here comes near the end.
fn whole(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_metric_says_what_it_is_and_no_label_can_break_a_line() {
        let metrics = Metrics::default();
        metrics.observe("/a\"\n\\".to_owned(), 200, Duration::from_millis(3));
        metrics.observe("/a\"\n\\".to_owned(), 200, Duration::from_millis(700));
        metrics.pulled("ecb".to_owned(), "ok");
        let text = metrics.render(None, &[], DateTime::UNIX_EPOCH).unwrap();
        for line in [
            "# HELP paridad_pull How many pulls ended, by source and result.",
            "# TYPE paridad_http_request_duration_seconds histogram",
            "paridad_pull_total{source=\"ecb\",result=\"ok\"} 1",
            "paridad_http_request_duration_seconds_bucket{le=\"0.005\",route=\"/a\\\"\\n\\\\\",status=\"200\"} 1",
            "paridad_http_request_duration_seconds_count{route=\"/a\\\"\\n\\\\\",status=\"200\"} 2",
            "paridad_ready 0",
        ] {
            assert!(text.lines().any(|written| written == line), "{line} is not in\n{text}");
        }
        assert!(text.ends_with("# EOF\n"), "{text}");
    }
}

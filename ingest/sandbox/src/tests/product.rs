//! The product's own clients against the sandbox: what they read is whole, known in time and as the catalogue says.

use super::client::options;
use crate::{Running, Sandbox, switches::Switches};
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_ingest::catalogue::{Described, Entry, Frequency, check};
use paridad_ingest::feed::http::{Http, Limits};
use paridad_ingest::feed::quota::Quota;
use paridad_ingest::feed::secret::Secret;
use paridad_ingest::sources::banxico::{self, Banxico};
use paridad_ingest::sources::catalogue;
use paridad_ingest::sources::inegi::{self, Inegi};
use std::collections::BTreeSet;

const NOW: &str = "2026-10-01T20:00:00Z";

/// A sandbox with all that there ever was.
async fn start() -> Running {
    let from = "1969-01-01".parse().unwrap();
    Sandbox::start(crate::Options { from, ..options(NOW, Switches::default()) }).await.unwrap()
}

fn http() -> Http {
    Http::new(Limits::default()).unwrap()
}

fn token() -> Secret {
    Secret::try_from("secret-of-a-test").unwrap()
}

fn assert_whole(sandbox: &Running, entries: &[&Entry], observations: &[Observation]) {
    let read: BTreeSet<&SeriesId> = observations.iter().map(|observation| &observation.series).collect();
    assert_eq!(read, entries.iter().map(|entry| &entry.id).collect());
    assert!(observations.iter().all(|observation| observation.known_at <= sandbox.now()));
}

#[tokio::test]
async fn banxico_is_read_without_a_finding_and_described_as_the_catalogue_says() {
    let (sandbox, catalogue) = (start().await, catalogue());
    let source = Banxico::new(http(), sandbox.place("banxico-url"), token(), Quota::in_memory());
    let entries: Vec<&Entry> = catalogue.of("banxico").collect();
    let now = sandbox.now();
    let mut observations = Vec::new();
    for payload in source.fetch(&entries, None, now.date_naive(), now).await.unwrap() {
        let parsed = banxico::parse(&payload, catalogue).unwrap();
        assert_eq!(parsed.findings, []);
        observations.extend(parsed.observations);
    }
    assert_whole(&sandbox, &entries, &observations);
    let mut described = Vec::new();
    for payload in source.metadata(&entries, now).await.unwrap() {
        described.extend(banxico::metadata(&payload.bytes).unwrap().into_iter().map(|row| Described {
            key: row.key,
            title: Some(row.title),
            unit: Some(row.unit),
            frequency: Frequency::from_spanish(&row.frequency).map(|found| found.name().to_owned()),
            first: row.first,
            last: row.last,
            ..Described::default()
        }));
    }
    assert_eq!(check(entries, &described), []);
    assert!(!sandbox.counters().is_any_refused());
}

#[tokio::test]
async fn inegi_is_read_without_a_finding_and_described_as_the_catalogue_says() {
    let (sandbox, catalogue) = (start().await, catalogue());
    let source = Inegi::new(http(), sandbox.place("inegi-url"), token());
    let entries: Vec<&Entry> = catalogue.of("inegi").collect();
    let (mut observations, mut described) = (Vec::new(), Vec::new());
    for payload in source.fetch(&entries, sandbox.now()).await.unwrap() {
        let parsed = inegi::parse(&payload, catalogue).unwrap();
        assert_eq!(parsed.findings, []);
        observations.extend(parsed.observations);
        described.extend(inegi::described(&payload, catalogue).unwrap());
    }
    assert_whole(&sandbox, &entries, &observations);
    assert_eq!(check(entries, &described), []);
}

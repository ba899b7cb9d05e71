//! A forecaster into a snapshot.

use super::{
    ARRIVALS, BEFORE, FORMAT, GAIN, HEAD, MONITORS, Manifest, PANEL, PENDING, Part, PartRef, RECIPE, STATE,
    Snapshot, WINDOW, digest,
};
use crate::ENGINE_REVISION;
use crate::forecaster::Forecaster;
use crate::series::SeriesId;
use crate::{day, pending, window};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;

/// Encodes the complete state. The same state gives the same bytes.
pub fn encode(forecaster: &Forecaster) -> Snapshot {
    let mut parts = vec![
        part(RECIPE.to_owned(), &forecaster.recipe),
        part(STATE.to_owned(), &(&forecaster.origin, &forecaster.moments, &forecaster.scale)),
        part(MONITORS.to_owned(), &forecaster.monitors),
        part(BEFORE.to_owned(), &forecaster.before),
        part(ARRIVALS.to_owned(), &forecaster.arrivals.all().collect::<Vec<_>>()),
    ];
    for head in &forecaster.heads {
        let days = u16::from(head.horizon());
        parts.push(part(format!("{HEAD}{days:03}"), &head.voice()));
        parts.push(part(format!("{GAIN}{days:03}"), head.ridge().gain()));
    }
    parts.extend(blocks(PENDING, pending::BLOCK, forecaster.pending.numbered()));
    parts.extend(blocks(WINDOW, window::BLOCK, forecaster.window.numbered()));
    parts.extend(panel(forecaster));
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    let refs =
        parts.iter().map(|part| PartRef { name: part.name.clone(), digest: digest(&part.bytes) }).collect();
    let manifest = bytes(&Manifest { format: FORMAT, engine_revision: ENGINE_REVISION, parts: refs });
    Snapshot { manifest, parts }
}

fn part(name: String, content: &impl Serialize) -> Part {
    Part { name, bytes: bytes(content) }
}

/// Encoding into memory fails only for types that postcard cannot write, and the tests write them all.
#[expect(
    clippy::expect_used,
    reason = "no state of the engine holds an unsized sequence or overflows memory"
)]
pub(super) fn bytes(content: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(content).expect("engine state encodes")
}

/// Numbered items in blocks whose borders are multiples of `size`: a full block never changes again.
fn blocks<'a, T: Serialize + 'a>(
    prefix: &str,
    size: usize,
    items: impl Iterator<Item = (u64, &'a T)>,
) -> Vec<Part> {
    let mut blocks: BTreeMap<u64, Vec<(u64, &T)>> = BTreeMap::new();
    for (number, item) in items {
        blocks.entry(number / size as u64).or_default().push((number, item));
    }
    blocks.iter().map(|(block, items)| part(format!("{prefix}{block:06}"), items)).collect()
}

type Cells<'a> = BTreeMap<&'a SeriesId, Vec<(i32, f64)>>;

/// The panel by quarters: only the current one changes in a day.
fn panel(forecaster: &Forecaster) -> Vec<Part> {
    let mut quarters: BTreeMap<String, Cells<'_>> = BTreeMap::new();
    for series in forecaster.panel.series() {
        for (period, value) in forecaster.panel.track(series) {
            let cells = quarters.entry(quarter(*period)).or_default();
            cells.entry(series).or_default().push((day::number(*period), *value));
        }
    }
    quarters.iter().map(|(name, cells)| part(name.clone(), cells)).collect()
}

fn quarter(period: NaiveDate) -> String {
    format!("{PANEL}{:04}q{}", period.year(), period.month0() / 3 + 1)
}

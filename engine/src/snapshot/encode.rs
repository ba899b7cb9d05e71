//! A forecaster into a snapshot.

use super::manifest::{FORMAT, Manifest, Part, PartRef, Snapshot};
use super::names::{
    AGENDA, ARRIVALS, BATCH, BEFORE, CUT, DYNAMICS, GARCH, GAUGES, HEAD, MEMORY, MONITORS, MONITORS_BEFORE,
    PANEL, PENDING, RECIPE, RETURNS, SCORES, SCORES_BEFORE, STANDING, STATE, WINDOW,
};
use crate::ENGINE_REVISION;
use crate::data::digest::digest;
use crate::data::series::SeriesId;
use crate::experts::location::Speaker;
use crate::experts::refit::RefitLearner;
use crate::forecast::anchor::HeadModel;
use crate::forecaster::Forecaster;
use crate::judging::{pending, recent_rows};
use crate::time::day;
use crate::time::horizon::ANCHORS;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many daily returns are one part.
const RETURNS_BLOCK: usize = 256;

/// Encodes the complete state. The same state gives the same bytes.
pub fn encode(forecaster: &Forecaster) -> Snapshot {
    let mut parts = vec![
        part(RECIPE, &forecaster.recipe),
        part(STATE, &(&forecaster.origin, &forecaster.scales.moments)),
        part(AGENDA, &forecaster.agenda),
        part(STANDING, &forecaster.standing()),
        part(DYNAMICS, &forecaster.garch.dynamics()),
        part(GARCH, &forecaster.garch.gjr()),
        part(GAUGES, &forecaster.scales),
        part(BEFORE, &(&forecaster.before.day, &forecaster.before.scales)),
        part(MONITORS_BEFORE, &forecaster.before.monitors),
        part(SCORES_BEFORE, &forecaster.before.scoreboard),
        part(CUT, &forecaster.cut),
        part(MONITORS, &forecaster.monitors),
        part(SCORES, &forecaster.scoreboard),
        part(ARRIVALS, &(forecaster.moment_seconds(), forecaster.arrivals.all().collect::<Vec<_>>())),
    ];
    for ((head, model), horizon) in forecaster.heads.iter().zip(forecaster.head_models()).zip(ANCHORS) {
        let days = u16::from(horizon);
        let (model, learners) = without_refit_learners(model);
        parts.push(part(&format!("{HEAD}{days:03}"), &model));
        parts.push(part(&format!("{BATCH}{days:03}"), &learners));
        parts.push(part(&format!("{MEMORY}{days:03}"), &head.memory()));
    }
    let returns = (0..).zip(forecaster.garch.returns());
    parts.extend(blocks(RETURNS, RETURNS_BLOCK, returns));
    parts.extend(blocks(PENDING, pending::BLOCK, forecaster.pending.numbered()));
    parts.extend(blocks(WINDOW, recent_rows::BLOCK, forecaster.recent_rows.numbered()));
    parts.extend(panel(forecaster));
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    let refs =
        parts.iter().map(|part| PartRef { name: part.name.clone(), digest: digest(&part.bytes) }).collect();
    let manifest = bytes(&Manifest { format: FORMAT, engine_revision: ENGINE_REVISION, parts: refs });
    Snapshot { manifest, parts }
}

/// What refits have brought changes a few times a year: it is a part of its own.
fn without_refit_learners(mut model: HeadModel) -> (HeadModel, Vec<RefitLearner>) {
    let mut learners = Vec::new();
    for speaker in &mut model.location {
        if let Speaker::Refit(learner) = speaker {
            learners.push(std::mem::replace(learner, RefitLearner::Silent));
        }
    }
    (model, learners)
}

fn part(name: &str, content: &impl Serialize) -> Part {
    Part { name: name.to_owned(), bytes: bytes(content) }
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
    blocks.iter().map(|(block, items)| part(&format!("{prefix}{block:06}"), items)).collect()
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
    quarters.iter().map(|(name, cells)| part(name, cells)).collect()
}

fn quarter(period: NaiveDate) -> String {
    format!("{PANEL}{:04}q{}", period.year(), period.month0() / 3 + 1)
}

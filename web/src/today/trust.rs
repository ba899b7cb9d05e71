//! Whether the central 80 % intervals of one day have held: yesterday's, the last ones, and all of them.

use super::fan::rate;
use crate::app::failed;
use crate::problem::Trouble;
use crate::view::View;
use chrono::NaiveDate;
use paridad_engine::forecast::record::Outcome;
use paridad_engine::time::horizon::{ANCHORS, Horizon};
use paridad_store::Reader;
use paridad_wire as wire;
use std::collections::BTreeMap;

/// The horizon that is looked at, and its place among the anchors.
const HORIZON: Horizon = ANCHORS[0];
const PLACE: usize = 0;

/// The shares below the ends of the interval.
const ENDS: [f64; 2] = [0.1, 0.9];

/// How many of the last intervals are counted.
const LAST: u32 = 60;

/// Whether they have held, as far as the version that speaks knows.
pub(super) fn trust(reader: &Reader, shown: &View, yesterday: Option<&View>) -> Result<wire::Trust, Trouble> {
    Ok(wire::Trust {
        yesterday: yesterday.map(|yesterday| judged(yesterday, shown)).transpose()?.flatten(),
        hits: hits(reader, shown)?,
        coverage: coverage(shown),
    })
}

/// The interval of one origin earlier and what came, if it spoke of the day from which is spoken now.
fn judged(yesterday: &View, shown: &View) -> Result<Option<wire::Judged>, Trouble> {
    let outlook = yesterday.model.outlook(HORIZON);
    let (day, value) = (shown.model.origin.day, shown.model.spot());
    if yesterday.model.target_day(HORIZON) != day {
        return Ok(None);
    }
    let [low, high] = [rate(&outlook, ENDS[0])?, rate(&outlook, ENDS[1])?];
    let (origin, held) = (yesterday.model.origin.day, (low..=high).contains(&value));
    Ok(Some(wire::Judged { origin, horizon: HORIZON.into(), low, high, value, day, held }))
}

/// Of the last intervals that were put on record, how many held: those of the recipe that speaks, which are those since the last
/// promotion.
fn hits(reader: &Reader, shown: &View) -> Result<wire::Hits, Trouble> {
    let row = &shown.speaking;
    let mut promoted = reader.last_promoted(row.number).map_err(failed)?;
    // Who speaks again may be older than what was promoted meanwhile.
    while let Some(later) = promoted.as_ref().filter(|promoted| promoted.event > row.event) {
        promoted = reader.last_promoted(later.number - 1).map_err(failed)?;
    }
    let since = promoted.map_or(0, |promoted| promoted.event);
    let mut held: BTreeMap<NaiveDate, bool> = BTreeMap::new();
    for record in reader.outcomes_until::<Vec<Outcome>>(row.event).map_err(failed)?.rev() {
        // What an engine of long ago put on record is in a form that is no longer read.
        let Ok((event, outcomes)) = record else { break };
        if event <= since || held.len() >= LAST as usize {
            break;
        }
        for outcome in outcomes.into_iter().rev().filter(|outcome| outcome.horizon == HORIZON) {
            // A day that was revised has been judged twice: the last time counts.
            held.entry(outcome.origin).or_insert((ENDS[0]..=ENDS[1]).contains(&outcome.pit));
        }
    }
    let last = held.values().rev().take(LAST as usize);
    let (judged, inside) = last.fold((0, 0), |(all, inside), held| (all + 1, inside + u32::from(*held)));
    Ok(wire::Hits { asked: LAST, judged, inside })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of what was counted")]
fn coverage(shown: &View) -> wire::Coverage {
    let Some(row) = shown.scoreboard.row(PLACE, None) else { return wire::Coverage { judged: 0, inside: 0 } };
    wire::Coverage { judged: row.count, inside: (row.cover80 * f64::from(row.count)).round() as u32 }
}

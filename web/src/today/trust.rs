//! Whether the central 80 % intervals of one day have held: yesterday's, the last ones, and all of them.

use super::fan::rate;
use crate::app::failed;
use crate::problem::Trouble;
use crate::view::View;
use crate::view::outcomes::ONE_DAY;
use paridad_store::Reader;
use paridad_wire as wire;

/// The place among the anchors of the horizon that is looked at.
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
    let outlook = yesterday.model.outlook(ONE_DAY);
    let (day, value) = (shown.model.origin.day, shown.model.spot());
    if yesterday.model.target_day(ONE_DAY) != day {
        return Ok(None);
    }
    let [low, high] = [rate(&outlook, ENDS[0])?, rate(&outlook, ENDS[1])?];
    let (origin, held) = (yesterday.model.origin.day, (low..=high).contains(&value));
    Ok(Some(wire::Judged { origin, horizon: ONE_DAY.into(), low, high, value, day, held }))
}

/// Of the last intervals that were put on record, how many held.
fn hits(reader: &Reader, shown: &View) -> Result<wire::Hits, Trouble> {
    let held = shown.last_outcomes(reader, LAST as usize).map_err(failed)?;
    let held = held.values().rev().take(LAST as usize).map(|came| (ENDS[0]..=ENDS[1]).contains(&came.pit));
    let (judged, inside) = held.fold((0, 0), |(all, inside), held| (all + 1, inside + u32::from(held)));
    Ok(wire::Hits { asked: LAST, judged, inside })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of what was counted")]
fn coverage(shown: &View) -> wire::Coverage {
    let Some(row) = shown.scoreboard.row(PLACE, None) else { return wire::Coverage { judged: 0, inside: 0 } };
    wire::Coverage { judged: row.count, inside: (row.cover80 * f64::from(row.count)).round() as u32 }
}

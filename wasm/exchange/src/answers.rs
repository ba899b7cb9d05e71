//! How the server's answers are read: a member of JSON for each member of the struct, by its name.

mod change;
mod freshness;
mod judged;
mod precedents;
mod review;
mod series;
mod sources;
mod versions;

use crate::json::{Json, Read, read};
use paridad_wire::{
    Bound, Concern, Forecast, Maturity, Point, Problem, Provenance, Quantile, Series, Status, Touch,
};

read! {
    Provenance {
        target, target_title, version, snapshot, engine_revision, origin, origin_at, spot, late_days, stale, pinned
    }
    Status { learned_version, learned_day, software, concerns; in provenance }
    Concern { matter, since, detail }
    Maturity { horizon, day, moved_from, extended }
    Quantile { level, rate }
    Point { day, value }
    Series { id, unit, origin, as_of, points }
}

impl Read for Forecast {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            provenance: Read::read(json)?,
            maturity: json.member("maturity")?,
            point: json.member("point")?,
            log_move: json.member("log_move")?,
            quantiles: json.member("quantiles")?,
            touch: json.member("touch")?,
            // The page asks for none of these: the engine beside it has them.
            scenario: None,
            probability: None,
            probability_below: None,
            shortfall: None,
        })
    }
}

impl Read for Touch {
    fn read(json: &Json) -> Option<Self> {
        let bound = json.member::<Option<String>>("bound")?;
        let bound = bound.map(|bound| if bound == "at_least" { Bound::AtLeast } else { Bound::AtMost });
        Some(Self { rate: json.member("rate")?, probability: json.member("probability")?, bound })
    }
}

impl Read for Problem {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            kind: json.member("type")?,
            title: json.member("title")?,
            status: json.member("status")?,
            detail: json.member("detail")?,
            instance: json.member("instance")?,
            code: json.member("code")?,
            cause: json.member("cause")?,
        })
    }
}

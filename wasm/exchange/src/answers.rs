//! How the server's answers are read: a member of JSON for each member of the struct, by its name.

mod change;
mod freshness;
mod judged;
mod precedents;
mod review;
mod series;
mod sources;
mod supposed;
mod today;
mod versions;

use crate::json::{Json, Read, read};
use paridad_wire::{
    Bound, Concern, Forecast, Late, Maturity, Point, Problem, Provenance, Quantile, Series, Status, Touch,
    Waiting,
};

read! {
    Provenance {
        target, target_title, version, speaking, snapshot, engine_revision, origin, origin_at, spot, late_days, stale,
        pinned
    }
    Status { learned_version, learned_day, waiting, late, software, concerns; in provenance }
    Waiting { held, proposals }
    Late { sources, days }
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
            kept: json.member::<Option<bool>>("kept")?.unwrap_or(false),
            touch: json.member("touch")?,
            // The page asks for none of these: the engine beside it has them.
            scenario: None,
            probability: None,
            probability_below: None,
            shortfall: None,
        })
    }
}

impl Read for Bound {
    fn read(json: &Json) -> Option<Self> {
        match String::read(json)?.as_str() {
            "at_most" => Some(Self::AtMost),
            "at_least" => Some(Self::AtLeast),
            _ => None,
        }
    }
}

impl Read for Touch {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            rate: json.member("rate")?,
            probability: json.member("probability")?,
            bound: json.member("bound")?,
        })
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

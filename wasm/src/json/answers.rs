//! How the answers that several parts share are read: a member of JSON for each member of the struct, by its name.

use super::{Json, Read, read};
use paridad_wire::{
    Concern, Forecast, Late, Maturity, Point, Problem, Provenance, Quantile, Series, Status, Waiting,
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
            // The page asks for none of these: the engine in it has them.
            kept: false,
            scenario: None,
            probability: None,
            probability_below: None,
            touch: None,
            shortfall: None,
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

//! How each answer is read: a member of JSON for each member of the struct, by its name.

use super::{Json, Read};
use paridad_wire::{
    Alarm, Concern, Drift, FeatureDrift, Forecast, Maturity, Point, Problem, Provenance, Quantile, Ratio,
    ScoreRow, Scores, Series, Significance, Status, Version, VersionKind, Versions,
};

/// Reads structs member by member; `in` names a struct whose members stand among the others.
macro_rules! read {
    ($($kind:ident { $($name:ident),* $(; in $inner:ident)? })*) => {$(
        impl Read for $kind {
            fn read(json: &Json) -> Option<Self> {
                Some(Self { $($name: json.member(stringify!($name))?,)* $($inner: Read::read(json)?,)? })
            }
        }
    )*};
}

read! {
    Provenance {
        target, target_title, version, snapshot, engine_revision, origin, origin_at, spot, late_days, stale, pinned
    }
    Status { learned_version, learned_day, software, concerns; in provenance }
    Concern { matter, since, detail }
    Maturity { horizon, day, moved_from }
    Quantile { level, rate }
    Ratio { value, relative }
    Significance { statistic, p_value }
    ScoreRow {
        horizon, regime, count, independent, crps, pinball, tail_pinball, winkler80, winkler95, rmse, mae, cover80, cover95,
        pit, significance
    }
    Scores { rows; in provenance }
    Point { day, value }
    Series { id, unit, origin, as_of, points }
    FeatureDrift { feature, reference, current, psi, ks, ks_adjusted_p, drifted }
    Alarm { day, watched, detector }
    Drift {
        reference_days, current_days, psi_threshold, p_threshold, features, residuals_seen, alarms; in provenance
    }
    Version {
        number, returnable, day, snapshot, engine_revision, created_at, actor, unnamed, reason, speaks; in kind
    }
    Versions { speaking, pinned, versions }
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
            probability: None,
            probability_below: None,
            touch: None,
            shortfall: None,
        })
    }
}

impl Read for VersionKind {
    fn read(json: &Json) -> Option<Self> {
        Some(match json.member::<String>("kind")?.as_str() {
            "bundled" => Self::Bundled,
            "learned" => Self::Learned,
            "upgrade" => Self::Upgrade,
            "rollback" => Self::Rollback { rollback_to: json.member("rollback_to")? },
            "resume" => Self::Resume,
            "challenger" => Self::Challenger,
            "promoted" => Self::Promoted { challenger: json.member("challenger")? },
            "without" => Self::Without { batch: json.member("batch")? },
            "put_back" => Self::PutBack { batch: json.member("batch")? },
            _ => return None,
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

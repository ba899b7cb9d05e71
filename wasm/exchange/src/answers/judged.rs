//! How scores and drift are read.

use crate::json::read;
use paridad_wire::{
    Alarm, Distribution, Drift, FalseAlarms, FeatureDrift, Ratio, RollingCoverage, RollingDay, ScoreRow,
    Scores, Significance,
};

read! {
    Ratio { value, relative }
    Significance { statistic, p_value }
    ScoreRow {
        horizon, regime, count, independent, crps, pinball, tail_pinball, winkler80, winkler95, rmse, mae, cover80, cover95,
        pit, significance
    }
    RollingDay { day, judged, inside80, inside95 }
    RollingCoverage { horizon, window, days }
    Scores { rows, rolling; in provenance }
    Distribution { low, high, reference, current }
    FeatureDrift { feature, reference, current, psi, ks, ks_adjusted_p, drifted, distribution }
    Alarm { day, watched, detector }
    FalseAlarms { watched, detector, per_thousand_days }
    Drift {
        reference_days, current_days, psi_threshold, p_threshold, features, residuals_seen, alarms, false_alarms; in provenance
    }
}

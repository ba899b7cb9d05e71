//! How scores and drift are read.

use crate::json::read;
use paridad_wire::{Alarm, Drift, FeatureDrift, Ratio, ScoreRow, Scores, Significance};

read! {
    Ratio { value, relative }
    Significance { statistic, p_value }
    ScoreRow {
        horizon, regime, count, independent, crps, pinball, tail_pinball, winkler80, winkler95, rmse, mae, cover80, cover95,
        pit, significance
    }
    Scores { rows; in provenance }
    FeatureDrift { feature, reference, current, psi, ks, ks_adjusted_p, drifted }
    Alarm { day, watched, detector }
    Drift {
        reference_days, current_days, psi_threshold, p_threshold, features, residuals_seen, alarms; in provenance
    }
}

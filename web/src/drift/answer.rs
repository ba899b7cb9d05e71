//! How inputs and residuals have drifted.

use crate::app::Audience;
use crate::view::View;
use paridad_engine::judging::drift::report::{P_DRIFT, PSI_DRIFT};
use paridad_engine::judging::monitors::{Kind, Watched};
use paridad_wire as wire;

impl View {
    /// How inputs and residuals have drifted.
    pub(crate) fn drift(&self, audience: Audience) -> wire::Drift {
        let features = self
            .drift
            .iter()
            .map(|feature| wire::FeatureDrift {
                feature: feature.name.clone(),
                reference: feature.n_reference,
                current: feature.n_current,
                psi: feature.psi,
                ks: feature.ks.map(|ks| ks.statistic),
                ks_adjusted_p: feature.ks_adjusted_p,
                drifted: feature.drifted,
                distribution: feature.distribution.as_ref().map(|own| wire::Distribution {
                    low: own.low,
                    high: own.high,
                    reference: own.reference.to_vec(),
                    current: own.current.to_vec(),
                }),
            })
            .collect();
        let alarms = self
            .alarms
            .iter()
            .map(|alarm| wire::Alarm {
                day: alarm.day,
                watched: alarm.watched.name().to_owned(),
                detector: alarm.kind.name().to_owned(),
            })
            .collect();
        wire::Drift {
            provenance: self.provenance(audience),
            reference_days: self.window.reference,
            current_days: self.window.current,
            psi_threshold: PSI_DRIFT,
            p_threshold: P_DRIFT,
            features,
            residuals_seen: self.residuals_seen,
            alarms,
            false_alarms: false_alarms(),
        }
    }
}

/// How often each detector cries where nothing has changed.
fn false_alarms() -> Vec<wire::FalseAlarms> {
    let of = |(watched, kind): (Watched, Kind)| wire::FalseAlarms {
        watched: watched.name().to_owned(),
        detector: kind.name().to_owned(),
        per_thousand_days: kind.false_alarms(watched),
    };
    let watched = [Watched::Residual, Watched::Size].into_iter();
    watched.flat_map(|watched| [Kind::Adwin, Kind::PageHinkley].map(|kind| (watched, kind))).map(of).collect()
}

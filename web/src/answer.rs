//! What a view answers, for the API and the command line alike.

use crate::conductor::ConductorError;
use crate::problem::Trouble;
use crate::view::{OWN_REVISION, View};
use crate::wording::{Language, target_title};
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::horizon::Horizon;
use paridad_engine::level::{LEVELS, Level};
use paridad_engine::outlook::Outlook;
use paridad_store::{Reader, StoreError, VersionKind, VersionRow};
use paridad_wire as wire;

/// For whom and when an answer is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) language: Language,
    pub(crate) now: DateTime<Utc>,
}

/// Which day is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Maturity {
    Days(u16),
    Day(NaiveDate),
}

/// The horizon that is spoken of where none is asked for: a month of publication days.
pub(crate) const DEFAULT_HORIZON: u16 = 21;

impl View {
    /// Who speaks, from when, and how old that is.
    pub(crate) fn spoken(&self, asked: Asked) -> wire::Spoken {
        let late_days = self.late_days(asked.now);
        wire::Spoken {
            target: self.voice.recipe.target_name.clone(),
            target_title: target_title(&self.voice, asked.language),
            version: self.speaking.number,
            snapshot: self.speaking.snapshot.to_string(),
            // The engine that computes this very answer, whichever one learned the version.
            engine_revision: OWN_REVISION,
            origin: self.voice.origin.day,
            origin_at: self.voice.origin.at,
            spot: self.voice.spot(),
            late_days,
            stale: late_days > 1,
            pinned: self.pinned(),
        }
    }

    /// The state of the service.
    pub(crate) fn status(&self, asked: Asked) -> wire::Status {
        wire::Status {
            spoken: self.spoken(asked),
            learned_version: self.learned.number,
            learned_day: self.learned.day,
            software: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// The forecast of a maturity; the 21 levels where no others are asked for.
    pub(crate) fn forecast(
        &self,
        maturity: Maturity,
        levels: &[Level],
        above: Option<f64>,
        asked: Asked,
    ) -> Result<wire::Forecast, Trouble> {
        let (maturity, outlook) = self.reach(maturity)?;
        let quantile = |level: f64, log_move| wire::Quantile { level, rate: outlook.rate(log_move) };
        let quantiles = if levels.is_empty() {
            LEVELS.into_iter().zip(outlook.quantiles()).map(|(level, log)| quantile(level, log)).collect()
        } else {
            ascending(levels).map(|level| quantile(level.into(), outlook.quantile(level))).collect()
        };
        let probability = above
            .map(|rate| {
                let above = outlook.probability_above(rate).ok_or(Trouble::Rate(rate))?;
                Ok::<_, Trouble>(wire::Probability { rate, above })
            })
            .transpose()?;
        Ok(wire::Forecast {
            spoken: self.spoken(asked),
            maturity,
            point: outlook.point_rate(),
            log_move: outlook.prediction().point(),
            quantiles,
            probability,
        })
    }

    /// Why the point forecast of a maturity is what it is.
    pub(crate) fn explanation(&self, maturity: Maturity, asked: Asked) -> Result<wire::Explanation, Trouble> {
        let (maturity, outlook) = self.reach(maturity)?;
        let logs = outlook.prediction();
        let rates = outlook.contributions_in_rate();
        let origin = &self.voice.origin;
        let standardised = self.voice.moments.standardise(&origin.row);
        let parts =
            logs.contributions.iter().zip(&rates.contributions).zip(origin.row.iter().zip(standardised));
        let contributions = self
            .voice
            .recipe
            .features
            .iter()
            .zip(parts)
            .map(|(feature, ((log_move, rate), (value, standardised)))| wire::Contribution {
                feature: feature.name.clone(),
                value: *value,
                standardised,
                log_move: *log_move,
                rate: *rate,
            })
            .collect();
        Ok(wire::Explanation {
            spoken: self.spoken(asked),
            maturity,
            point: outlook.point_rate(),
            log_move: logs.point(),
            base_log_move: logs.base,
            base_rate: rates.base,
            contributions,
        })
    }

    /// How inputs and residuals have drifted.
    pub(crate) fn drift(&self, asked: Asked) -> wire::Drift {
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
            spoken: self.spoken(asked),
            reference_days: self.window.reference,
            current_days: self.window.current,
            psi_threshold: paridad_engine::drift::report::PSI_DRIFT,
            p_threshold: paridad_engine::drift::report::P_DRIFT,
            features,
            residuals_seen: self.residuals_seen,
            alarms,
        }
    }

    fn reach(&self, maturity: Maturity) -> Result<(wire::Maturity, Outlook), Trouble> {
        let horizon = match maturity {
            Maturity::Days(days) => Horizon::try_from(days)?,
            Maturity::Day(day) => self.voice.horizon(day)?,
        };
        let day = self.voice.target_day(horizon);
        let moved_from = match maturity {
            Maturity::Day(wanted) if wanted != day => Some(wanted),
            _ => None,
        };
        Ok((wire::Maturity { horizon: horizon.into(), day, moved_from }, self.voice.outlook(horizon)))
    }
}

/// The levels in their order, each once.
fn ascending(levels: &[Level]) -> impl Iterator<Item = Level> {
    let mut levels = levels.to_vec();
    levels.sort_by(|a, b| f64::from(*a).total_cmp(&f64::from(*b)));
    levels.dedup();
    levels.into_iter()
}

/// The newest versions, or those `before` a number. The archive is read once, so that the list and its speaker belong
/// together.
pub(crate) fn versions(
    reader: &Reader,
    limit: usize,
    before: Option<u64>,
) -> Result<wire::Versions, ConductorError> {
    let speaking = reader.speaking()?.ok_or(ConductorError::Empty)?;
    let is_later = |row: &VersionRow| before.is_some_and(|before| row.number >= before);
    let rows = reader.versions()?.skip_while(|row| row.as_ref().is_ok_and(is_later)).take(limit);
    let versions = rows.map(|row| Ok(version(&row?, speaking.number)));
    Ok(wire::Versions {
        speaking: speaking.number,
        pinned: speaking.pins(),
        versions: versions.collect::<Result<_, StoreError>>()?,
    })
}

/// A version as the API shows it.
pub(crate) fn version(row: &VersionRow, speaking: u64) -> wire::Version {
    let (kind, rollback_to) = match row.kind {
        VersionKind::Bundled => ("bundled", None),
        VersionKind::Learned => ("learned", None),
        VersionKind::Rollback { to } => ("rollback", Some(to)),
        VersionKind::Resume => ("resume", None),
        VersionKind::Upgrade => ("upgrade", None),
    };
    wire::Version {
        number: row.number,
        kind: kind.to_owned(),
        rollback_to,
        day: row.day,
        snapshot: row.snapshot.to_string(),
        engine_revision: row.engine_revision,
        created_at: row.created_at,
        actor: row.actor.clone(),
        reason: row.reason.clone(),
        speaks: row.number == speaking,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_given_in_their_order_and_once() {
        let levels = [0.9, 0.1, 0.9, 0.5].map(|level| Level::try_from(level).unwrap());
        let given: Vec<f64> = ascending(&levels).map(f64::from).collect();
        assert_eq!(given, [0.1, 0.5, 0.9]);
    }
}

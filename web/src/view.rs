//! What readers see: one version, whole and immutable.

use chrono::{DateTime, Utc};
use paridad_engine::calendar::Calendar;
use paridad_engine::drift::report::{Column, FeatureDrift, Window, report};
use paridad_engine::forecaster::Forecaster;
use paridad_engine::monitors::Alarm;
use paridad_engine::voice::Voice;
use paridad_engine::{ENGINE_REVISION, zone};
use paridad_store::VersionRow;
use std::sync::Arc;

/// One version, whole and immutable.
#[derive(Debug)]
pub(crate) struct View {
    /// The version that speaks.
    pub(crate) speaking: VersionRow,
    /// The newest version that has learned.
    pub(crate) learned: VersionRow,
    /// What the speaking version speaks with.
    pub(crate) voice: Voice,
    /// The same, packed for a browser.
    pub(crate) packed: Arc<[u8]>,
    /// How its features have drifted.
    pub(crate) drift: Vec<FeatureDrift>,
    /// The windows they were compared in.
    pub(crate) window: Window,
    /// The alarms on its residuals.
    pub(crate) alarms: Vec<Alarm>,
    /// How many residuals its detectors have seen.
    pub(crate) residuals_seen: u32,
}

impl View {
    /// The view of `speaking`, whose state is `state`.
    pub(crate) fn new(
        speaking: VersionRow,
        learned: VersionRow,
        state: &Forecaster,
        voice: Voice,
        packed: Arc<[u8]>,
    ) -> Self {
        let features = state.recipe().features.iter().enumerate();
        let columns: Vec<Column> = features
            .map(|(index, feature)| Column {
                name: feature.name.clone(),
                span: feature.span(),
                rows: state.feature_history(index),
            })
            .collect();
        let window = Window::default();
        Self {
            drift: report(&columns, window),
            window,
            alarms: state.monitors().alarms().to_vec(),
            residuals_seen: state.monitors().seen(),
            speaking,
            learned,
            voice,
            packed,
        }
    }

    /// Whether a person has pinned the version that speaks.
    pub(crate) fn pinned(&self) -> bool {
        self.speaking.pins()
    }

    /// How many publication days are overdue at `now`.
    pub(crate) fn late_days(&self, now: DateTime<Utc>) -> usize {
        late_days(self.voice.calendar(), self.voice.origin.day, now)
    }
}

/// The number of publication days after `day` that had come out by `now`.
fn late_days(calendar: Calendar, day: chrono::NaiveDate, now: DateTime<Utc>) -> usize {
    let published = |day| match calendar {
        Calendar::Target => zone::ecb_publication(day),
        Calendar::MexicanBanks => zone::mexico_noon(day),
    };
    let today = now.date_naive();
    let due = calendar.distance(day, today);
    let not_yet = calendar.is_open(today) && today > day && published(today) > now;
    due - usize::from(not_yet)
}

/// The engine of this binary.
pub(crate) const OWN_REVISION: u32 = ENGINE_REVISION;

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn a_day_is_late_once_the_next_one_was_due() {
        let friday = NaiveDate::from_ymd_opt(2026, 10, 30).unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(late_days(Calendar::Target, friday, at("2026-10-30T23:00:00Z")), 0);
        assert_eq!(late_days(Calendar::Target, friday, at("2026-11-02T14:59:00Z")), 0, "not due yet");
        assert_eq!(late_days(Calendar::Target, friday, at("2026-11-02T15:00:00Z")), 1);
        assert_eq!(late_days(Calendar::Target, friday, at("2026-11-20T18:00:00Z")), 15);
    }
}

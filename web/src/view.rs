//! What readers see: one version, whole and immutable.

mod answers;
pub(crate) mod concerns;
pub(crate) mod forecast_record;
pub(crate) mod happenings;
pub(crate) mod outcomes;
mod version_kind;

pub(crate) use version_kind::version_kind;

pub(crate) use answers::Answers;

use arc_swap::ArcSwapOption;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use concerns::Concerns;
use happenings::Happenings;
use paridad_engine::ENGINE_REVISION;
use paridad_engine::data::availability::Availability;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::forecast::model::Model;
use paridad_engine::judging::drift::report::{Column, FeatureDrift, Window, report};
use paridad_engine::judging::history::History;
use paridad_engine::judging::monitors::Alarm;
use paridad_engine::judging::scoreboard::Scoreboard;
use paridad_store::VersionRow;
use paridad_wire::Happening;
use std::sync::Arc;

/// Where the newest view is found; empty until there is one.
pub(crate) type Published = Arc<ArcSwapOption<View>>;

/// One version, whole and immutable.
#[derive(Debug)]
pub(crate) struct View {
    /// The version that this is the view of: the one that speaks, unless another one was asked for.
    pub(crate) speaking: VersionRow,
    /// Whether it speaks now.
    pub(crate) speaks: bool,
    /// Where its answers come from.
    pub(crate) answers: Answers,
    /// The newest version that has learned.
    pub(crate) learned: VersionRow,
    /// What the speaking version speaks with.
    pub(crate) model: Model,
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
    /// How good its forecasts have been.
    pub(crate) scoreboard: Scoreboard,
    /// Whether all of it is synthetic.
    pub(crate) synthetic: bool,
    /// What somebody should look after now, whatever version speaks.
    pub(crate) concerns: Concerns,
    /// Until when the calendar of each kind of scheduled events reaches, as far as one is known.
    pub(crate) calendars: Vec<(Scheduled, NaiveDate)>,
}

/// So many days before its last one a calendar is a concern: a month's forecast misses events two weeks later.
const ENDING_DAYS: i64 = 45;

/// A calendar that ends soon, or has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ending {
    /// Of what.
    pub(crate) kind: Scheduled,
    /// Its last day.
    pub(crate) until: NaiveDate,
    /// How many days are left, below zero where it has ended.
    pub(crate) days_left: i64,
    /// The day from which on somebody should look after it.
    pub(crate) since: NaiveDate,
}

impl View {
    /// The view of `speaking`, which speaks, whose state that can speak is `model` and which remembers `history`.
    pub(crate) fn new(
        speaking: VersionRow,
        learned: VersionRow,
        history: &History,
        model: Model,
        packed: Arc<[u8]>,
    ) -> Self {
        let features = model.recipe.features.iter().enumerate();
        let columns: Vec<Column> = features
            .map(|(index, feature)| Column {
                name: feature.name.clone(),
                span: feature.span(),
                rows: history.feature_history(index),
            })
            .collect();
        let window = Window::default();
        Self {
            drift: report(&columns, window),
            window,
            alarms: history.monitors().alarms().to_vec(),
            residuals_seen: history.monitors().seen(),
            scoreboard: history.scoreboard().clone(),
            speaking,
            speaks: true,
            answers: Answers::Computed,
            learned,
            model,
            packed,
            synthetic: false,
            concerns: Concerns::default(),
            calendars: Vec::new(),
        }
    }

    /// The calendars of events that end soon at `now`, or have ended. One that was never filled is none of them: nobody waits for it.
    pub(crate) fn ending(&self, now: DateTime<Utc>) -> impl Iterator<Item = Ending> {
        let ending = move |(kind, until): &(Scheduled, NaiveDate)| {
            let days_left = (*until - now.date_naive()).num_days();
            let since = *until - TimeDelta::days(ENDING_DAYS);
            (days_left <= ENDING_DAYS).then_some(Ending { kind: *kind, until: *until, days_left, since })
        };
        self.calendars.iter().filter_map(ending)
    }

    /// Whether a person has pinned the version that speaks.
    pub(crate) fn pinned(&self) -> bool {
        self.speaks && self.speaking.pins()
    }

    /// How many publication days are overdue at `now`.
    pub(crate) fn late_days(&self, now: DateTime<Utc>) -> usize {
        let model = &self.model;
        let rule = Availability::of(model.recipe.target.leading());
        rule.overdue(model.calendar(), model.origin.day, now)
    }

    /// Tells who speaks, how late that is and what drifts, as far as it was not told before.
    pub(crate) fn tell(&self, happenings: &Happenings, now: DateTime<Utc>) {
        let Self { speaking, learned, .. } = self;
        let newer = if speaking.number < learned.number { learned } else { speaking };
        happenings.tell_standing(Happening::Version {
            version: speaking.number,
            origin: self.model.origin.day,
            pinned: self.pinned(),
            learned_version: learned.number,
            learned_day: learned.day,
            kind: version_kind(newer.kind),
        });
        let late_days = self.late_days(now);
        happenings.tell_standing(Happening::Stale { late_days, stale: late_days > 1 });
        happenings.tell_drift(self.alarms.iter().map(|alarm| alarm.day), now);
    }
}

/// The engine of this binary.
pub(crate) const OWN_REVISION: u32 = ENGINE_REVISION;

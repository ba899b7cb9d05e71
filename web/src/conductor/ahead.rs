//! Calendars that upgrades brought to an archive: what is learned anew knows them before all else, as after a first start.
//!
//! Each is one event of the log, before whatever else its upgrade appended. A day of it waits in the state until the moment at
//! which it was announced, so to learn all of it first is to learn each day in its time.

use super::ConductorError;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::Observation;
use paridad_engine::forecaster::Event;
use paridad_store::{Reader, VersionKind, VersionRow};
use std::collections::BTreeMap;

/// What upgrades brought, by the numbers of the events.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Ahead(BTreeMap<u64, Vec<Observation>>);

impl Ahead {
    /// What upgrades had brought when a version was made. A row that cannot be read is passed over: what followed from it is not
    /// reproduced then, and nobody else is kept from going on.
    pub(super) fn at(reader: &Reader, row: &VersionRow) -> Result<Self, ConductorError> {
        let mut ahead = Self::default();
        let readable = reader.versions()?.filter_map(Result::ok);
        let upgrades = readable.filter(|version| version.kind == VersionKind::Upgrade);
        for upgrade in upgrades.filter(|upgrade| upgrade.number <= row.number) {
            let parent = upgrade.parent.map(|parent| reader.version(parent)).transpose()?.flatten();
            if let Some(parent) = parent {
                ahead.add_between(reader, parent.event, upgrade.event)?;
            }
        }
        Ok(ahead)
    }

    /// Adds the calendars among the events after one number and up to another.
    pub(super) fn add_between(
        &mut self,
        reader: &Reader,
        after: u64,
        until: u64,
    ) -> Result<(), ConductorError> {
        for event in reader.events_from::<Event>(after + 1)? {
            let (number, event) = event?;
            if number > until {
                break;
            }
            if let Event::Observed(days) = event
                && days.iter().all(|day| Scheduled::of(&day.series).is_some())
            {
                self.put(number, days);
            }
        }
        Ok(())
    }

    /// Puts what an event holds in the place of what it held.
    pub(super) fn put(&mut self, number: u64, days: Vec<Observation>) {
        self.0.insert(number, days);
    }

    /// Those after an event.
    pub(super) fn after(&self, number: u64) -> Self {
        Self(self.0.range(number + 1..).map(|(number, days)| (*number, days.clone())).collect())
    }

    /// Whether the event of that number is one of them.
    pub(super) fn has(&self, number: u64) -> bool {
        self.0.contains_key(&number)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of their days, as one event.
    pub(super) fn event(&self) -> Event {
        Event::Observed(self.0.values().flatten().cloned().collect())
    }
}

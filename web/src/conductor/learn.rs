//! One day learned: everything that follows from it, in one transaction.

use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::forecast::{Outcome, Utterance};
use paridad_engine::forecaster::{Event, Forecaster, Notice};
use paridad_engine::snapshot::encode;
use paridad_store::{StoreError, VersionKind, VersionRow, Writer};

/// What an event led to.
#[derive(Debug, Default)]
pub(super) struct Learned {
    pub(super) utterances: Vec<Utterance>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) remarks: Vec<String>,
}

impl Learned {
    /// Lets the engine learn an event.
    pub(super) fn from(forecaster: &mut Forecaster, event: &Event) -> Self {
        let mut learned = Self::default();
        for notice in forecaster.apply(event) {
            match notice {
                Notice::Spoke(utterance) => learned.utterances.push(utterance),
                Notice::Revealed(outcome) => learned.outcomes.push(outcome),
                Notice::Revised { observation, was } => learned.remarks.push(format!(
                    "{} of {} was revised from {was} to {}",
                    observation.series, observation.period, observation.value
                )),
                Notice::OutOfReach(observation) => learned.remarks.push(format!(
                    "{} of {} is kept, but too old to be learned from",
                    observation.series, observation.period
                )),
                Notice::Late { day } => {
                    learned.remarks.push(format!("the target of {day} came after a later day"));
                }
                Notice::Drifted(alarm) => {
                    let (watched, kind) = (alarm.watched.name(), alarm.kind.name());
                    learned.remarks.push(format!("drift on {}: {kind} on the {watched}", alarm.day));
                }
            }
        }
        learned
    }

    /// The days from which was spoken anew.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.utterances.iter().map(|utterance| utterance.origin.day)
    }

    /// Appends the event with what it led to, and gives its number.
    pub(super) fn append(&self, event: &Event, writer: &mut Writer<'_>) -> Result<u64, StoreError> {
        let number = writer.append_event(event)?;
        if !self.utterances.is_empty() {
            writer.append_forecasts(number, &self.utterances)?;
        }
        if !self.outcomes.is_empty() {
            writer.append_outcomes(number, &self.outcomes)?;
        }
        Ok(number)
    }
}

/// Who makes a version, when and why.
#[derive(Debug, Clone)]
pub(super) struct Making<'a> {
    pub(super) kind: VersionKind,
    pub(super) at: DateTime<Utc>,
    pub(super) actor: &'a str,
    pub(super) reason: &'a str,
    pub(super) speaks: bool,
    pub(super) parent: Option<u64>,
}

/// Appends a version of the state after `event`; none before it is ready to speak.
pub(super) fn append_version(
    writer: &mut Writer<'_>,
    forecaster: &Forecaster,
    event: u64,
    making: &Making<'_>,
) -> Result<Option<VersionRow>, StoreError> {
    let Some(origin) = forecaster.origin().filter(|_| forecaster.is_ready()) else { return Ok(None) };
    let snapshot = encode(forecaster);
    for part in &snapshot.parts {
        writer.put_part(&part.bytes)?;
    }
    let row = VersionRow {
        number: writer.next_version()?,
        parent: making.parent,
        kind: making.kind,
        event,
        day: origin.day,
        snapshot: writer.put_part(&snapshot.manifest)?,
        engine_revision: crate::view::OWN_REVISION,
        created_at: making.at,
        speaks: making.speaks,
        actor: making.actor.to_owned(),
        reason: making.reason.to_owned(),
    };
    writer.append_version(&row)?;
    Ok(Some(row))
}

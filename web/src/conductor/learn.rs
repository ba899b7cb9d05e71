//! Events learned: what each leads to, and how it is put on record.

use super::refits::{answer, in_words};
use crate::view::forecast_record::{ForecastRecord, Weights};
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::forecast::record::Outcome;
use paridad_engine::forecaster::{Event, Forecaster, Notice};
use paridad_engine::snapshot::{Snapshot, encode};
use paridad_store::{StoreError, VersionKind, VersionRow, Writer};

/// What an event led to.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// What was said, if anything was.
    pub(super) said: Option<ForecastRecord>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) remarks: Vec<String>,
}

impl Learned {
    /// Lets the engine learn an event.
    pub(super) fn from(forecaster: &mut Forecaster, event: &Event) -> Self {
        let (mut learned, mut forecasts) = (Self::default(), Vec::new());
        if let Event::Unfitted { request } = event {
            learned.remarks.push(in_words(request));
        }
        for notice in forecaster.apply(event) {
            match notice {
                Notice::Spoke(forecast) => forecasts.push(forecast),
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
                Notice::Unsound { horizon, expert } => {
                    let (days, name) = (horizon.days(), expert.name(forecaster.recipe()));
                    learned.remarks.push(format!("at {days} days {name} says what is no number, and sleeps"));
                }
                Notice::Speechless { day } => {
                    learned.remarks.push(format!("nothing is said of {day}: it would be no number"));
                }
                Notice::Drifted(alarm) => {
                    let (watched, kind) = (alarm.watched.name(), alarm.kind.name());
                    learned.remarks.push(format!("drift on {}: {kind} on the {watched}", alarm.day));
                }
            }
        }
        if !forecasts.is_empty() {
            learned.said = Some(ForecastRecord { weights: Weights::of(forecaster), forecasts });
        }
        learned
    }

    fn append(&self, event: &Event, writer: &mut Writer<'_>) -> Result<u64, StoreError> {
        let number = writer.append_event(event)?;
        if let Some(said) = &self.said {
            writer.append_forecasts(number, said)?;
        }
        if !self.outcomes.is_empty() {
            writer.append_outcomes(number, &self.outcomes)?;
        }
        Ok(number)
    }
}

/// Events that go on record together, in their order, each with what it led to.
#[derive(Debug, Default)]
pub(super) struct Lesson {
    entries: Vec<(Event, Learned)>,
}

impl Lesson {
    /// Lets the engine learn an event. What the next origin would wait for is answered at once, each refit by an event of
    /// its own: no state that goes on record ever waits.
    pub(super) fn of(forecaster: &mut Forecaster, event: Event) -> Self {
        let mut lesson = Self::default();
        lesson.apply(forecaster, event);
        lesson.answer(forecaster, &mut |_| {});
        lesson
    }

    /// Puts an event on record that the engine learns elsewhere, and that leads to nothing.
    pub(super) fn note(&mut self, event: Event) {
        self.entries.push((event, Learned::default()));
    }

    /// Lets the engine learn one event more.
    pub(super) fn apply(&mut self, forecaster: &mut Forecaster, event: Event) {
        let learned = Learned::from(forecaster, &event);
        self.entries.push((event, learned));
    }

    /// Answers refits as long as an origin waits for them, and shows the state `after` each time. One that fails is an answer
    /// too: what was fitted before is kept.
    pub(super) fn answer(&mut self, forecaster: &mut Forecaster, after: &mut dyn FnMut(&Forecaster)) {
        while forecaster.is_waiting() {
            for (request, fitted) in answer(&forecaster.jobs()) {
                self.apply(forecaster, Event::refitted(request, fitted));
            }
            after(forecaster);
        }
    }

    /// The events, in their order.
    pub(super) fn events(&self) -> impl Iterator<Item = &Event> {
        self.entries.iter().map(|(event, _)| event)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The days from which was spoken anew.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let said = self.entries.iter().filter_map(|(_, learned)| learned.said.as_ref());
        said.flat_map(|said| &said.forecasts).map(|spoken| spoken.origin.day)
    }

    /// What a person should know of it.
    pub(super) fn remarks(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().flat_map(|(_, learned)| &learned.remarks)
    }

    /// Appends the events with what they led to, and gives the number of the last; none if there is none.
    pub(super) fn append(&self, writer: &mut Writer<'_>) -> Result<Option<u64>, StoreError> {
        let mut last = None;
        for (event, learned) in &self.entries {
            last = Some(learned.append(event, writer)?);
        }
        Ok(last)
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

/// A state as it will be kept. Encoding takes as long as writing, and needs no turn of the writer.
#[derive(Debug)]
pub(super) struct Encoded {
    day: NaiveDate,
    snapshot: Snapshot,
}

impl Encoded {
    /// The state; none before it is ready to speak. What is no number is never published.
    pub(super) fn of(forecaster: &Forecaster) -> Option<Self> {
        let day = forecaster.model()?.origin.day;
        Some(Self { day, snapshot: encode(forecaster) })
    }

    /// Appends a version of the state after `event`.
    pub(super) fn append(
        &self,
        writer: &mut Writer<'_>,
        event: u64,
        making: &Making<'_>,
    ) -> Result<VersionRow, StoreError> {
        for part in &self.snapshot.parts {
            writer.put_part(&part.bytes)?;
        }
        let row = VersionRow {
            number: writer.next_version()?,
            parent: making.parent,
            kind: making.kind,
            event,
            day: self.day,
            snapshot: writer.put_part(&self.snapshot.manifest)?,
            engine_revision: crate::view::OWN_REVISION,
            created_at: making.at,
            speaks: making.speaks,
            actor: making.actor.to_owned(),
            reason: making.reason.to_owned(),
        };
        writer.append_version(&row)?;
        Ok(row)
    }
}

/// Appends a version of the state after `event`; none before it is ready to speak.
pub(super) fn append_version(
    writer: &mut Writer<'_>,
    forecaster: &Forecaster,
    event: u64,
    making: &Making<'_>,
) -> Result<Option<VersionRow>, StoreError> {
    Encoded::of(forecaster).map(|encoded| encoded.append(writer, event, making)).transpose()
}

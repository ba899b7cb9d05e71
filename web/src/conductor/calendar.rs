//! The calendar of events that comes with the program, as a file that somebody hands over; and what of it an upgrade brings.

use super::ConductorError;
use super::bootstrap::{ACTOR, append_observations};
use super::brought::{count, put_in_order};
use super::challenger::batches_taken_out;
use super::dedupe::Believed;
use super::keep::{append_batch, place};
use super::run::{Step, append_step, unjudged};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_ingest::bundle;
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::sources::events;
use paridad_store::{AdmittedRow, Exclusions, Hash, Reader, RunRow, RunStep, StoreError, Trigger, Writer};

/// Where the calendar that comes with the program lies, for the record.
const ORIGIN: &str = "the bundled events.csv";

/// The calendar that comes with the program, as it came at a moment.
pub(super) fn payload(received_at: DateTime<Utc>) -> Payload {
    events::payload(ORIGIN.to_owned(), bundle::CALENDAR.as_bytes().to_vec(), received_at)
}

/// Whether it is the last that was taken in of its place. What people have taken out of history stays out.
pub(super) fn is_kept(reader: &Reader, payload: &Payload) -> Result<bool, StoreError> {
    let last = reader.last_of_file(place(payload))?;
    let batch = last.map(|last| reader.batch(last)).transpose()?.flatten();
    Ok(batch.is_some_and(|row| row.raw == Hash::of(&payload.bytes)))
}

/// The last day of each calendar that holds any, without what was taken out of history.
pub(super) fn ends(reader: &Reader) -> Result<Vec<(Scheduled, NaiveDate)>, StoreError> {
    let exclusions = reader.exclusions()?;
    let mut ends = Vec::new();
    for kind in Scheduled::ALL {
        ends.extend(end(reader, &exclusions, kind)?.map(|last| (kind, last)));
    }
    Ok(ends)
}

/// The last day for which an event of a kind is scheduled. Read from the last day back, and no further.
fn end(reader: &Reader, exclusions: &Exclusions, kind: Scheduled) -> Result<Option<NaiveDate>, StoreError> {
    let Ok(series) = SeriesId::try_from(kind.id()) else { return Ok(None) };
    let mut last: Option<Observation> = None;
    for row in reader.observations(&series, NaiveDate::MIN..=NaiveDate::MAX)?.rev() {
        let (_, row) = row?;
        let (word, is_out) = (row.observation, exclusions.has(row.batch));
        match &last {
            _ if is_out => {}
            // Of words of the same moment the one that came last holds, and it is read first.
            Some(held) if held.period == word.period && held.known_at >= word.known_at => {}
            Some(held) if held.period != word.period && held.value != 0.0 => break,
            _ => last = Some(word),
        }
    }
    Ok(last.filter(|day| day.value != 0.0).map(|day| day.period))
}

/// What an archive does not have of the calendar that comes with the program.
#[derive(Debug)]
pub(super) struct Missing {
    payload: Payload,
    /// The days, each as known as after a first start.
    pub(super) days: Vec<Observation>,
    known: usize,
}

impl Missing {
    /// What is missing in an archive, if anything is.
    pub(super) fn of(reader: &Reader, now: DateTime<Utc>) -> Result<Option<Self>, ConductorError> {
        let payload = payload(now.trunc_subsecs(0));
        if is_kept(reader, &payload)? {
            return Ok(None);
        }
        let unjudged = unjudged(events::NAME);
        let taken_out = batches_taken_out(reader)?;
        let believed = Believed { reader, taken_out: &taken_out };
        let (new, known) = believed.sift(&payload, bundle::calendar()?).map_err(&unjudged)?;
        let mut days = Vec::new();
        for day in new {
            if believed.taken_out(&day).map_err(&unjudged)?.is_none() {
                days.push(day);
            }
        }
        put_in_order(&mut days);
        Ok((!days.is_empty()).then_some(Self { payload, days, known }))
    }

    /// Puts it on record as a run of its own, all but its event: with the version to come all of it is learned.
    pub(super) fn append(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let Self { payload, days, known } = self;
        let (source, now) = (&payload.source, payload.received_at);
        let run = writer.next_run()?;
        let step = RunStep::Started { trigger: Trigger::CatchUp, since: None };
        writer.append_run(&RunRow { run, source: source.clone(), actor: ACTOR.to_owned(), at: now, step })?;
        let batch = append_batch(writer, payload, (days.len(), 0), Vec::new())?;
        writer.append_admitted(batch, &AdmittedRow { run, observations: days.clone() })?;
        append_observations(writer, days, batch)?;
        writer.append_file(place(payload), batch)?;
        let (observed, known, version) = (count(days.len()), count(*known), writer.next_version()?);
        let step = Step { run, actor: ACTOR, now, key: None };
        append_step(writer, &step, source, RunStep::Kept { batch })?;
        append_step(writer, &step, source, RunStep::Done { observed, known, held: 0, learned: 0, version })
    }
}

//! What is durable before anything is learned of it: the payload, and all that was decided on what it says.

use super::brought::{Brought, count, put_in_order};
use super::dedupe::Believed;
use super::run::{Once, Step, append_step};
use super::targets::targets;
use super::{Conductor, ConductorError};
use crate::secrets::personal::Protected;
use paridad_ingest::feed::finding::Targets;
use paridad_ingest::feed::payload::{Delivery, Payload};
use paridad_ingest::quality::{Checked, Held};
use paridad_store::{
    AdmittedRow, BatchRow, FileKey, Hash, HeldRow, KeyRow, RawRow, Reader, RunStep, StoreError, Writer,
};

impl Conductor {
    /// What was not taken in before; and what is said of the rest.
    pub(super) fn fresh<'a>(
        &self,
        brought: &'a Brought,
    ) -> Result<(Vec<&'a Protected>, Vec<String>), ConductorError> {
        let reader = self.archive.read()?;
        let (mut fresh, mut before) = (Vec::new(), Vec::new());
        for delivery in &brought.deliveries {
            match self.taken_in_before(&reader, delivery)? {
                Some(batch) => {
                    let origin = &delivery.payload.origin;
                    before.push(format!("{origin} was taken in before, as batch {batch}"));
                }
                None => fresh.push(delivery),
            }
        }
        Ok((fresh, before))
    }

    /// The batch that a file was taken in as, if that was the last of its place and is not out of history. Before format 4 of
    /// the archive a content was known by itself, wherever it lay.
    fn taken_in_before(&self, reader: &Reader, delivery: &Delivery) -> Result<Option<u64>, ConductorError> {
        let Delivery { payload, once, .. } = delivery;
        if !once {
            return Ok(None);
        }
        let content = Hash::of(&payload.bytes);
        let before = match reader.last_of_file(place(payload))? {
            Some(last) => reader.batch(last)?.filter(|row| row.raw == content).map(|_| last),
            None => reader.file_before(&payload.source, content)?,
        };
        Ok(before.filter(|batch| !self.taken_out.contains(batch)))
    }

    /// Makes the payload durable, with what was found in it, what is let in and what is held back: all that is decided is on
    /// record before any of it is learned.
    pub(super) fn keep(
        &mut self,
        delivery: &Protected,
        checked: &Checked,
        findings: &[String],
        step: &Step<'_>,
    ) -> Result<u64, ConductorError> {
        let payload = &delivery.payload;
        let counts = (checked.admitted.len(), checked.held.len());
        let waiting = self.to_be_held(checked)?;
        let targets = if waiting.is_empty() { Targets::Any } else { targets(&self.archive.read()?) };
        let mut observations = checked.admitted.clone();
        put_in_order(&mut observations);
        let admitted = AdmittedRow { run: step.run, observations };
        self.write(|writer| {
            let batch = append_batch(writer, payload, counts, findings.to_vec())?;
            writer.append_admitted(batch, &admitted)?;
            for (series, profile) in &checked.profiles {
                writer.append_profile(batch, series, profile)?;
            }
            for held in &waiting {
                writer.append_held(&HeldRow {
                    observation: held.observation.clone(),
                    rule: held.finding.rule.name().to_owned(),
                    detail: held.detail(),
                    batch,
                    received_at: step.now,
                    reviewers: held.reviewers(&targets),
                })?;
            }
            match step.key {
                Some(Once::Push(key)) => {
                    let row = KeyRow { batch, payload: Hash::of(&payload.bytes), at: step.now };
                    writer.append_key(key, &row)?;
                }
                Some(Once::File(file)) => writer.append_file(file, batch)?,
                None => {}
            }
            append_step(writer, step, &payload.source, RunStep::Kept { batch })?;
            Ok(batch)
        })
    }

    /// What is held back and has not been before: what waits already, or was rejected, comes again with every pull.
    pub(super) fn to_be_held<'a>(&self, checked: &'a Checked) -> Result<Vec<&'a Held>, ConductorError> {
        let reader = self.archive.read()?;
        let believed = Believed { reader: &reader, taken_out: &self.taken_out };
        let mut waiting = Vec::new();
        for held in &checked.held {
            if !believed.is_settled(&held.observation)? {
                waiting.push(held);
            }
        }
        Ok(waiting)
    }
}

/// Where a file lies.
pub(super) fn place(payload: &Payload) -> FileKey<'_> {
    FileKey { source: &payload.source, origin: &payload.origin }
}

/// Appends a payload and the batch that was read from it: so many values let in, and so many held.
pub(super) fn append_batch(
    writer: &mut Writer<'_>,
    payload: &Payload,
    (observed, held): (usize, usize),
    findings: Vec<String>,
) -> Result<u64, StoreError> {
    let Payload { source, origin, media_type, bytes, received_at } = payload;
    let row = RawRow {
        source: source.clone(),
        origin: origin.clone(),
        media_type: media_type.clone(),
        received_at: *received_at,
    };
    let raw = writer.append_raw(&row, bytes)?;
    writer.append_batch(&BatchRow {
        source: source.clone(),
        received_at: *received_at,
        raw,
        observed: count(observed),
        held: count(held),
        findings,
    })
}

//! The calendar of events that comes with the program, as a file that somebody hands over.

use super::keep::place;
use chrono::{DateTime, Utc};
use paridad_ingest::bundle;
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::sources::events;
use paridad_store::{Hash, Reader, StoreError};

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

//! The calendar of events that comes with the program, as a file that somebody hands over.

use chrono::{DateTime, Utc};
use paridad_ingest::bundle;
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::sources::events;

/// Where the calendar that comes with the program lies, for the record.
const ORIGIN: &str = "the bundled events.csv";

/// The calendar that comes with the program, as it came at a moment.
pub(super) fn payload(received_at: DateTime<Utc>) -> Payload {
    events::payload(ORIGIN.to_owned(), bundle::CALENDAR.as_bytes().to_vec(), received_at)
}

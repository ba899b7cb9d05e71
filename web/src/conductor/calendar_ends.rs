//! Until when each calendar of scheduled events reaches.

use chrono::NaiveDate;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_store::{Exclusions, Reader, StoreError};

/// The last day of each calendar that holds any, without what was taken out of history.
pub(super) fn calendar_ends(reader: &Reader) -> Result<Vec<(Scheduled, NaiveDate)>, StoreError> {
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

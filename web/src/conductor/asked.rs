//! What a source is asked for: what may have come since, and what must come again.

use super::dedupe::is_believed;
use chrono::{DateTime, Days, NaiveDate, SubsecRound, Utc};
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_ingest::feed::finding::Rule;
use paridad_ingest::feed::payload::{Asked, Known};
use paridad_ingest::sources::own::BEGINNING;
use paridad_ingest::sources::review;
use paridad_store::{HeldRow, Reader, StoreError};

/// Whether a source may be asked again from a day on: none has an earlier one than the first.
pub(crate) fn is_since(day: NaiveDate, now: DateTime<Utc>) -> bool {
    (BEGINNING..=now.date_naive()).contains(&day)
}

/// The newest period of each series that has one; with `since`, only up to the day before. Where values must come again,
/// only up to the day before the first of them.
pub(crate) fn known(reader: &Reader, since: Option<NaiveDate>) -> Result<Known, StoreError> {
    let until = since.map_or(NaiveDate::MAX, day_before);
    let series = reader.series()?.into_iter();
    let mut known: Known = series.map(|(series, days)| (series, until.min(*days.end()))).collect();
    for Missing { series, day, .. } in missing(reader)? {
        if let Some(newest) = known.get_mut(&series) {
            *newest = day_before(day).min(*newest);
        }
    }
    Ok(known)
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(NaiveDate::MIN)
}

/// A day of a series whose only values were taken out of history.
struct Missing {
    series: SeriesId,
    day: NaiveDate,
    /// The source of the batch that was taken out with them.
    source: String,
}

/// The days whose only values were taken out of history, but those for which something has come since that waits for people
/// or was kept out by them.
fn missing(reader: &Reader) -> Result<Vec<Missing>, StoreError> {
    let exclusions = reader.exclusions()?;
    let taken_out = exclusions.batches();
    let mut missing = Vec::new();
    for batch in &taken_out {
        let Some(since) = exclusions.since(*batch) else { continue };
        let source = reader.batch(*batch)?.map_or_else(String::new, |row| row.source);
        for row in reader.observations_of_batch(*batch)? {
            let Observation { series, period: day, .. } = row.observation;
            let is_missing = !is_believed(reader, &taken_out, (&series, day))?
                && !has_come_since(reader, (*batch, since), (&series, day))?;
            if is_missing {
                missing.push(Missing { series, day, source: source.clone() });
            }
        }
    }
    Ok(missing)
}

fn has_come_since(
    reader: &Reader,
    (batch, taken_out_at): (u64, DateTime<Utc>),
    (series, day): (&SeriesId, NaiveDate),
) -> Result<bool, StoreError> {
    for number in reader.held_for(series, day)? {
        let is_later = |row: &HeldRow| {
            row.batch > batch
                && (row.rule == Rule::TakenOut.name() || row.received_at >= taken_out_at.trunc_subsecs(0))
        };
        if reader.held(number)?.is_some_and(|row| is_later(&row)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How far before the last run that did not fail a source of the bank's own is asked again: values come late, and are
/// corrected.
const LOOK_BACK: Days = Days::new(40);

/// What a source is asked for, given what is known and when it was pulled last; with `since`, again for all from that day on.
pub(crate) fn asked(reader: &Reader, source: &str, since: Option<NaiveDate>) -> Result<Asked, StoreError> {
    // One that asked for a part has not brought what was before it.
    let before = reader.last_whole(source)?.map(|row| row.at.date_naive() - LOOK_BACK);
    let is_own = |missing: &Missing| missing.source == source || missing.source == review::NAME;
    let again = missing(reader)?.into_iter().filter(is_own).map(|missing| missing.day).min();
    let from = before.map(|before| again.map_or(before, |day| day.min(before)));
    Ok(Asked { known: known(reader, since)?, from: since.or(from) })
}

/// When the last run of a source began that did not fail.
pub(crate) fn last_done(reader: &Reader, source: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(reader.last_done(source)?.map(|row| row.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_store::{Archive, RunRow, RunStep, Trigger};

    #[test]
    fn a_source_is_asked_again_from_a_day_that_it_may_have() {
        let now = "2026-11-26T12:00:00Z".parse().unwrap();
        let is = |day: &str| is_since(day.parse().unwrap(), now);
        assert!(is("1900-01-01") && is("2026-11-26"));
        assert!(!is("1899-12-31") && !is("2026-11-27") && !is_since(NaiveDate::MIN, now));
    }

    #[test]
    fn a_run_that_failed_or_goes_on_or_is_of_another_source_does_not_count() {
        let archive = Archive::in_memory().unwrap();
        let moments = ["2026-11-16T18:00:00Z", "2026-11-17T18:00:00Z", "2026-11-18T18:00:00Z"];
        let done = RunStep::Done { observed: 1, known: 0, held: 0, learned: 1, version: 2 };
        let failed = RunStep::Failed { reason: "an outage".to_owned() };
        let ends = [
            ("banxico", moments[0], Some(done.clone())),
            ("banxico", moments[1], Some(failed)),
            ("ecb", moments[2], Some(done)),
            ("banxico", moments[2], None),
        ];
        for (source, moment, end) in ends {
            archive
                .write(|writer| {
                    let run = writer.next_run()?;
                    let row = |step| RunRow {
                        run,
                        source: source.to_owned(),
                        actor: "paridad".to_owned(),
                        at: moment.parse().unwrap(),
                        step,
                    };
                    writer.append_run(&row(RunStep::Started { trigger: Trigger::Schedule, since: None }))?;
                    end.into_iter().try_for_each(|step| writer.append_run(&row(step)).map(drop))
                })
                .unwrap();
        }
        let reader = archive.read().unwrap();
        assert_eq!(last_done(&reader, "banxico").unwrap(), Some(moments[0].parse().unwrap()));
        assert_eq!(last_done(&reader, "ecb").unwrap(), Some(moments[2].parse().unwrap()));
        assert_eq!(last_done(&reader, "inegi").unwrap(), None);
    }
}

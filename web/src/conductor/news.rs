//! What of a batch is new, and what it is compared with.

use super::ConductorError;
use chrono::{DateTime, Days, NaiveDate, SubsecRound, Utc};
use paridad_engine::series::{Observation, SeriesId};
use paridad_ingest::quality::{Past, Values};
use paridad_ingest::review;
use paridad_ingest::source::{self, Asked, PUBLIC, Payload};
use paridad_store::{ObservationRow, Reader, RunStep, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// The newest period of each series that has one; with `since`, only up to the day before.
pub(crate) fn known(reader: &Reader, since: Option<NaiveDate>) -> Result<source::Known, StoreError> {
    let until = since.map_or(NaiveDate::MAX, |since| since.pred_opt().unwrap_or(NaiveDate::MIN));
    let series = reader.series()?.into_iter();
    Ok(series.map(|(series, days)| (series, until.min(*days.end()))).collect())
}

/// How far before the last run that did not fail a source of the bank's own is asked again: values come late, and are
/// corrected.
const LOOK_BACK: Days = Days::new(40);

/// What a source is asked for, given what is known and when it was pulled last; with `since`, again for all from that day on.
pub(crate) fn asked(reader: &Reader, source: &str, since: Option<NaiveDate>) -> Result<Asked, StoreError> {
    // One that asked for a part has not brought what was before it.
    let whole = last_done_of(reader, source, |since| since.is_none())?;
    let before = whole.map(|at| at.date_naive() - LOOK_BACK);
    Ok(Asked { known: known(reader, since)?, from: since.or(before) })
}

/// When the last run of a source began that did not fail.
pub(crate) fn last_done(reader: &Reader, source: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    last_done_of(reader, source, |_| true)
}

/// The same, of those which asked from a day on that counts.
fn last_done_of(
    reader: &Reader,
    source: &str,
    counts: impl Fn(Option<NaiveDate>) -> bool,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let mut done = BTreeSet::new();
    for step in reader.runs_from(1)?.rev() {
        let (_, row) = step?;
        match row.step {
            RunStep::Done { .. } => _ = done.insert(row.run),
            RunStep::Started { since, .. }
                if row.source == source && done.contains(&row.run) && counts(since) =>
            {
                return Ok(Some(row.at));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// What the archive believes: all its observations but those of the batches that were taken out of history.
#[derive(Debug, Clone, Copy)]
pub(super) struct Believed<'a> {
    pub(super) reader: &'a Reader,
    pub(super) taken_out: &'a BTreeSet<u64>,
}

impl Believed<'_> {
    /// The observations of a payload that the archive does not have, and how many it has.
    ///
    /// Another value for a known period is a new vintage. A public source says nothing of when it revised one, so that is known
    /// from the payload's own moment on, for it was not there before. Who sends the bank's own series may say when each value
    /// became known, and then an earlier vintage takes its place among the others, however late it comes.
    pub(super) fn sift(
        &self,
        payload: &Payload,
        observations: Vec<Observation>,
    ) -> Result<(Vec<Observation>, usize), ConductorError> {
        let now = payload.received_at.trunc_subsecs(0);
        let says_when = !PUBLIC.contains(&payload.source.as_str());
        let mut known = 0;
        let mut news = Vec::new();
        for mut observation in observations {
            observation.known_at = observation.known_at.trunc_subsecs(0);
            let vintages = self.vintages(&observation)?;
            let place =
                if says_when { own(&observation, &vintages) } else { public(&observation, &vintages) };
            match place {
                // What people let in enters, whatever has come since.
                Place::Overtaken if payload.source == review::NAME => observation.known_at = now,
                Place::Known | Place::Overtaken => {
                    known += 1;
                    continue;
                }
                Place::New => {}
                Place::Changed => observation.known_at = now,
            }
            news.push(observation);
        }
        Ok((news, known))
    }

    /// All vintages of the observation's period.
    fn vintages(&self, observation: &Observation) -> Result<Vec<ObservationRow>, ConductorError> {
        let rows = self.reader.observations(&observation.series, observation.period..=observation.period)?;
        let mut vintages = Vec::new();
        for row in rows {
            let (_, row) = row?;
            if self.holds(&row) {
                vintages.push(row);
            }
        }
        Ok(vintages)
    }

    fn holds(&self, row: &ObservationRow) -> bool {
        !self.taken_out.contains(&row.batch)
    }
}

/// What a value is to the vintages of its period.
enum Place {
    /// It was there already.
    Known,
    /// It is one more vintage, known from its own moment on.
    New,
    /// Its moment had another value until now.
    Changed,
    /// The same, but a later vintage holds: what is corrected is believed no longer. The payload has it.
    Overtaken,
}

/// The vintage that holds at a moment, of those that count.
fn latest(vintages: &[ObservationRow], counts: impl Fn(&ObservationRow) -> bool) -> Option<&Observation> {
    let counting = vintages.iter().filter(|row| counts(row)).map(|row| &row.observation);
    counting.max_by_key(|vintage| vintage.known_at)
}

fn is_same(vintage: &Observation, value: &Observation) -> bool {
    vintage.value.to_bits() == value.value.to_bits()
}

/// Compares a value with the latest vintage of a public source.
fn public(value: &Observation, vintages: &[ObservationRow]) -> Place {
    match latest(vintages, |_| true) {
        Some(held) if is_same(held, value) => Place::Known,
        Some(held) if held.known_at >= value.known_at => Place::Changed,
        _ => Place::New,
    }
}

/// Compares a value of the bank's own with the vintage of its own moment, unless that is the newest of those whose sender has said a
/// moment: then with what is believed, which may have been corrected since.
fn own(value: &Observation, vintages: &[ObservationRow]) -> Place {
    // One that is known from when it came has no moment of its own.
    let is_stated = |row: &ObservationRow| row.observation.known_at != row.received_at.trunc_subsecs(0);
    let is_later = |row: &ObservationRow| row.observation.known_at > value.known_at;
    if vintages.iter().any(|row| is_stated(row) && is_later(row)) {
        return match latest(vintages, |row| !is_later(row)) {
            Some(held) if is_same(held, value) => Place::Known,
            Some(held) if held.known_at == value.known_at => Place::Overtaken,
            _ => Place::New,
        };
    }
    match latest(vintages, |_| true) {
        Some(held) if is_same(held, value) => Place::Known,
        // Before the first one there was nothing.
        Some(_) if latest(vintages, |row| !is_later(row)).is_none() => Place::New,
        Some(held) if held.known_at >= value.known_at => Place::Changed,
        _ => Place::New,
    }
}

/// What cannot be read is as if it were not there: the write that follows will say so.
impl Past for Believed<'_> {
    fn within(&self, series: &SeriesId, span: RangeInclusive<NaiveDate>) -> Values {
        let rows = self.reader.observations(series, span).into_iter().flatten().map_while(Result::ok);
        let mut latest: BTreeMap<NaiveDate, Observation> = BTreeMap::new();
        for (_, row) in rows.filter(|(_, row)| self.holds(row)) {
            let value = row.observation;
            let is_later = latest.get(&value.period).is_none_or(|known| known.known_at <= value.known_at);
            if is_later {
                latest.insert(value.period, value);
            }
        }
        latest.into_iter().map(|(period, observation)| (period, observation.value)).collect()
    }

    fn before(&self, series: &SeriesId, period: NaiveDate, count: usize) -> Values {
        let Some(last) = period.pred_opt() else { return Values::new() };
        let rows = self.reader.observations(series, NaiveDate::MIN..=last).into_iter().flatten().rev();
        let mut periods: Vec<NaiveDate> = rows
            .map_while(Result::ok)
            .filter(|(_, row)| self.holds(row))
            .map(|(_, row)| row.observation.period)
            .scan(None, |seen, period| Some((seen.replace(period) != Some(period)).then_some(period)))
            .flatten()
            .take(count)
            .collect();
        periods.sort_unstable();
        periods.first().map_or_else(Values::new, |first| self.within(series, *first..=last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_store::{Archive, RunRow, Trigger};

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

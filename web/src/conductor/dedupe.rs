//! What of a batch is new, and what it is compared with.

use super::ConductorError;
use super::fold::fingerprint;
use chrono::{NaiveDate, SubsecRound};
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::quality::{Past, PastError, Role, Roles, Values};
use paridad_ingest::sources::{self, review};
use paridad_store::{ObservationRow, Reader, Standing, StoreError, standing};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

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
    ) -> Result<(Vec<Observation>, usize), PastError> {
        let now = payload.received_at.trunc_subsecs(0);
        let says_when = sources::public(&payload.source).is_none();
        let mut known = 0;
        let mut news = Vec::new();
        for mut observation in observations {
            observation.known_at = observation.known_at.trunc_subsecs(0);
            let vintages = self.vintages(&observation)?;
            let place = match payload.source.as_str() {
                review::NAME => let_in(&observation, &vintages),
                _ if self.is_rejected(&observation)? => Place::Known,
                _ if says_when => own(&observation, &vintages),
                _ => public(&observation, &vintages),
            };
            match place {
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

    /// The values that are not believed yet, of those that were decided to be let in, each once.
    pub(super) fn without_known(&self, values: Vec<Observation>) -> Result<Vec<Observation>, PastError> {
        let (mut rest, mut seen) = (Vec::new(), BTreeSet::new());
        for value in values {
            let is_known = |row: &ObservationRow| fingerprint(&row.observation) == fingerprint(&value);
            if seen.insert(fingerprint(&value)) && !self.vintages(&value)?.iter().any(is_known) {
                rest.push(value);
            }
        }
        Ok(rest)
    }

    /// Whether a value that is to be held must not be held once more: it waits already, or people kept it out and what they
    /// let in instead is believed still.
    pub(super) fn is_settled(&self, value: &Observation) -> Result<bool, ConductorError> {
        for number in self.reader.held_as(value)? {
            let Some(row) = self.reader.held(number)? else { continue };
            let decisions = self.reader.decisions_on(number)?.collect::<Result<Vec<_>, _>>()?;
            let is_settled = match standing(&row, &decisions) {
                Standing::Open { .. } => true,
                Standing::Decided(decision) if decision.rejects() => true,
                Standing::Decided(decision) if decision.corrects() => {
                    let (series, day) = (&value.series, value.period);
                    is_believed(self.reader, self.taken_out, (series, day))?
                }
                Standing::Decided(_) => false,
            };
            if is_settled {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// All vintages of the observation's period that are believed.
    pub(super) fn vintages(&self, observation: &Observation) -> Result<Vec<ObservationRow>, PastError> {
        let Observation { series, period, .. } = observation;
        let mut vintages = self.came(series, *period..=*period)?;
        vintages.retain(|row| self.holds(row));
        Ok(vintages)
    }

    /// All observations of a series, those of batches that were taken out too: by period, then as they came.
    fn came(
        &self,
        series: &SeriesId,
        span: RangeInclusive<NaiveDate>,
    ) -> Result<Vec<ObservationRow>, PastError> {
        let rows = self.reader.observations(series, span).map_err(unread(series))?;
        rows.map(|row| Ok(row.map_err(unread(series))?.1)).collect()
    }

    /// Whether people have rejected this very value for its period, and nobody has opened it again.
    fn is_rejected(&self, observation: &Observation) -> Result<bool, PastError> {
        let last = || Ok(self.reader.held_as(observation)?.pop());
        let rejected = last().and_then(|last| last.map_or(Ok(false), |held| self.reader.is_rejected(held)));
        rejected.map_err(unread(&observation.series))
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

/// Compares what people let in with the vintage of the moment from which they say that it was known: theirs follows it.
fn let_in(value: &Observation, vintages: &[ObservationRow]) -> Place {
    match latest(vintages, |row| row.observation.known_at <= value.known_at) {
        Some(held) if is_same(held, value) => Place::Known,
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

/// Whether any value for a day of a series is believed.
pub(super) fn is_believed(
    reader: &Reader,
    taken_out: &BTreeSet<u64>,
    (series, day): (&SeriesId, NaiveDate),
) -> Result<bool, StoreError> {
    for row in reader.observations(series, day..=day)? {
        if !taken_out.contains(&row?.1.batch) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unread(series: &SeriesId) -> impl Fn(StoreError) -> PastError {
    |error| PastError { series: series.clone(), source: error.into() }
}

impl Believed<'_> {
    fn within(&self, series: &SeriesId, span: RangeInclusive<NaiveDate>) -> Result<Values, PastError> {
        let mut latest: BTreeMap<NaiveDate, Observation> = BTreeMap::new();
        for row in self.came(series, span)?.into_iter().filter(|row| self.holds(row)) {
            let value = row.observation;
            let is_later = latest.get(&value.period).is_none_or(|known| known.known_at <= value.known_at);
            if is_later {
                latest.insert(value.period, value);
            }
        }
        Ok(latest.into_iter().map(|(period, observation)| (period, observation.value)).collect())
    }

    fn before(&self, series: &SeriesId, period: NaiveDate, count: usize) -> Result<Values, PastError> {
        let Some(last) = period.pred_opt() else { return Ok(Values::new()) };
        let mut first = None;
        let mut periods = BTreeSet::new();
        for row in self.reader.observations(series, NaiveDate::MIN..=last).map_err(unread(series))?.rev() {
            let (_, row) = row.map_err(unread(series))?;
            if !self.holds(&row) {
                continue;
            }
            periods.insert(row.observation.period);
            if periods.len() > count {
                break;
            }
            first = Some(row.observation.period);
        }
        first.map_or_else(|| Ok(Values::new()), |first| self.within(series, first..=last))
    }

    /// The batch that brought a value and was taken out of history, unless it is believed by another.
    pub(super) fn taken_out(&self, value: &Observation) -> Result<Option<u64>, PastError> {
        if self.taken_out.is_empty() {
            return Ok(None);
        }
        let mut same = self.came(&value.series, value.period..=value.period)?;
        same.retain(|row| is_same(&row.observation, value));
        let is_believed = same.iter().any(|row| self.holds(row));
        Ok(same.last().filter(|_| !is_believed).map(|row| row.batch))
    }
}

/// What is believed, and as what the recipes read it: by this values are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judging<'a> {
    pub(super) believed: Believed<'a>,
    pub(super) roles: &'a Roles,
}

impl Past for Judging<'_> {
    fn within(&self, series: &SeriesId, span: RangeInclusive<NaiveDate>) -> Result<Values, PastError> {
        self.believed.within(series, span)
    }

    fn before(&self, series: &SeriesId, period: NaiveDate, count: usize) -> Result<Values, PastError> {
        self.believed.before(series, period, count)
    }

    fn taken_out(&self, value: &Observation) -> Result<Option<u64>, PastError> {
        self.believed.taken_out(value)
    }

    fn role(&self, series: &SeriesId) -> Option<Role> {
        self.roles.role(series)
    }
}

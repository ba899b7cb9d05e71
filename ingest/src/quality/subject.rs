//! What is known of one series of a batch while its values are judged.

use super::cross;
use super::jump::{CHANGES, Course, Leap};
use super::measure::Measure;
use super::past::{Past, PastError, Values};
use super::rhythm::Rhythm;
use super::role::Role;
use crate::catalogue::{Catalogue, Entry, Revision};
use crate::feed::finding::{Finding, Rule};
use crate::sources::ecb::Ecb;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::time::calendar::Calendar;
use std::collections::BTreeMap;

/// How much earlier than its rule a value may be published: the ECB is at times some minutes before its hour.
pub const KNOWN_AHEAD: TimeDelta = TimeDelta::hours(2);

/// One series of a batch, with all that its values are compared with.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) series: &'a SeriesId,
    /// What the catalogue says of it.
    pub(super) entry: Option<&'a Entry>,
    /// The nature of a public series, or of one of the bank's own that is read; of others nobody here knows what is believable.
    pub(super) nature: Option<Nature>,
    /// As what it is read, if it is the bank's own.
    role: Option<Role>,
    /// What the archive holds of it around the batch.
    pub(super) known: Values,
    /// The same rate by another source, where there is one.
    cross: Values,
    /// What of its news was taken out of history before, by period and bits, and with which batch.
    taken_out: BTreeMap<(NaiveDate, u64), u64>,
    now: DateTime<Utc>,
}

/// How a series behaves.
#[derive(Debug)]
pub(super) struct Nature {
    pub(super) measure: Measure,
    pub(super) rhythm: Rhythm,
}

impl Nature {
    fn of(series: &SeriesId, entry: Option<&Entry>) -> Option<Self> {
        match entry {
            Some(entry) => Some(Self { measure: Measure::of(entry), rhythm: Rhythm::of(entry) }),
            // The ECB's other reference rates are like those of the catalogue.
            None if series.as_str().split('.').next() == Some(Ecb::NAME) => {
                Some(Self { measure: Measure::Logarithm, rhythm: Rhythm::Open(Calendar::Target) })
            }
            None => None,
        }
    }

    /// One of the bank's own, by its role and the values that are known of it.
    fn of_own(role: Role, known: &Values) -> Self {
        Self { measure: role.measure(), rhythm: Rhythm::of_own(known.keys()) }
    }
}

impl<'a> Subject<'a> {
    /// The series with its past around `span`, the first and the last period that the batch brings.
    pub(super) fn new(
        series: &'a SeriesId,
        span: (NaiveDate, NaiveDate),
        catalogue: &'a Catalogue,
        past: &impl Past,
        now: DateTime<Utc>,
    ) -> Result<Self, PastError> {
        let entry = catalogue.by_id(series);
        let role = past.role(series).filter(|_| entry.is_none());
        let mut known = past.within(series, span.0..=span.1)?;
        known.extend(past.before(series, span.0, CHANGES + 1)?);
        Ok(Self {
            series,
            entry,
            nature: Nature::of(series, entry).or_else(|| role.map(|role| Nature::of_own(role, &known))),
            role,
            known,
            cross: cross::of(series, span, past)?,
            taken_out: BTreeMap::new(),
            now,
        })
    }

    /// Looks up what of the `news` was taken out of history before.
    pub(super) fn remember(&mut self, news: &[Observation], past: &impl Past) -> Result<(), PastError> {
        for value in news {
            if let Some(batch) = past.taken_out(value)? {
                self.taken_out.insert((value.period, value.value.to_bits()), batch);
            }
        }
        Ok(())
    }

    /// The rhythm of a series of the catalogue. Of others nobody has said how often they come.
    pub(super) fn rhythm(&self) -> Option<&Rhythm> {
        self.entry.and(self.nature.as_ref()).map(|nature| &nature.rhythm)
    }

    /// The values that came up to now and will have come with `news`, and those of them that are believed already.
    pub(super) fn course(&self, news: &[Observation]) -> Course {
        let mut came = self.known.clone();
        let is_usable = |observation: &&Observation| self.unusable(observation).is_none();
        came.extend(news.iter().filter(is_usable).map(|observation| (observation.period, observation.value)));
        let settles = self.nature.as_ref().is_some_and(|nature| nature.measure == Measure::Difference);
        Course { came, believed: self.known.clone(), settles }
    }

    /// All that is wrong with `observation`.
    pub(super) fn objections(&self, observation: &Observation, course: &Course) -> Vec<Finding> {
        let unusable = self.unusable(observation);
        let timed = [self.taken_out(observation), self.untimely(observation), self.on_no_period(observation)];
        if unusable.is_some() {
            return unusable.into_iter().chain(timed.into_iter().flatten()).collect();
        }
        let sized = [
            self.rescaled(observation, course),
            self.implausible(observation, course),
            self.out_of_range(observation),
            self.revised(observation, course),
            cross::objection(observation, &self.cross),
        ];
        timed.into_iter().chain(sized).flatten().collect()
    }

    /// Why no value of this series can be so, if it cannot.
    pub(super) fn unusable(&self, observation: &Observation) -> Option<Finding> {
        let value = observation.value;
        if !value.is_finite() {
            return Some(Finding::on(
                observation,
                Rule::OutOfRange,
                format!("a value must be finite, got {value}"),
            ));
        }
        let is_logarithm = self.nature.as_ref().is_some_and(|nature| nature.measure == Measure::Logarithm);
        (is_logarithm && value <= 0.0).then(|| {
            Finding::on(observation, Rule::OutOfRange, format!("a value must be positive, got {value}"))
        })
    }

    fn taken_out(&self, observation: &Observation) -> Option<Finding> {
        let batch = self.taken_out.get(&(observation.period, observation.value.to_bits()))?;
        let detail = format!("{} was taken out of history with batch {batch}", observation.value);
        Some(Finding::on(observation, Rule::TakenOut, detail))
    }

    /// A period of the catalogue may lie ahead of today, if its value is known by now: some are published before
    /// their day.
    fn untimely(&self, observation: &Observation) -> Option<Finding> {
        let Observation { period, known_at, .. } = observation;
        let (today, latest) = (self.now.date_naive(), self.now + KNOWN_AHEAD);
        if self.entry.is_none() && *period > today {
            let detail = format!("the period must not be after {today}, got {period}");
            return Some(Finding::on(observation, Rule::Future, detail));
        }
        (*known_at > latest).then(|| {
            let detail = format!("a value must be known by {latest}, got {known_at}");
            Finding::on(observation, Rule::Future, detail)
        })
    }

    fn on_no_period(&self, observation: &Observation) -> Option<Finding> {
        let detail = self.nature.as_ref()?.rhythm.objection(observation.period)?;
        Some(Finding::on(observation, Rule::ClosedDay, detail))
    }

    fn implausible(&self, observation: &Observation, course: &Course) -> Option<Finding> {
        let Nature { measure, rhythm } = self.nature.as_ref()?;
        let Observation { period, value, .. } = observation;
        let Leap { from: (day, past), change, bound } = course.leap(*measure, rhythm, *period, *value)?;
        // All values of an index change together when it gets a new base.
        if day == *period && self.entry.is_some_and(|entry| entry.revision == Revision::Rebased) {
            return None;
        }
        let change = match measure {
            Measure::Logarithm => format!("ln({value} / {past} of {day}) = {change:.3}"),
            Measure::Difference | Measure::Figure | Measure::Mark => {
                format!("{value} - {past} of {day} = {change:.3}")
            }
        };
        let detail = format!("{change}, allowed are {bound:.3} either way");
        Some(Finding::on(observation, Rule::Implausible, detail))
    }

    /// The unit of one of the bank's own is in nobody's catalogue, only in its past.
    fn rescaled(&self, observation: &Observation, course: &Course) -> Option<Finding> {
        self.role?;
        let Observation { period, value, .. } = observation;
        let (day, past, power) = course.rescaled(*period, *value)?;
        let detail = format!("{value} is about 10^{power} times {past} of {day}");
        Some(Finding::on(observation, Rule::UnitChange, detail))
    }

    fn out_of_range(&self, observation: &Observation) -> Option<Finding> {
        let value = observation.value;
        let range = self.entry.map(|entry| entry.range.clone()).or_else(|| self.role.map(Role::range))?;
        let (low, high) = (range.start(), range.end());
        (!range.contains(&value)).then(|| {
            let detail = format!("a value must be between {low} and {high}, got {value}");
            Finding::on(observation, Rule::OutOfRange, detail)
        })
    }

    fn revised(&self, observation: &Observation, course: &Course) -> Option<Finding> {
        let replaced = course.believed.get(&observation.period)?;
        let is_final = self.entry?.revision == Revision::Never;
        (is_final && *replaced != observation.value).then(|| {
            let detail = format!("the series is never revised, {replaced} became {}", observation.value);
            Finding::on(observation, Rule::UnexpectedRevision, detail)
        })
    }
}

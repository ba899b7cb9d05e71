//! The steps of each pull: a run that was cut short is found, and goes on where it was.

use crate::record::Record;
use crate::{Reader, Records, StoreError, Table, Writer, key};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Bound;

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRow {
    /// The number of the run, which is that of its first step.
    pub run: u64,
    /// The source that is pulled.
    pub source: String,
    /// Who asked for it: a person, a token's name, or the program itself.
    pub actor: String,
    /// When the step was taken.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
    /// What was done.
    pub step: RunStep,
}

impl RunRow {
    /// The key of a run that is done, of which this is the first step.
    pub(crate) fn done_key(&self) -> Vec<u8> {
        key::done_run(&self.source, Extent::of(self) as u8, self.run)
    }
}

/// What a step of a run did. Its place in this list is what is stored, so a new step goes to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunStep {
    /// The run began.
    Started {
        /// What set it off.
        trigger: Trigger,
        /// The first day that is asked for; nothing for what is not known yet.
        since: Option<NaiveDate>,
    },
    /// What came was kept, and is not learned yet.
    Kept {
        /// The batch that it came in.
        batch: u64,
    },
    /// The run is over, and all it brought is learned.
    Done {
        /// How many observations were let in.
        observed: u32,
        /// How many were known before.
        known: u32,
        /// How many wait for a person.
        held: u32,
        /// How many days were learned.
        learned: u32,
        /// The newest version after it.
        version: u64,
    },
    /// The run is over, without what it was for.
    Failed {
        /// Why.
        reason: String,
    },
}

/// What set a run off. Its place in this list is what is stored, so a new one goes to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trigger {
    /// Its time had come.
    Schedule,
    /// Its time had come while the program was down.
    CatchUp,
    /// A person asked for it.
    Manual,
    /// Someone pushed data.
    Push,
    /// A file was dropped.
    Drop,
}

/// A run that is neither done nor failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRun {
    /// Its first step.
    pub started: RunRow,
    /// The batches that it kept, in order.
    pub batches: Vec<u64>,
}

/// A step as it is stored: with the number of the first run that is open after it, or of the next
/// one. Whoever looks for open runs begins there, however long the history is.
pub(crate) type Step = (RunRow, u64);

impl Reader {
    /// The steps from that number on, each with its number.
    pub fn runs_from(&self, number: u64) -> Result<Records<(u64, RunRow)>, StoreError> {
        let first = key::number(number);
        self.range(Table::Runs, (Bound::Included(&first[..]), Bound::Unbounded), numbered_step)
    }

    /// The runs that are neither done nor failed, by number. Steps before the first of them are not read.
    pub fn open_runs(&self) -> Result<Vec<OpenRun>, StoreError> {
        let last = self.range(Table::Runs, (Bound::Unbounded, Bound::Unbounded), first_open)?.next_back();
        let Some(first) = last.transpose()? else { return Ok(Vec::new()) };
        let mut open = Open::default();
        for step in self.runs_from(first)? {
            open.follow(&step?.1);
        }
        Ok(open.runs.into_values().collect())
    }
}

impl Reader {
    /// How the last run of a source began that is done.
    pub fn last_done(&self, source: &str) -> Result<Option<RunRow>, StoreError> {
        let [part, whole] = Extent::ALL.map(|extent| self.last_done_number(source, extent));
        part?.max(whole?).map_or(Ok(None), |run| self.step(run))
    }

    /// How the last run of a source began that is done and asked for everything.
    pub fn last_whole(&self, source: &str) -> Result<Option<RunRow>, StoreError> {
        self.last_done_number(source, Extent::Whole)?.map_or(Ok(None), |run| self.step(run))
    }

    fn last_done_number(&self, source: &str, extent: Extent) -> Result<Option<u64>, StoreError> {
        let key = |run| key::done_run(source, extent as u8, run);
        self.last_number_in(Table::DoneRuns, key(0)..=key(u64::MAX))
    }

    fn step(&self, number: u64) -> Result<Option<RunRow>, StoreError> {
        Ok(self.numbered::<Step>(Table::Runs, number)?.map(|(row, _)| row))
    }
}

/// How much a run asked for. Its number is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What there is from some day on.
    Part = 0,
    /// All that the source has, or what is new of it.
    Whole = 1,
}

impl Extent {
    const ALL: [Self; 2] = [Self::Part, Self::Whole];

    /// How much a run asked for that began so.
    pub(crate) fn of(started: &RunRow) -> Self {
        match started.step {
            RunStep::Started { since: None, .. } => Self::Whole,
            _ => Self::Part,
        }
    }
}

impl Writer<'_> {
    /// The number that a run which starts now must have.
    pub fn next_run(&self) -> Result<u64, StoreError> {
        self.next(Table::Runs)
    }

    /// Appends a step, and gives its number. A run that starts has the number
    /// [`next_run`](Self::next_run); every other step is one of an open run.
    pub fn append_run(&mut self, row: &RunRow) -> Result<u64, StoreError> {
        let number = self.next_run()?;
        let mut open = self.open_runs()?;
        let starts = matches!(row.step, RunStep::Started { .. });
        if starts && row.run != number {
            return Err(StoreError::RunNumber { expected: number, got: row.run });
        }
        if !starts && !open.runs.contains_key(&row.run) {
            return Err(StoreError::RunNotOpen { run: row.run });
        }
        if let (RunStep::Done { .. }, Some(run)) = (&row.step, open.runs.get(&row.run)) {
            self.list(Table::DoneRuns, &run.started.done_key())?;
        }
        open.follow(row);
        let first = open.runs.keys().next().copied().unwrap_or(number + 1);
        self.append(Table::Runs, &key::number(number), &(row, first))?;
        Ok(number)
    }

    fn open_runs(&self) -> Result<Open, StoreError> {
        let mut open = Open::default();
        if let Some((_, first)) = self.last::<Step>(Table::Runs)? {
            let (first, last) = (key::number(first), key::number(u64::MAX));
            for (row, _) in self.rows::<Step>(Table::Runs, &first..=&last)? {
                open.follow(&row);
            }
        }
        Ok(open)
    }
}

/// The runs that are open after the steps so far.
#[derive(Debug, Default)]
pub(crate) struct Open {
    pub(crate) runs: BTreeMap<u64, OpenRun>,
}

impl Open {
    /// Takes the next step into account. A run that began before the steps that are seen is over by then.
    pub(crate) fn follow(&mut self, row: &RunRow) {
        match row.step {
            RunStep::Started { .. } => {
                self.runs.insert(row.run, OpenRun { started: row.clone(), batches: Vec::new() });
            }
            RunStep::Kept { batch } => {
                if let Some(run) = self.runs.get_mut(&row.run) {
                    run.batches.push(batch);
                }
            }
            RunStep::Done { .. } | RunStep::Failed { .. } => drop(self.runs.remove(&row.run)),
        }
    }
}

fn numbered_step(record: &Record<'_>) -> Result<(u64, RunRow), StoreError> {
    let (row, _) = record.row::<Step>()?;
    Ok((record.number()?, row))
}

fn first_open(record: &Record<'_>) -> Result<u64, StoreError> {
    record.row::<Step>().map(|(_, first)| first)
}

#[cfg(test)]
mod tests;

//! Jobs: what takes longer than a request may, one of a kind at a time, each on a thread of its own.

use crate::conductor::{ConductorError, Progress, chain};
use chrono::Utc;
use paridad_wire::{Job, JobResult, JobState};
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many jobs are remembered, those that have ended included.
const REMEMBERED: usize = 32;

/// What is done in jobs. A further kind is a further variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The archive is verified.
    Verify,
    /// The forecasts without a batch are looked at.
    PreviewTakeOut(u64),
    /// The forecasts with a batch that was taken out are looked at.
    PreviewPutBack(u64),
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::PreviewTakeOut(_) => "preview take-out",
            Self::PreviewPutBack(_) => "preview put-back",
        }
    }

    fn batch(self) -> Option<u64> {
        match self {
            Self::Verify => None,
            Self::PreviewTakeOut(batch) | Self::PreviewPutBack(batch) => Some(batch),
        }
    }
}

/// The jobs of this run of the server.
#[derive(Debug, Clone, Default)]
pub(crate) struct Jobs(Arc<Mutex<BTreeMap<u64, Job>>>);

impl Jobs {
    /// Begins a job for somebody, or gives the one of its kind that goes on, which may be about something else.
    ///
    /// It has a thread of its own, which ends with the process: what a job does must be able to end anywhere.
    pub(crate) fn begin(
        &self,
        kind: Kind,
        actor: &str,
        work: impl FnOnce(&mut dyn FnMut(Progress)) -> Result<JobResult, ConductorError> + Send + 'static,
    ) -> io::Result<Job> {
        let mut jobs = self.lock();
        let is_same = |job: &&Job| job.kind == kind.name() && job.state == JobState::Running;
        if let Some(running) = jobs.values().find(is_same) {
            return Ok(running.clone());
        }
        let number = jobs.last_key_value().map_or(1, |(last, _)| last + 1);
        let job = Job {
            job: number,
            kind: kind.name().to_owned(),
            batch: kind.batch(),
            actor: actor.to_owned(),
            started_at: Utc::now(),
            ended_at: None,
            state: JobState::Running,
            done: 0,
            of: 0,
            result: None,
            failed: None,
        };
        let shared = self.clone();
        thread::Builder::new().name(kind.name().to_owned()).spawn(move || {
            let mut show = |at: Progress| {
                shared.change(number, |job| (job.done, job.of) = (at.done as u64, at.of as u64));
            };
            let ended = catch_unwind(AssertUnwindSafe(|| work(&mut show)));
            shared.end(number, ended.unwrap_or_else(|_| Err(ConductorError::Panicked)));
        })?;
        jobs.insert(number, job.clone());
        while jobs.len() > REMEMBERED
            && let Some(ended) = jobs.values().find(|job| job.state != JobState::Running)
        {
            let ended = ended.job;
            jobs.remove(&ended);
        }
        Ok(job)
    }

    /// The job of that number, if it is remembered.
    pub(crate) fn get(&self, number: u64) -> Option<Job> {
        self.lock().get(&number).cloned()
    }

    /// All that are remembered, the newest first.
    pub(crate) fn all(&self) -> Vec<Job> {
        self.lock().values().rev().cloned().collect()
    }

    fn end(&self, number: u64, ended: Result<JobResult, ConductorError>) {
        self.change(number, |job| {
            job.ended_at = Some(Utc::now());
            match ended {
                Ok(result) => (job.state, job.done, job.result) = (JobState::Done, job.of, Some(result)),
                Err(error) => {
                    let why = chain(&error);
                    tracing::error!(job = number, why, "a job failed");
                    (job.state, job.failed) = (JobState::Failed, Some(why));
                }
            }
        });
    }

    fn change(&self, number: u64, change: impl FnOnce(&mut Job)) {
        if let Some(job) = self.lock().get_mut(&number) {
            change(job);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_wire::Verified;
    use std::sync::mpsc::{Receiver, channel};

    fn verified() -> JobResult {
        JobResult::Verified(Verified {
            clean: true,
            records: 1,
            events: 2,
            reproduced: 3,
            refits: 0,
            foreign: 0,
            faults: Vec::new(),
        })
    }

    /// A job that says how far it is, and ends when it is told to.
    fn begin(jobs: &Jobs, told: Receiver<Result<JobResult, ConductorError>>) -> Job {
        let work = move |show: &mut dyn FnMut(Progress)| {
            show(Progress { done: 3, of: 7 });
            told.recv().unwrap()
        };
        jobs.begin(Kind::Verify, "ana", work).unwrap()
    }

    fn wait_for(jobs: &Jobs, number: u64, wanted: impl Fn(&Job) -> bool) -> Job {
        loop {
            let job = jobs.get(number).unwrap();
            if wanted(&job) {
                return job;
            }
            thread::yield_now();
        }
    }

    #[test]
    fn a_second_wish_joins_the_job_that_goes_on_and_one_after_its_end_begins_anew() {
        let jobs = Jobs::default();
        let (tell, told) = channel();
        let first = begin(&jobs, told);
        assert_eq!((first.job, first.state, first.actor.as_str()), (1, JobState::Running, "ana"));
        let joined = jobs.begin(Kind::Verify, "luis", |_| unreachable!("one of a kind at a time")).unwrap();
        assert_eq!((joined.job, joined.actor.as_str()), (1, "ana"));
        let halfway = wait_for(&jobs, 1, |job| job.of > 0);
        assert_eq!((halfway.done, halfway.of, halfway.ended_at), (3, 7, None));
        tell.send(Ok(verified())).unwrap();
        let ended = wait_for(&jobs, 1, |job| job.state != JobState::Running);
        assert_eq!((ended.state, ended.done, ended.result), (JobState::Done, 7, Some(verified())));
        assert!(ended.ended_at.is_some());
        let (tell, told) = channel();
        assert_eq!(begin(&jobs, told).job, 2);
        tell.send(Err(ConductorError::Empty)).unwrap();
        let failed = wait_for(&jobs, 2, |job| job.state != JobState::Running);
        assert_eq!(
            (failed.state, failed.failed.as_deref()),
            (JobState::Failed, Some("the archive has no version"))
        );
    }

    #[test]
    fn a_job_that_panics_has_failed_and_those_remembered_are_bounded() {
        let jobs = Jobs::default();
        for number in 1..=REMEMBERED as u64 + 3 {
            assert_eq!(jobs.begin(Kind::Verify, "ana", |_| panic!("broken")).unwrap().job, number);
            wait_for(&jobs, number, |job| job.state == JobState::Failed);
        }
        assert_eq!(jobs.all().len(), REMEMBERED);
        assert!(jobs.get(3).is_none() && jobs.get(4).is_some(), "the oldest are forgotten");
    }
}

//! Jobs: what takes longer than a request may, shown while it goes on, and ended when somebody asks for it.

use super::traced;
use crate::conductor::{ConductorError, Progress, Stop, Watch, chain};
use chrono::Utc;
use paridad_wire::{Job, JobResult, JobState};
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many jobs are remembered, those that have ended included.
const REMEMBERED: usize = 32;

/// What is done in jobs. A further kind is a further variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The archive is verified, from what is proven on.
    Verify,
    /// The archive is verified, from nothing.
    VerifyFull,
    /// The forecasts without a batch are looked at.
    PreviewTakeOut(u64),
    /// The forecasts with a batch that was taken out are looked at.
    PreviewPutBack(u64),
    /// A recipe is replayed beside what speaks.
    Challenger,
    /// A challenger learns what came since, to speak.
    Promote(u64),
    /// History is learned without a batch.
    TakeOut(u64),
    /// History is learned with a batch that was taken out.
    PutBack(u64),
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::VerifyFull => "verify full",
            Self::PreviewTakeOut(_) => "preview take-out",
            Self::PreviewPutBack(_) => "preview put-back",
            Self::Challenger => "challenger",
            Self::Promote(_) => "promote",
            Self::TakeOut(_) => "take-out",
            Self::PutBack(_) => "put-back",
        }
    }

    fn batch(self) -> Option<u64> {
        match self {
            Self::Verify | Self::VerifyFull | Self::Challenger | Self::Promote(_) => None,
            Self::PreviewTakeOut(batch)
            | Self::PreviewPutBack(batch)
            | Self::TakeOut(batch)
            | Self::PutBack(batch) => Some(batch),
        }
    }

    fn version(self) -> Option<u64> {
        if let Self::Promote(version) = self { Some(version) } else { None }
    }
}

/// The jobs of this run of the server.
#[derive(Debug, Clone, Default)]
pub(crate) struct Jobs {
    entries: Arc<Mutex<BTreeMap<u64, Entry>>>,
    /// Asked to end together with the server.
    stop: Stop,
}

/// A job, and whether it is asked to end.
#[derive(Debug)]
struct Entry {
    job: Job,
    cancelled: Arc<AtomicBool>,
}

/// A job that goes on, for whoever does it.
#[derive(Debug, Clone)]
pub(crate) struct Going {
    jobs: Jobs,
    number: u64,
    cancelled: Arc<AtomicBool>,
}

impl Going {
    /// Shows how far it is, and refuses to go on when it, or the server, is asked to end.
    pub(crate) fn watch(&self, at: Progress) -> Result<(), ConductorError> {
        self.jobs.stop.check()?;
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(ConductorError::Cancelled);
        }
        // Where nobody knows how much there is, there is nothing to show.
        if at.of > 0 {
            self.jobs.change(self.number, |job| (job.done, job.of) = (at.done as u64, at.of as u64));
        }
        Ok(())
    }

    /// Shows what came of it.
    pub(crate) fn end(&self, result: JobResult) {
        self.close(|job| (job.state, job.done, job.result) = (JobState::Done, job.of, Some(result)));
    }

    /// Shows that it was ended before it came to anything.
    pub(crate) fn end_early(&self) {
        self.close(|job| job.state = JobState::Cancelled);
    }

    /// Shows why it came to nothing.
    pub(crate) fn fail(&self, why: String) {
        tracing::error!(job = self.number, why, "a job failed");
        self.close(|job| (job.state, job.failed) = (JobState::Failed, Some(why)));
    }

    fn close(&self, change: impl FnOnce(&mut Job)) {
        self.jobs.change(self.number, |job| {
            job.ended_at = Some(Utc::now());
            change(job);
        });
    }
}

impl Jobs {
    /// None yet; all of them end when the server is asked to.
    pub(crate) fn until(stop: Stop) -> Self {
        Self { stop, ..Self::default() }
    }

    /// Begins a job for somebody, or gives the one of its kind that goes on, which may be about something else.
    ///
    /// It has a thread of its own, which ends with the process: what a job does must be able to end anywhere.
    pub(crate) fn begin(
        &self,
        kind: Kind,
        actor: &str,
        work: impl FnOnce(Watch<'_>) -> Result<JobResult, ConductorError> + Send + 'static,
    ) -> io::Result<Job> {
        let mut entries = self.lock();
        let is_same = |job: &&Job| job.kind == kind.name() && job.state == JobState::Running;
        if let Some(running) = entries.values().map(|entry| &entry.job).find(is_same) {
            return Ok(Job { joined: true, ..running.clone() });
        }
        let (going, job) = self.enter(&mut entries, kind, actor);
        let number = going.number;
        let spawned = thread::Builder::new().name(kind.name().to_owned()).spawn(traced(move || {
            let ended = catch_unwind(AssertUnwindSafe(|| work(&mut |at| going.watch(at))));
            match ended.unwrap_or(Err(ConductorError::Panicked)) {
                Ok(result) => going.end(result),
                Err(ConductorError::Cancelled) => going.end_early(),
                Err(error) => going.fail(chain(&error)),
            }
        }));
        if let Err(error) = spawned {
            entries.remove(&number);
            return Err(error);
        }
        Ok(job)
    }

    /// Shows what somebody does elsewhere as a job, beside any other of its kind.
    pub(crate) fn follow(&self, kind: Kind, actor: &str) -> Going {
        self.enter(&mut self.lock(), kind, actor).0
    }

    fn enter(&self, entries: &mut BTreeMap<u64, Entry>, kind: Kind, actor: &str) -> (Going, Job) {
        let number = entries.last_key_value().map_or(1, |(last, _)| last + 1);
        let job = Job {
            job: number,
            kind: kind.name().to_owned(),
            batch: kind.batch(),
            version: kind.version(),
            joined: false,
            actor: actor.to_owned(),
            started_at: Utc::now(),
            ended_at: None,
            state: JobState::Running,
            done: 0,
            of: 0,
            result: None,
            failed: None,
        };
        let cancelled = Arc::<AtomicBool>::default();
        entries.insert(number, Entry { job: job.clone(), cancelled: cancelled.clone() });
        let ended = |entry: &&Entry| entry.job.state != JobState::Running;
        while entries.len() > REMEMBERED
            && let Some(Entry { job: Job { job: ended, .. }, .. }) = entries.values().find(ended)
        {
            let ended = *ended;
            entries.remove(&ended);
        }
        (Going { jobs: self.clone(), number, cancelled }, job)
    }

    /// Asks a job to end, if it is remembered. It does so at its next step; one that has ended stays as it is.
    pub(crate) fn cancel(&self, number: u64) -> Option<Job> {
        let entries = self.lock();
        let entry = entries.get(&number)?;
        entry.cancelled.store(true, Ordering::Relaxed);
        Some(entry.job.clone())
    }

    /// The job of that number, if it is remembered.
    pub(crate) fn get(&self, number: u64) -> Option<Job> {
        self.lock().get(&number).map(|entry| entry.job.clone())
    }

    /// All that are remembered, the newest first.
    pub(crate) fn all(&self) -> Vec<Job> {
        self.lock().values().rev().map(|entry| entry.job.clone()).collect()
    }

    fn change(&self, number: u64, change: impl FnOnce(&mut Job)) {
        if let Some(entry) = self.lock().get_mut(&number) {
            change(&mut entry.job);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
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
            full: true,
            records: 1,
            events: 2,
            reproduced: 3,
            refits: 0,
            foreign: 0,
            proven: None,
            lines: Vec::new(),
            faults: Vec::new(),
        })
    }

    /// A job that says how far it is, and ends when it is told to.
    fn begin(jobs: &Jobs, told: Receiver<Result<JobResult, ConductorError>>) -> Job {
        let work = move |watch: Watch<'_>| {
            watch(Progress { done: 3, of: 7 })?;
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
        assert_eq!((joined.job, joined.actor.as_str(), joined.joined), (1, "ana", true));
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

    #[test]
    fn a_job_that_is_cancelled_ends_at_its_next_step_and_one_that_has_ended_stays_as_it_is() {
        let jobs = Jobs::default();
        let work = |watch: Watch<'_>| {
            loop {
                watch(Progress { done: 1, of: 2 })?;
                thread::yield_now();
            }
        };
        let begun = jobs.begin(Kind::Verify, "ana", work).unwrap();
        wait_for(&jobs, begun.job, |job| job.of > 0);
        assert_eq!(jobs.cancel(begun.job).unwrap().state, JobState::Running);
        let ended = wait_for(&jobs, begun.job, |job| job.state != JobState::Running);
        assert_eq!((ended.state, ended.result, ended.failed), (JobState::Cancelled, None, None));
        assert!(ended.ended_at.is_some());
        let next = jobs.begin(Kind::Verify, "ana", |_| Ok(verified())).unwrap();
        assert_eq!((next.job, next.joined), (2, false), "what was cancelled is not joined");
        wait_for(&jobs, 2, |job| job.state == JobState::Done);
        jobs.cancel(2).unwrap();
        assert_eq!(jobs.get(2).unwrap().state, JobState::Done);
        assert!(jobs.cancel(3).is_none());
    }

    #[test]
    fn what_is_done_elsewhere_is_shown_beside_others_of_its_kind_and_ends_with_the_server() {
        let stop = Stop::default();
        let jobs = Jobs::until(stop.clone());
        let (first, second) = (jobs.follow(Kind::Promote(7), "ana"), jobs.follow(Kind::Promote(8), "luis"));
        first.watch(Progress { done: 2, of: 5 }).unwrap();
        first.end(JobResult::Version(9));
        stop.ask();
        assert!(matches!(second.watch(Progress { done: 1, of: 5 }), Err(ConductorError::Stopping)));
        let shown: Vec<_> = jobs.all().into_iter().map(|job| (job.version, job.done, job.state)).collect();
        assert_eq!(shown, [(Some(8), 0, JobState::Running), (Some(7), 5, JobState::Done)]);
    }
}

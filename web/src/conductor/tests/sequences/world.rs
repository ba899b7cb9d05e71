//! A conductor on a disk that may fail, and all that may happen to it.

mod act;

use super::beginning::{KNOWN, beginning};
use super::disk::{Disk, Failure};
use super::op::{Odd, Op, Step};
use super::promises::{self, Ledger, Seen, Sent};
use super::random::Random;
use crate::conductor::{Conductor, ConductorError, HistoryFrom, Stage, chain};
use crate::view::Published;
use crate::view::concerns::Concerns;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_engine::data::digest::Digest;
use paridad_engine::snapshot::encode;
use paridad_engine::time::zone::ecb_publication;
use paridad_ingest::feed::payload::Payload;
use paridad_store::StoreError;
use std::sync::Arc;

/// So many operations of the disk a step is taken to need before one was seen.
const COST: u64 = 40;

/// A promise that was not kept, in words, or what there is if all were.
pub(super) type Kept<T = ()> = Result<T, String>;

/// A conductor on a disk that may fail.
#[derive(Debug)]
pub(super) struct World {
    disk: Disk,
    random: Random,
    /// Nothing while the program does not run.
    conductor: Option<Conductor>,
    now: DateTime<Utc>,
    /// The day that comes next.
    next: usize,
    /// Whether a disk that was full may have left something to be done at the next start.
    is_disturbed: bool,
    /// How many operations of the disk the last step took that took some.
    cost: u64,
    ledger: Ledger,
    sent: Sent,
}

impl World {
    /// The world that every sequence begins in.
    pub(super) fn new(seed: u64) -> Kept<Self> {
        let disk = Disk::of(beginning().image.clone());
        let now = ecb_publication(beginning().days[KNOWN - 1]);
        let (ledger, sent, random) = (Ledger::default(), Sent::default(), Random(seed));
        let mut world = Self {
            disk,
            random,
            conductor: None,
            now,
            next: KNOWN,
            is_disturbed: false,
            cost: COST,
            ledger,
            sent,
        };
        world.start()?;
        world.ledger = Ledger::of(world.conductor(), &Seen::of(world.conductor())?)?;
        Ok(world)
    }

    /// Takes a step, after which all that was promised must be kept.
    pub(super) fn take(&mut self, Step { op, fault }: Step) -> Kept {
        self.pass_time(op);
        if matches!(op, Op::Promote { .. } | Op::TakeOut { .. } | Op::PutBack { .. } | Op::Restart) {
            promises::the_live_line_is_its_fold(self.conductor())?;
            promises::what_came_since_is_proved(self.conductor())?;
        }
        if let Some((failure, after)) = fault {
            // A failure that comes after all is done is none.
            self.disk.fail_after(u64::from(after) % self.cost, failure);
        }
        let before = self.disk.operations();
        let done = if op == Op::Restart { self.restart() } else { self.act(op) };
        let came = fault.filter(|_| !self.disk.is_sound()).map(|(failure, _)| failure);
        self.disk.heal();
        self.is_disturbed |= came.is_some();
        self.cost = Some(self.disk.operations() - before).filter(|cost| *cost > 0).unwrap_or(self.cost);
        let (sent, error) = done.map_or_else(|error| (Vec::new(), Some(error)), |sent| (sent, None));
        if let Some(error) = error.filter(|error| !is_allowed(error, came)) {
            return Err(chain(&error));
        }
        if came == Some(Failure::PowerCut) {
            self.conductor = None;
            self.disk.restart(&mut self.random);
        }
        if self.conductor.is_none() {
            self.start()?;
        }
        self.sent.add(sent);
        self.check()
    }

    /// Ends the program and starts it again; by then all that was begun is done, and history can be proved.
    pub(super) fn end(mut self) -> Kept {
        self.take(Step { op: Op::Restart, fault: None })?;
        promises::nothing_is_left_open(self.conductor())?;
        promises::the_live_line_is_its_fold(self.conductor())?;
        promises::history_is_proved(self.conductor())
    }

    fn check(&mut self) -> Kept {
        let conductor = self.conductor.as_ref().ok_or("it does not run")?;
        // A disk that was full may have left the state to be read anew before the next change.
        if conductor.in_step {
            promises::what_is_published_speaks(conductor)?;
        }
        let seen = Seen::of(conductor)?;
        let ledger = Ledger::of(conductor, &seen)?;
        self.ledger.goes_on_in(&ledger)?;
        promises::each_speaks_in_its_turn(&seen)?;
        promises::nothing_is_there_twice(conductor, &seen)?;
        promises::enough_people_decided(&seen)?;
        self.sent.are_there(conductor, &seen)?;
        self.ledger = ledger;
        Ok(())
    }

    fn conductor(&self) -> &Conductor {
        self.conductor.as_ref().unwrap()
    }

    fn writer(&mut self) -> &mut Conductor {
        self.conductor.as_mut().unwrap()
    }

    fn start(&mut self) -> Kept {
        self.open().map_err(|error| format!("no start: {}", chain(&error)))
    }

    fn open(&mut self) -> Result<(), ConductorError> {
        // What runs still must be gone before another takes its place.
        self.conductor = None;
        let archive = Arc::new(self.disk.archive()?);
        let stage = Stage::new(Published::default(), Concerns::default(), false);
        // The archive is not empty, so nothing is asked of a history.
        self.conductor = Some(Conductor::on(archive, &HistoryFrom::Bundled, stage, &mut |_| {})?);
        Ok(())
    }

    /// Ends the program and starts it again, which changes no bit unless something was left to be done.
    fn restart(&mut self) -> Result<Vec<Payload>, ConductorError> {
        let before = digest(self.conductor());
        self.open()?;
        // What a full disk kept from being done is done now.
        let is_same = digest(self.conductor()) == before;
        assert!(is_same || self.is_disturbed, "a restart changed the state");
        self.is_disturbed = false;
        Ok(Vec::new())
    }

    fn pass_time(&mut self, op: Op) {
        self.now += TimeDelta::minutes(1);
        if matches!(op, Op::Pull(_) | Op::Skip | Op::Odd(Odd::Conflicting)) {
            self.now = self.now.max(ecb_publication(day(self.next)));
            self.next += 1;
        }
    }

    /// The day so many days before the last one that has passed.
    fn back(&self, count: u8) -> usize {
        self.next - 1 - usize::from(count)
    }
}

fn day(index: usize) -> NaiveDate {
    beginning().days[index]
}

pub(super) fn digest(conductor: &Conductor) -> Digest {
    encode(&conductor.forecaster).digest()
}

/// A refusal is an answer. The disk may be at fault only where it was made to fail.
fn is_allowed(error: &ConductorError, came: Option<Failure>) -> bool {
    match error {
        ConductorError::Store(StoreError::Abandoned { .. })
        | ConductorError::Snapshot { .. }
        | ConductorError::Empty => false,
        ConductorError::Store(_) => came.is_some(),
        _ => true,
    }
}

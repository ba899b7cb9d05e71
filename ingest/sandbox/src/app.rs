//! What all requests share: the series, the clock, the switches, the counters.

use crate::clock::{Clock, ClockError};
use crate::counters::{Category, Counters};
use crate::dice::Dice;
use crate::look::Look;
use crate::switches::Switches;
use crate::world::World;
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The state of a sandbox.
#[derive(Debug)]
pub(crate) struct App {
    world: World,
    dice: Dice,
    clock: Mutex<Clock>,
    switches: Mutex<Switches>,
    counters: Mutex<Counters>,
    drawn: AtomicU64,
}

impl App {
    pub(crate) fn new(seed: u64, from: NaiveDate, clock: Clock, switches: Switches) -> Self {
        Self {
            world: World::generate(seed, from),
            dice: Dice::new(seed).named("faults"),
            clock: Mutex::new(clock),
            switches: Mutex::new(switches),
            counters: Mutex::default(),
            drawn: AtomicU64::new(0),
        }
    }

    /// What is published now, as the switches of now show it: one request looks once.
    pub(crate) fn look(&self) -> Look<'_> {
        Look {
            world: &self.world,
            now: self.now(),
            switches: self.switches(),
            of_value: self.dice,
            of_answer: self.draw(),
        }
    }

    /// A stream for one answer: requests that follow each other in the same order draw the same.
    pub(crate) fn draw(&self) -> Dice {
        self.dice.named("answer").numbered(self.drawn.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        locked(&self.clock).now()
    }

    pub(crate) fn set_clock(&self, moment: DateTime<Utc>) -> Result<(), ClockError> {
        *locked(&self.clock) = Clock::set_to(moment)?;
        Ok(())
    }

    pub(crate) fn switches(&self) -> Switches {
        locked(&self.switches).clone()
    }

    pub(crate) fn switch(&self, switches: Switches) {
        *locked(&self.switches) = switches;
    }

    pub(crate) fn counters(&self) -> Counters {
        locked(&self.counters).clone()
    }

    /// Counts a request with `token`, or says for how many seconds it has to wait.
    pub(crate) fn ask(&self, token: &str, category: Category) -> Result<(), u32> {
        let now = self.now();
        locked(&self.counters).ask(token, category, now)
    }

    pub(crate) fn count_without_token(&self) {
        locked(&self.counters).without_token += 1;
    }

    pub(crate) fn count_answer(&self, status: u16) {
        *locked(&self.counters).answers.entry(status).or_default() += 1;
    }

    pub(crate) fn count_fault(&self, name: &'static str) {
        locked(&self.counters).count_fault(name);
    }
}

/// Whether a token is accepted: any word is, but for none and those that begin with "bad".
pub(crate) fn is_accepted(token: &str) -> bool {
    !token.is_empty() && !token.starts_with("bad")
}

/// A panic of another request leaves nothing half done here.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

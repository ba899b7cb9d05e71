//! What happens, told to whoever listens: the last of it is kept, so that who was away for a while misses nothing.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use paridad_wire::{Happened, Happening, ResetReason};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// How much of it is kept.
const KEPT: usize = 1_024;

/// What happens; a clone tells the same listeners.
#[derive(Debug, Clone)]
pub(crate) struct Happenings(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// When this run began, in milliseconds since 1970: its ids begin with it.
    began: i64,
    kept: usize,
    log: Mutex<Log>,
    /// How many there were by now; none once nothing more will happen.
    told: watch::Sender<Option<u64>>,
}

/// The last of it, and how things stand.
#[derive(Debug, Default)]
struct Log {
    /// How many there were in all; they are counted from one.
    last: u64,
    /// The last of them, the newest at the end.
    recent: VecDeque<Happened>,
    /// Of what stands in some way, how it was told to stand.
    standing: Vec<Happening>,
    /// The day of the last alarm of drift.
    alarm: Option<NaiveDate>,
}

impl Default for Happenings {
    fn default() -> Self {
        Self::since(Utc::now(), KEPT)
    }
}

impl Happenings {
    fn since(began: DateTime<Utc>, kept: usize) -> Self {
        let (told, _) = watch::channel(Some(0));
        Self(Arc::new(Shared { began: began.timestamp_millis(), kept, log: Mutex::default(), told }))
    }

    /// Tells that something happened.
    pub(crate) fn tell(&self, what: Happening) {
        self.append(&mut self.lock(), what, Utc::now());
    }

    /// Tells how something stands, unless it was told to stand so.
    pub(crate) fn tell_standing(&self, what: Happening) {
        let mut log = self.lock();
        let same = |told: &Happening| std::mem::discriminant(told) == std::mem::discriminant(&what);
        match log.standing.iter_mut().find(|told| same(told)) {
            Some(told) if *told == what => return,
            Some(told) => *told = what.clone(),
            None => log.standing.push(what.clone()),
        }
        self.append(&mut log, what, Utc::now());
    }

    /// Tells the alarms of drift that were raised after those that were shown before; the first ones that are shown are no news.
    pub(crate) fn tell_drift(&self, days: impl Iterator<Item = NaiveDate>, now: DateTime<Utc>) {
        let mut log = self.lock();
        let days: Vec<NaiveDate> = days.collect();
        let last = days.iter().copied().max().max(log.alarm).unwrap_or(NaiveDate::MIN);
        let before = log.alarm.replace(last);
        let Some(before) = before else { return };
        for day in days.into_iter().filter(|day| *day > before) {
            let alarm = Happening::Alarm { matter: "drift".to_owned(), raised: true, day: Some(day) };
            self.append(&mut log, alarm, now);
        }
    }

    /// Ends all streams: nothing more will happen here.
    pub(crate) fn end(&self) {
        self.0.told.send_replace(None);
    }

    /// Listens, after the event of that id where one is given.
    pub(crate) fn listen(&self, after: Option<&str>) -> Listener {
        let log = self.lock();
        let (at, reset) = match after.map(|id| self.number_of(id, &log)) {
            None => (log.last, None),
            Some(Ok(number)) => (number, None),
            Some(Err(why)) => (log.last, Some(why)),
        };
        let told = self.0.told.subscribe();
        drop(log);
        Listener { happenings: self.clone(), at, reset, told }
    }

    fn append(&self, log: &mut Log, what: Happening, at: DateTime<Utc>) {
        log.last += 1;
        let (id, at) = (self.id(log.last), at.trunc_subsecs(3));
        log.recent.push_back(Happened { id, at, what });
        if log.recent.len() > self.0.kept {
            log.recent.pop_front();
        }
        let last = log.last;
        self.0.told.send_if_modified(|told| match told {
            Some(told) => {
                *told = last;
                true
            }
            // What has ended stays so.
            None => false,
        });
    }

    /// The id of an event: as wide for each, so that ids are ordered as texts.
    fn id(&self, number: u64) -> String {
        format!("{:013}-{number:010}", self.0.began)
    }

    /// The number of the event with that id, if what came after it is kept.
    fn number_of(&self, id: &str, log: &Log) -> Result<u64, ResetReason> {
        let parts =
            id.split_once('-').and_then(|(began, number)| began.parse().ok().zip(number.parse().ok()));
        let (began, number): (i64, u64) = parts.ok_or(ResetReason::Unknown)?;
        if began != self.0.began {
            return Err(ResetReason::Restarted);
        }
        if number > log.last {
            return Err(ResetReason::Unknown);
        }
        log.is_next_kept(number).then_some(number).ok_or(ResetReason::Forgotten)
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.0.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    /// Whether what came after the event of that number is kept, if anything did.
    fn is_next_kept(&self, number: u64) -> bool {
        self.last - number <= self.recent.len() as u64
    }

    /// The event after the one of that number, if there is one yet; it must be kept.
    fn next(&self, number: u64) -> Option<&Happened> {
        let back = usize::try_from(self.last - number).ok()?;
        self.recent.get(self.recent.len().checked_sub(back)?)
    }
}

/// Who listens: he remembers only how far he is, however slowly he reads.
#[derive(Debug)]
pub(crate) struct Listener {
    happenings: Happenings,
    /// The number of the last event that he was told.
    at: u64,
    /// Why he is to be told that he has missed something.
    reset: Option<ResetReason>,
    told: watch::Receiver<Option<u64>>,
}

impl Listener {
    /// The id that he is at: what is told next comes after it.
    pub(crate) fn at(&self) -> String {
        self.happenings.id(self.at)
    }

    /// Waits for what happens next; nothing once nothing more will happen.
    pub(crate) async fn next(&mut self) -> Option<Happened> {
        loop {
            // What is told from here on is seen below, or wakes us.
            let last = *self.told.borrow_and_update();
            last?;
            if let Some(happened) = self.take() {
                return Some(happened);
            }
            self.told.changed().await.ok()?;
        }
    }

    /// What happened next, if it has happened.
    fn take(&mut self) -> Option<Happened> {
        let log = self.happenings.lock();
        if self.reset.is_none() && !log.is_next_kept(self.at) {
            self.reset = Some(ResetReason::Forgotten);
        }
        if let Some(why) = self.reset.take() {
            self.at = log.last;
            let id = self.happenings.id(self.at);
            return Some(Happened { id, at: Utc::now().trunc_subsecs(3), what: Happening::Reset { why } });
        }
        let next = log.next(self.at).filter(|_| self.at < log.last)?.clone();
        self.at += 1;
        Some(next)
    }
}

#[cfg(test)]
mod tests;

//! A disk in memory that fills up, loses its power, and tears what was not yet synced.

use super::random::Random;
use paridad_store::{Archive, StoreError};
use redb::StorageBackend;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

const SECTOR: usize = 512;

/// A disk; a clone is the same disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk(Arc<Mutex<State>>);

/// What goes wrong with the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The operation finds no space; the ones after it do.
    Full,
    /// This operation and all after it find no space, until there is again.
    StaysFull,
    /// The power goes: this operation and all after it fail.
    PowerCut,
}

#[derive(Debug, Default)]
struct State {
    /// What readers see.
    seen: Vec<u8>,
    /// What the last sync made durable.
    durable: Vec<u8>,
    /// Each sector written since, with what was written, in order.
    journal: Vec<(usize, Vec<u8>)>,
    operations: u64,
    failure: Option<(u64, Failure)>,
    is_off: bool,
}

impl Disk {
    /// A disk that holds `bytes`.
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(State { seen: bytes.clone(), durable: bytes, ..State::default() })))
    }

    /// The archive on this disk.
    pub(crate) fn archive(&self) -> Result<Archive, StoreError> {
        let disk = self.clone();
        Archive::open_with("on a simulated disk", move || {
            redb::Database::builder().create_with_backend(disk.clone())
        })
    }

    /// Lets the operation after `count` more fail.
    pub(crate) fn fail_after(&self, count: u64, failure: Failure) {
        let mut state = self.state();
        state.failure = Some((state.operations + count, failure));
    }

    /// Whether the failure that was asked for has not come yet.
    pub(crate) fn is_sound(&self) -> bool {
        let state = self.state();
        state.failure.is_some_and(|(last, _)| state.operations <= last)
    }

    /// Makes room again, and lets no failure come that was asked for.
    pub(crate) fn heal(&self) {
        self.state().failure = None;
    }

    /// Writes, changes of length and syncs so far.
    pub(crate) fn operations(&self) -> u64 {
        self.state().operations
    }

    /// All bytes of the disk.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.state().seen.clone()
    }

    /// Gives the power back. Of what was not synced, a random part is there, sector by sector.
    pub(crate) fn restart(&self, random: &mut Random) {
        let mut state = self.state();
        let length = if random.chance(50) { state.seen.len() } else { state.durable.len() };
        let mut bytes = std::mem::take(&mut state.durable);
        bytes.resize(length, 0);
        let kept = random.below(101);
        for (sector, written) in std::mem::take(&mut state.journal) {
            if random.chance(kept) && sector * SECTOR < length {
                let end = length.min(sector * SECTOR + written.len());
                bytes[sector * SECTOR..end].copy_from_slice(&written[..end - sector * SECTOR]);
            }
        }
        *state = State { seen: bytes.clone(), durable: bytes, ..State::default() };
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl State {
    /// Counts an operation that changes the disk, and lets it fail if its time has come.
    fn operate(&mut self) -> io::Result<()> {
        self.check_power()?;
        self.operations += 1;
        match self.failure {
            Some((last, failure)) if self.operations > last => {
                self.failure = self.failure.filter(|_| failure == Failure::StaysFull);
                self.is_off = failure == Failure::PowerCut;
                Err(if self.is_off { io::ErrorKind::NotConnected } else { io::ErrorKind::StorageFull }.into())
            }
            _ => Ok(()),
        }
    }

    fn check_power(&self) -> io::Result<()> {
        if self.is_off { Err(io::ErrorKind::NotConnected.into()) } else { Ok(()) }
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        let state = self.state();
        state.check_power()?;
        Ok(state.seen.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let state = self.state();
        state.check_power()?;
        let start = usize::try_from(offset).unwrap();
        let span = state.seen.get(start..start + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(span);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.state();
        state.operate()?;
        state.seen.resize(usize::try_from(len).unwrap(), 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let state = &mut *self.state();
        state.operate()?;
        state.durable.resize(state.seen.len(), 0);
        for (sector, _) in state.journal.drain(..) {
            let start = sector * SECTOR;
            let end = state.seen.len().min(start + SECTOR);
            if start < end {
                state.durable[start..end].copy_from_slice(&state.seen[start..end]);
            }
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let state = &mut *self.state();
        let was_off = state.is_off;
        let result = state.operate();
        // The write that meets the power cut may have reached the disk in part.
        if result.is_ok() || (state.is_off && !was_off) {
            let start = usize::try_from(offset).unwrap();
            let end = start + data.len();
            if end > state.seen.len() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            state.seen[start..end].copy_from_slice(data);
            for sector in start / SECTOR..end.div_ceil(SECTOR) {
                let span = sector * SECTOR..state.seen.len().min((sector + 1) * SECTOR);
                state.journal.push((sector, state.seen[span].to_vec()));
            }
        }
        result
    }
}

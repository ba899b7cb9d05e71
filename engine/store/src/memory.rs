//! A disk in memory, which survives closing and opening the database on it, and can be full or damaged.

use redb::StorageBackend;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// The bytes of redb's first page.
const FIRST_PAGE_BYTES: u64 = 4096;

/// A disk in memory, for tests; a clone is the same disk.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    bytes: Arc<RwLock<Vec<u8>>>,
    is_full: Arc<AtomicBool>,
}

impl Memory {
    /// Lets every write fail from now on for want of space.
    pub fn fill(&self) {
        self.is_full.store(true, Ordering::SeqCst);
    }

    /// Makes room again.
    pub fn clear(&self) {
        self.is_full.store(false, Ordering::SeqCst);
    }

    /// Flips a bit in the middle of each place where these bytes stand, and says how many such places there were.
    pub fn damage(&self, bytes: &[u8]) -> usize {
        let mut disk = self.bytes.write().unwrap_or_else(PoisonError::into_inner);
        let last = disk.len().saturating_sub(bytes.len());
        let places: Vec<usize> =
            (0..=last).filter(|place| !bytes.is_empty() && disk[*place..].starts_with(bytes)).collect();
        for place in &places {
            disk[place + bytes.len() / 2] ^= 4;
        }
        places.len()
    }

    /// Whether there is room for what is not there yet. The first page is: it is the one that redb writes in place.
    fn check_space(&self, offset: u64) -> io::Result<()> {
        let needs_room = offset >= FIRST_PAGE_BYTES && self.is_full.load(Ordering::SeqCst);
        if needs_room { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn span(offset: u64, length: usize) -> io::Result<std::ops::Range<usize>> {
        usize::try_from(offset)
            .ok()
            .and_then(|start| Some(start..start.checked_add(length)?))
            .ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }
}

impl StorageBackend for Memory {
    fn len(&self) -> io::Result<u64> {
        Ok(self.bytes.read().unwrap_or_else(PoisonError::into_inner).len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let span = Self::span(offset, out.len())?;
        let bytes = self.bytes.read().unwrap_or_else(PoisonError::into_inner);
        out.copy_from_slice(bytes.get(span).ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        if len > StorageBackend::len(self)? {
            self.check_space(len)?;
        }
        let len = usize::try_from(len).map_err(io::Error::other)?;
        self.bytes.write().unwrap_or_else(PoisonError::into_inner).resize(len, 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let span = Self::span(offset, data.len())?;
        self.check_space(offset)?;
        let mut bytes = self.bytes.write().unwrap_or_else(PoisonError::into_inner);
        bytes.get_mut(span).ok_or(io::ErrorKind::UnexpectedEof)?.copy_from_slice(data);
        Ok(())
    }
}

//! Where the running server is found: a small file in the data folder.

use serde::{Deserialize, Serialize};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where a server listens, and by what it is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Address {
    /// The address.
    pub(crate) listen: SocketAddr,
    /// What this very run answers at `/livez`: after a crash another server may have taken the address.
    pub(crate) instance: String,
}

const FILE: &str = "server.json";

/// The socket in the data folder.
pub(crate) const SOCKET_FILE: &str = "paridad.sock";

/// The header that carries the instance.
pub(crate) const INSTANCE: &str = "paridad-instance";

impl Address {
    /// The address of a server that starts now.
    pub(crate) fn new(listen: SocketAddr) -> Self {
        // The hasher's keys are random; process and time tell apart even what would start with the same keys.
        let start = (std::process::id(), SystemTime::now());
        Self { listen, instance: format!("{:016x}", RandomState::new().hash_one(start)) }
    }

    /// The address that the last server in this folder left, whether or not it still runs.
    pub(crate) fn last(folder: &Path) -> Option<Self> {
        let address: Self = serde_json::from_str(&std::fs::read_to_string(folder.join(FILE)).ok()?).ok()?;
        address.listen.ip().is_loopback().then_some(address)
    }

    /// Writes down where this server listens; only for who has the archive of the folder, which is one at a time.
    pub(crate) fn remember(self, folder: &Path) -> Result<Remembered, RememberError> {
        let file = folder.join(FILE);
        let partial = file.with_extension("partial");
        // Whoever reads it meanwhile finds the whole of it, or what was there before.
        let write = || {
            std::fs::write(&partial, serde_json::to_string(&self)?)?;
            std::fs::rename(&partial, &file)
        };
        match write() {
            Ok(()) => Ok(Remembered { folder: folder.to_owned(), address: self }),
            Err(source) => Err(RememberError { file, source }),
        }
    }
}

/// The file cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the file {} cannot be written", file.display())]
pub(crate) struct RememberError {
    file: PathBuf,
    #[source]
    source: io::Error,
}

/// The file while its server runs; it is removed when dropped.
#[derive(Debug)]
pub(crate) struct Remembered {
    folder: PathBuf,
    address: Address,
}

impl Drop for Remembered {
    fn drop(&mut self) {
        // Another server may have begun here since, once this one let go of the archive. A file that stays behind does no harm: its instance answers no more.
        if Address::last(&self.folder).as_ref() == Some(&self.address) {
            let _ = std::fs::remove_file(self.folder.join(FILE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("paridad-address-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn address(text: &str) -> Address {
        Address::new(text.parse().unwrap())
    }

    #[test]
    fn two_runs_at_one_address_are_told_apart() {
        assert_ne!(address("127.0.0.1:9"), address("127.0.0.1:9"));
    }

    #[test]
    fn the_file_lives_as_long_as_its_server_and_no_longer() {
        let folder = folder("lives");
        let remembered = address("127.0.0.1:9").remember(&folder).unwrap();
        assert_eq!(Address::last(&folder).as_ref(), Some(&remembered.address));
        let later = address("127.0.0.1:10").remember(&folder).unwrap();
        drop(remembered);
        assert_eq!(Address::last(&folder).as_ref(), Some(&later.address), "the later server's file stays");
        drop(later);
        assert_eq!(Address::last(&folder), None);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_address_elsewhere_is_no_server_of_ours() {
        let folder = folder("elsewhere");
        let _remembered = address("192.0.2.1:80").remember(&folder).unwrap();
        assert_eq!(Address::last(&folder), None);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let error = address("127.0.0.1:9").remember(Path::new("/nonexistent")).unwrap_err();
        assert!(error.to_string().contains("server.json"), "{error}");
    }
}

//! Where the running server is found: a small file in the data folder.

use serde::{Deserialize, Serialize};
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Where a server listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Address {
    /// The address.
    pub(crate) listen: SocketAddr,
    /// Its process.
    pub(crate) pid: u32,
}

const FILE: &str = "server.json";

impl Address {
    /// The address that the last server in this folder left, whether or not it still runs.
    pub(crate) fn last(folder: &Path) -> Option<Self> {
        serde_json::from_str(&std::fs::read_to_string(folder.join(FILE)).ok()?).ok()
    }
}

/// The file while its server runs; it is removed when dropped.
#[derive(Debug)]
pub(crate) struct Remembered(PathBuf);

impl Drop for Remembered {
    fn drop(&mut self) {
        // A file that stays behind does no harm: whoever reads it asks whether the server answers.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Writes down where this server listens.
pub(crate) fn remember(folder: &Path, listen: SocketAddr) -> io::Result<Remembered> {
    let path = folder.join(FILE);
    let text = serde_json::to_string(&Address { listen, pid: std::process::id() })?;
    std::fs::write(&path, text)?;
    Ok(Remembered(path))
}

//! What a snapshot consists of: parts, the manifest that names them, and why one cannot be read.

use crate::data::digest::{Digest, digest};
use serde::{Deserialize, Serialize};

/// The format that this code writes; it reads every one up to it.
pub const FORMAT: u16 = 4;

/// A named part of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name, such as `head/021`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A part's name and the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRef {
    /// The part's name.
    pub name: String,
    /// The hash of its bytes.
    pub digest: Digest,
}

/// The table of contents of a snapshot. Its own hash is the snapshot's hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the parts.
    pub format: u16,
    /// Which numbers the engine that wrote it gives.
    pub engine_revision: u32,
    /// The parts, in order of their names.
    pub parts: Vec<PartRef>,
}

/// A manifest with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The encoded [`Manifest`].
    pub manifest: Vec<u8>,
    /// The parts, in the manifest's order.
    pub parts: Vec<Part>,
}

impl Snapshot {
    /// The snapshot's hash.
    pub fn digest(&self) -> Digest {
        digest(&self.manifest)
    }
}

impl Manifest {
    /// Reads a manifest and refuses a format that this code does not know.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let manifest: Self = postcard::from_bytes(bytes)
            .map_err(|source| DecodeError::Part { name: "manifest".to_owned(), source })?;
        if (1..=FORMAT).contains(&manifest.format) {
            Ok(manifest)
        } else {
            Err(DecodeError::Format(manifest.format))
        }
    }
}

/// Why a snapshot cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// It was written in a format that this code does not know.
    #[error("snapshot format must be between 1 and {FORMAT}, got {0}")]
    Format(u16),
    /// It was written in a format that speaks, but that nothing more can be learned from.
    #[error("a snapshot of format {0} speaks, but learning goes on from format {FORMAT} only")]
    SpeaksOnly(u16),
    /// A part that the manifest names is not there.
    #[error("snapshot part {0} is missing")]
    Missing(String),
    /// A part has other bytes than the manifest says.
    #[error("snapshot part {0} does not have the hash that its manifest states")]
    Hash(String),
    /// A part cannot be read.
    #[error("snapshot part {name} cannot be read")]
    Part {
        /// The part's name.
        name: String,
        /// Why.
        source: postcard::Error,
    },
    /// A part can be read and makes no sense.
    #[error("snapshot part {name} is unsound: {reason}")]
    Unsound {
        /// The part's name.
        name: String,
        /// Why.
        reason: String,
    },
    /// Too little has been learned to speak.
    #[error("the snapshot has seen too few days to speak")]
    Silent,
}

impl DecodeError {
    pub(super) fn unsound(name: &str, reason: String) -> Self {
        Self::Unsound { name: name.to_owned(), reason }
    }
}

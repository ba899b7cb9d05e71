//! The complete state of a forecaster, cut in named parts that are stored and addressed by their content.

mod decode;
mod encode;
mod format_1;
mod pack;
mod parts;

pub use decode::{DecodeError, decode, decode_hindsight, decode_voice};
pub use encode::encode;
pub use pack::{pack, unpack_voice};

use serde::{Deserialize, Serialize};

/// The format that this code writes; it reads every one up to it.
pub const FORMAT: u16 = 3;

/// The BLAKE3 hash of some bytes.
pub type Digest = [u8; 32];

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

/// The BLAKE3 hash of `bytes`.
pub fn digest(bytes: &[u8]) -> Digest {
    blake3::hash(bytes).into()
}

/// Whether speaking needs the part; the others only learn.
pub fn speaks(name: &str) -> bool {
    [RECIPE, STATE, DYNAMICS].contains(&name) || name.starts_with(HEAD) || name.starts_with(BATCH)
}

const RECIPE: &str = "recipe";
const STATE: &str = "state";
const DYNAMICS: &str = "dynamics";
const HEAD: &str = "head/";
const BATCH: &str = "batch/";
const ARRIVALS: &str = "arrivals";
const BEFORE: &str = "before";
const MONITORS_BEFORE: &str = "before/monitors";
const SCORES_BEFORE: &str = "before/scores";
const CUT: &str = "cut";
const GARCH: &str = "garch";
const GAUGES: &str = "gauges";
const MEMORY: &str = "memory/";
const MONITORS: &str = "monitors";
const PANEL: &str = "panel/";
const PENDING: &str = "pending/";
const RETURNS: &str = "returns/";
const SCORES: &str = "scores";
const WINDOW: &str = "window/";

#[cfg(test)]
mod tests;

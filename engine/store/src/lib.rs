//! The archive: every payload, observation, event, forecast and version, in redb.
//!
//! Records are appended and never changed. Each carries its own checksum, because a flipped byte
//! on the disk would otherwise be read as if it were the truth. [`Archive::write`] is one atomic,
//! durable transaction; [`Archive::read`] is a consistent view that no writer disturbs.
//!
//! ```
//! use paridad_store::Archive;
//!
//! let archive = Archive::in_memory()?;
//! let seq = archive.write(|w| w.append_event(&"the peso opened"))?;
//! assert_eq!(archive.read()?.event::<String>(seq)?.as_deref(), Some("the peso opened"));
//! # Ok::<(), paridad_store::StoreError>(())
//! ```

mod admitted;
mod archive;
mod audit;
mod backup;
mod error;
mod exclusions;
mod files;
mod format;
mod groups;
mod hash;
mod index;
mod key;
mod memory;
mod precedents;
mod profiles;
mod proofs;
mod pushes;
mod reader;
mod record;
mod records;
mod requests;
mod review;
mod rows;
mod runs;
mod scrub;
mod settings;
mod speaking;
mod table;
mod tokens;
mod version;
mod writer;

pub use admitted::AdmittedRow;
pub use archive::Archive;
pub use audit::AuditRow;
pub use backup::restore;
pub use error::StoreError;
pub use exclusions::{ExclusionRow, Exclusions};
pub use files::sweep;
pub use groups::{HeldGroup, HeldIn, HeldState};
pub use hash::{Hash, HashError};
pub use memory::Memory;
pub use precedents::{Precedent, PrecedentRow, PrecedentStep, Terms};
pub use proofs::{Extent, ProofRow};
pub use pushes::{FileKey, KeyRow, PushKey};
pub use reader::Reader;
pub use records::Records;
pub use requests::{RequestRow, Wanted};
pub use review::{
    ANONYMOUS, Decision, DecisionRow, Entry, HeldRow, KnownFrom, Standing, has_said, is_disputed, standing,
};
pub use rows::{BatchRow, ObservationRow, RawPayload, RawRow};
pub use runs::{OpenRun, RunRow, RunStep, Trigger};
pub use scrub::{Fault, ScrubReport};
pub use settings::{Setting, settings_in};
pub use table::Table;
pub use tokens::TokenRow;
pub use version::{VersionKind, VersionRow};
pub use writer::Writer;

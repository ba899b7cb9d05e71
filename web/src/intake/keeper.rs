//! Who has the archive that a pull goes into.

use super::order::{Mode, Order};
use crate::conductor::{Brought, ConductorError, Deed};
use crate::secrets::personal::{ProtectError, Protected};
use paridad_ingest::feed::payload::{Asked, Delivery};
use paridad_wire::Pulled;

/// Who has the archive: the server, while others use it too, or a command that has it alone.
pub(crate) trait Keeper {
    /// Why something could not be done.
    type Error: From<ConductorError> + From<ProtectError>;

    /// What a source is asked for.
    async fn asked(&mut self, source: &str, order: &Order) -> Result<Asked, Self::Error>;

    /// What was given, as it may be kept.
    async fn protect(&mut self, given: Vec<Delivery>) -> Result<Vec<Protected>, ProtectError>;

    /// Puts on record what somebody does.
    async fn note(&mut self, deed: Deed) -> Result<(), Self::Error>;

    /// Takes in what was brought, or says what would come of it.
    async fn take(&mut self, brought: Brought, mode: Mode) -> Result<Pulled, Self::Error>;

    /// Puts on record why a source gave nothing, and gives it back.
    async fn failed(&mut self, nothing: Brought, why: ConductorError, mode: Mode) -> Self::Error;

    /// Is told of a portion that failed and keeps no other out, unless it is the last of them.
    fn passed_over(&mut self, why: &Self::Error);
}

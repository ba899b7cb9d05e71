//! The state of the service.

use crate::app::Audience;
use crate::view::View;
use paridad_wire as wire;

impl View {
    /// The state of the service.
    pub(crate) fn status(&self, audience: Audience) -> wire::Status {
        wire::Status {
            provenance: self.provenance(audience),
            learned_version: self.learned.number,
            learned_day: self.learned.day,
            software: env!("CARGO_PKG_VERSION").to_owned(),
            concerns: self.concerns.list(),
        }
    }
}

//! How something is brought in: by whom, what set it off, and whether it is kept.

use crate::conductor::Brought;
use crate::secrets::personal::Protected;
use chrono::NaiveDate;
use paridad_store::Trigger;

/// How a source is pulled.
#[derive(Debug)]
pub(crate) struct Order {
    /// Who wants it.
    pub(crate) actor: String,
    /// What set it off.
    pub(crate) trigger: Trigger,
    /// From which day on; else from where the archive ends.
    pub(crate) since: Option<NaiveDate>,
    /// What becomes of what it brings.
    pub(crate) mode: Mode,
}

/// What becomes of what a pull brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is kept and learned.
    Keep,
    /// It is looked at, and nothing is kept.
    DryRun,
}

impl Order {
    /// What it brought of a source.
    pub(super) fn brought(&self, source: &str, deliveries: Vec<Protected>) -> Brought {
        let (source, actor) = (source.to_owned(), self.actor.clone());
        Brought { source, deliveries, actor, trigger: self.trigger, since: self.since }
    }
}

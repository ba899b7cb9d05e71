//! Entries in the trail of what changes nothing that is known: who asked for what, and when the server ran.

use super::{Conductor, ConductorError, Scope};
use chrono::{DateTime, Utc};

/// What somebody did.
#[derive(Debug)]
pub(crate) struct Deed {
    /// Who did it.
    pub(crate) actor: String,
    /// What was done, in a word or two.
    pub(crate) action: &'static str,
    /// To what.
    pub(crate) detail: String,
}

impl Deed {
    /// What the program does by itself.
    pub(crate) fn own(action: &'static str, detail: String) -> Self {
        Self { actor: super::bootstrap::ACTOR.to_owned(), action, detail }
    }

    /// A verification that somebody begins.
    pub(crate) fn verification(actor: String, scope: Scope) -> Self {
        let detail = match scope {
            Scope::SinceProven => "the archive, from what is proven on",
            Scope::All => "the archive, all of it from nothing",
        };
        Self { actor, action: "verify", detail: detail.to_owned() }
    }

    /// A pull that a person or a program asks for.
    pub(crate) fn pull(actor: String, source: &str, since: Option<chrono::NaiveDate>) -> Self {
        let since = since.map(|day| format!(" since {day}")).unwrap_or_default();
        Self { actor, action: "pull", detail: format!("{source}{since}") }
    }
}

impl Conductor {
    /// Puts on record what somebody did.
    pub(crate) fn note(&mut self, deed: &Deed, now: DateTime<Utc>) -> Result<(), ConductorError> {
        let Deed { actor, action, detail } = deed;
        self.write(|writer| writer.append_audit(now, actor, action, detail).map(drop))
    }
}

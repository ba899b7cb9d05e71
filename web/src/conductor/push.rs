//! What was pushed: taken in once, however often it is sent under its key.

use super::brought::Brought;
use super::{Conductor, ConductorError};
use crate::secrets::personal::Protected;
use chrono::{DateTime, Utc};
use paridad_store::{Hash, KeyRow, PushKey, Trigger};

/// What was pushed, by whom and under which key.
#[derive(Debug)]
pub(crate) struct Push {
    /// What came.
    pub(crate) delivery: Protected,
    /// The name of the token that pushed, or of nobody's.
    pub(crate) actor: String,
    /// The key that came with it.
    pub(crate) key: String,
}

/// The batch that a push became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Landed {
    /// Just now.
    Now(u64),
    /// When the same was pushed before.
    Before(u64),
}

impl Conductor {
    /// Takes in what was pushed at `now`, unless it was before: then nothing is done, and the batch of that time is its batch. Of one
    /// that brings more than a push may, nothing is kept.
    pub(crate) fn push(&mut self, push: Push, now: DateTime<Utc>) -> Result<Landed, ConductorError> {
        self.catch_up()?;
        let Push { delivery, actor, key } = push;
        if let Some(row) = self.pushed(&actor, &key)? {
            let is_same = row.payload == Hash::of(&delivery.payload.bytes);
            return if is_same { Ok(Landed::Before(row.batch)) } else { Err(ConductorError::KeyUsed) };
        }
        self.check_caps(&delivery.payload)?;
        let source = delivery.payload.source.clone();
        let brought =
            Brought { source, deliveries: vec![delivery], actor, trigger: Trigger::Push, since: None };
        let under = PushKey { token: &brought.actor, text: &key };
        self.take_under(&brought, Some(under), now)?;
        let row = self.pushed(&brought.actor, &key)?.ok_or(ConductorError::Empty)?;
        Ok(Landed::Now(row.batch))
    }

    fn pushed(&self, token: &str, text: &str) -> Result<Option<KeyRow>, ConductorError> {
        Ok(self.archive.read()?.key(PushKey { token, text })?)
    }
}

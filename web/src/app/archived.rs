//! Versions that do not speak, as they were read from the archive.

use super::recent::Recent;
use crate::conductor::{Which, archived, as_known};
use crate::problem::Trouble;
use crate::view::View;
use paridad_engine::forecast::model::Origin;
use paridad_store::Reader;
use std::sync::Arc;

/// The versions that were asked last, so that a link to one is answered at once.
#[derive(Debug, Default)]
pub(crate) struct Archived {
    views: Recent<u64, Arc<View>>,
    /// Of two versions, the origin of the earlier one as the later one knows it.
    origins: Recent<(u64, u64), Option<Origin>>,
}

impl Archived {
    /// The version of a number, if it was asked lately.
    pub(super) fn find(&self, number: u64) -> Option<Arc<View>> {
        self.views.find(&number)
    }

    /// The version that is asked, read from the archive unless it is `shown` or was asked lately.
    pub(crate) fn read(
        &self,
        reader: &Reader,
        which: Which,
        shown: &Arc<View>,
    ) -> Result<Arc<View>, Trouble> {
        let row = which.row(reader, shown)?;
        if row.number == shown.speaking.number {
            return Ok(shown.clone());
        }
        if let Some(view) = self.find(row.number) {
            return Ok(view);
        }
        let number = row.number;
        let view = Arc::new(archived(reader, row, shown)?);
        self.views.keep(number, view.clone());
        Ok(view)
    }

    /// The origin of an earlier version as a later one knows it; none where they cannot be compared.
    pub(crate) fn as_known(
        &self,
        reader: &Reader,
        (earlier, later): (&View, &View),
    ) -> Result<Option<Origin>, Trouble> {
        let key = (earlier.speaking.number, later.speaking.number);
        if let Some(origin) = self.origins.find(&key) {
            return Ok(origin);
        }
        let origin = as_known(reader, (earlier, later))?;
        self.origins.keep(key, origin.clone());
        Ok(origin)
    }
}

//! Who holds a token, as the archive has it: kept at hand, because every request asks.

use super::Readers;
use crate::conductor::ConductorError;
use crate::problem::Trouble;
use paridad_store::TokenRow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::RwLock;

/// The tokens that allow something, by their digests; nothing until they are read, and again after a change.
#[derive(Debug, Default)]
pub(crate) struct Holders(RwLock<Option<Arc<ByDigest>>>);

type ByDigest = BTreeMap<[u8; 32], TokenRow>;

impl Holders {
    /// The token of a digest, if it allows anything.
    pub(crate) async fn of(&self, readers: &Readers, digest: &[u8; 32]) -> Result<Option<TokenRow>, Trouble> {
        if let Some(known) = &*self.0.read().await {
            return Ok(known.get(digest).cloned());
        }
        // Whoever changes something meanwhile waits, so what is kept is never older than the last change.
        let mut known = self.0.write().await;
        let all = match &*known {
            Some(all) => all.clone(),
            None => Arc::new(
                readers
                    .read(|reader| {
                        let rows = reader.tokens().map_err(ConductorError::from)?;
                        let valid = rows.into_iter().filter(|row| !row.revoked);
                        Ok(valid.map(|row| (row.digest, row)).collect())
                    })
                    .await?,
            ),
        };
        let found = all.get(digest).cloned();
        *known = Some(all);
        Ok(found)
    }

    /// Looks again at the archive from now on. For whoever changes it, on a thread that may wait; whether the change was made or
    /// failed, because one that failed may have landed.
    pub(crate) fn forget(&self) {
        *self.0.blocking_write() = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Utc;
    use paridad_store::Archive;

    #[tokio::test]
    async fn a_token_counts_from_when_it_is_made_until_it_is_revoked() {
        let (readers, holders) = (Readers::default(), Arc::new(Holders::default()));
        let archive = Arc::new(Archive::in_memory().unwrap());
        readers.open(archive.clone());
        let keep = async |revoked: bool| {
            let (name, role, actor) = ("ana".to_owned(), "admin".to_owned(), "local".to_owned());
            let row = TokenRow { name, role, digest: [7; 32], at: Utc::now(), actor, revoked };
            archive.write(|writer| writer.append_token(&row)).unwrap();
            let holders = holders.clone();
            tokio::task::spawn_blocking(move || holders.forget()).await.unwrap();
        };
        let is_let_in = async || holders.of(&readers, &[7; 32]).await.unwrap().is_some();
        assert!(!is_let_in().await);
        keep(false).await;
        assert!(is_let_in().await && is_let_in().await);
        keep(true).await;
        assert!(!is_let_in().await);
    }
}

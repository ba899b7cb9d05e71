//! Who may ask for what: tokens, of which only the digest is kept.

use crate::reader::{EVERYTHING, row};
use crate::{Reader, StoreError, Table, Writer};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A token, as it is from then on: the last row of a name is the one that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRow {
    /// The name of who holds it.
    pub name: String,
    /// What it allows.
    pub role: String,
    /// The SHA-256 digest of the token itself.
    pub digest: [u8; 32],
    /// When it was made or revoked.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
    /// Who made or revoked it.
    pub actor: String,
    /// Whether it no longer allows anything.
    pub revoked: bool,
}

impl Reader {
    /// The last row of each name, by name.
    pub fn tokens(&self) -> Result<Vec<TokenRow>, StoreError> {
        let mut last = BTreeMap::new();
        for row in self.range(Table::Tokens, EVERYTHING, row::<TokenRow>)? {
            let row = row?;
            last.insert(row.name.clone(), row);
        }
        Ok(last.into_values().collect())
    }

    /// The token of that digest, if it is the last of its name and not revoked.
    pub fn token_by_digest(&self, digest: &[u8; 32]) -> Result<Option<TokenRow>, StoreError> {
        Ok(self.tokens()?.into_iter().find(|row| row.digest == *digest && !row.revoked))
    }
}

impl Writer<'_> {
    /// Appends a token that was made or revoked, and gives the number of the row.
    pub fn append_token(&mut self, row: &TokenRow) -> Result<u64, StoreError> {
        self.append_next(Table::Tokens, row)
    }
}

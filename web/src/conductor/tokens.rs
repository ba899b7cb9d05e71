//! Tokens made and revoked: each is a row of its own and an entry in the trail, in one transaction.

use super::{Conductor, ConductorError};
use paridad_store::TokenRow;

impl Conductor {
    /// Puts a new token on record. A name has one token at a time.
    pub(crate) fn make_token(&mut self, row: &TokenRow) -> Result<(), ConductorError> {
        let is_taken = self.token(&row.name)?.is_some_and(|last| !last.revoked);
        if is_taken {
            return Err(ConductorError::NameInUse { name: row.name.clone() });
        }
        self.keep_token(row, "make token")
    }

    /// Puts on record that a token allows nothing from now on, and gives its last row.
    pub(crate) fn revoke_token(
        &mut self,
        name: &str,
        (actor, now): (&str, chrono::DateTime<chrono::Utc>),
    ) -> Result<TokenRow, ConductorError> {
        let last = self.token(name)?.filter(|last| !last.revoked);
        let last = last.ok_or_else(|| ConductorError::NoSuchToken { name: name.to_owned() })?;
        let row = TokenRow { at: now, actor: actor.to_owned(), revoked: true, ..last };
        self.keep_token(&row, "revoke token")?;
        Ok(row)
    }

    fn token(&self, name: &str) -> Result<Option<TokenRow>, ConductorError> {
        Ok(self.archive.read()?.tokens()?.into_iter().find(|row| row.name == name))
    }

    fn keep_token(&mut self, row: &TokenRow, action: &str) -> Result<(), ConductorError> {
        self.write(|writer| {
            writer.append_token(row)?;
            writer.append_audit(row.at, &row.actor, action, &format!("{} of {}", row.role, row.name))?;
            Ok(())
        })
    }
}

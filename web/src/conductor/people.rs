//! Who decides: whether people can be told apart, and what is said where they cannot.

use crate::secrets::token::{Right, Role};
use paridad_store::{ANONYMOUS, Reader, StoreError, TokenRow};

/// Whether some people can be told apart who may decide.
pub(super) fn some_may_decide(reader: &Reader) -> Result<bool, StoreError> {
    Ok(reader.tokens()?.iter().any(may_decide))
}

/// Whether a token is in force with which its holder may decide on data or on who speaks.
fn may_decide(row: &TokenRow) -> bool {
    let role = Role::named(&row.role).filter(|_| !row.revoked);
    role.is_some_and(|role| role.allows(Right::Review) || role.allows(Right::Operate))
}

/// What the record adds where nobody knows who decided.
pub(super) fn unnamed(actor: &str) -> &'static str {
    if actor == ANONYMOUS { "; decided by one person without a name" } else { "" }
}

//! Who asks: the holder of a token, or the owner of this machine.

use crate::problem::Refusal;
use crate::secrets::token::{Right, Role};
use paridad_store::ANONYMOUS;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Identity {
    /// Whoever owns this machine, as far as anybody can tell: he may do all, but is nobody where people must be told apart.
    Local,
    /// The holder of a token.
    Holder {
        /// The token's name.
        name: String,
        /// What it allows.
        role: Role,
    },
}

impl Identity {
    /// Under which name he acts.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Local => ANONYMOUS,
            Self::Holder { name, .. } => name,
        }
    }

    /// Whether he has shown a token.
    pub(crate) fn has_token(&self) -> bool {
        *self != Self::Local
    }

    /// Whether he may do what needs this right; what is signed needs none.
    pub(crate) fn check(&self, right: Option<Right>) -> Result<(), Refusal> {
        match (self, right) {
            (Self::Holder { role, .. }, Some(right)) if !role.allows(right) => {
                Err(Refusal::Role { role: *role, right })
            }
            _ => Ok(()),
        }
    }
}

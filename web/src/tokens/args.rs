//! What is asked of tokens on the command line.

use crate::secrets::token::{Role, is_name};
use clap::{Args, Subcommand};

/// What becomes of tokens.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token, which is shown this once.
    New(NewTokenArgs),
    /// List the tokens: who holds them, and what they allow.
    List,
    /// Let a token allow nothing from now on.
    Revoke {
        /// Whose token.
        #[arg(value_parser = name)]
        name: String,
    },
}

/// A token to be made.
#[derive(Debug, Clone, Args)]
pub(crate) struct NewTokenArgs {
    /// Who holds it: 1 to 64 characters of a-z, 0-9, `.`, `_` and `-`.
    #[arg(long, value_parser = name)]
    pub(crate) name: String,
    /// What it allows.
    #[arg(long, value_enum)]
    pub(crate) role: Role,
}

fn name(text: &str) -> Result<String, String> {
    if is_name(text) {
        return Ok(text.to_owned());
    }
    Err("must have 1 to 64 characters of a-z, 0-9, '.', '_' and '-', and be neither local nor paridad"
        .to_owned())
}

//! The archive as a whole, copied and restored.

mod args;
mod bundle;
mod command;
mod handler;

pub(crate) use args::{BackupArgs, RestoreArgs};
pub(crate) use command::{backup, restore};

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().post("/api/v1/backup", Right::Operate, handler::backup)
}

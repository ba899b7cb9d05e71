//! What sources have, brought in: when somebody asks for it, when its time has come, and when a file is dropped.

mod alone;
mod keeper;
mod order;
mod pull;
mod scheduler;
mod served;
mod together;
mod watcher;

pub(crate) use alone::Alone;
pub(crate) use order::{Mode, Order};
pub(crate) use pull::{hand_over, pull};
pub(crate) use scheduler::run as schedule;
pub(crate) use served::{hand_over_here, pull_all, pull_here};
pub(crate) use together::together;
pub(crate) use watcher::run as watch;

//! What sources have, brought in: when somebody asks for it, when its time has come, and when a file is dropped.

pub(crate) mod pulling;
mod scheduler;
mod together;
mod watcher;

pub(crate) use scheduler::run as schedule;
pub(crate) use together::together;
pub(crate) use watcher::run as watch;

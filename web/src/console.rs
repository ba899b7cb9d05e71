//! What commands share: how they reach the archive, what they print, and how they fail.

mod access;
mod client;
mod failure;
mod job;
mod output;

pub(crate) use access::{ACTOR, Access, HISTORY_UNUSED, history};
pub(crate) use client::{Client, Refused};
pub(crate) use failure::fail;
pub(crate) use job::done_there;
pub(crate) use output::{Bar, Waiting, counted, faults, json, line, moment, warn, with_note};

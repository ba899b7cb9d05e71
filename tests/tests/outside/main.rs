//! What is seen from outside, in one program: the real server as a process, the engine on the real history, and a real browser.

mod alone;
mod beside;
mod calendar;
#[cfg(feature = "slow")]
mod crash;
mod door;
mod drivers;
mod edges;
mod end_to_end;
mod evaluate;
mod held;
mod history;
mod internal;
mod jobs;
mod live;
mod pages;
mod parity;
mod permalinks;
mod printed;
mod push;
mod questions;
mod readers;
mod report;
mod schedule;
mod snapshots;
#[cfg(feature = "slow")]
mod source_kills;
mod sources;
mod starts;
mod traces;
mod vintages;

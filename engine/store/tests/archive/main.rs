//! The archive as its users see it, and as disks, power cuts and bad bits treat it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

mod backup;
mod bit_rot;
mod disk;
mod disk_full;
mod indexes;
mod ledger;
mod older;
mod people;
mod power_loss;
mod proofs;
mod random;
mod rows;
mod threads;
mod versions;

//! What measures time, and so has the machine to itself: `cargo xtask test` runs these one by one, once all others have ended.

#[cfg(feature = "slow")]
mod browser;
#[cfg(feature = "slow")]
mod dashboard;
mod load;
#[cfg(feature = "slow")]
mod plain;

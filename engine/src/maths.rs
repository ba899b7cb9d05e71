//! Pure numbers: nothing here knows of rates, days or series.

pub mod boa;
pub mod curve;
pub mod gjr;
pub mod level;
pub(crate) mod noise;
pub mod num;
pub(crate) mod shape;

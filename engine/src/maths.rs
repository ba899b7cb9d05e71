//! Pure numbers: nothing here knows of rates, days or series.

pub mod boa;
pub mod bound;
pub mod curve;
pub mod gjr;
pub mod level;
pub(crate) mod noise;
pub mod num;
pub mod parameter;
pub(crate) mod shape;

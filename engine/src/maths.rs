//! Pure numbers: nothing here knows of rates, days or series.

pub mod boa;
pub mod curve;
pub mod domain;
pub mod gjr;
pub mod level;
pub(crate) mod noise;
pub mod num;
pub mod parameter;
pub(crate) mod shape;
pub(crate) mod steffen;

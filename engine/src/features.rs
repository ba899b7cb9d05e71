//! What is read of the panel for the point and for the spread, and the running scales beneath.

pub mod moments;
pub mod point;
pub mod regime;
pub mod running_scale;
pub mod scale;
pub mod spread;

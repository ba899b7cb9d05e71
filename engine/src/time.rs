//! Days, zones, the calendars by which targets are published, and horizons counted in them.

pub mod calendar;
pub mod day;
pub mod horizon;
pub mod zone;

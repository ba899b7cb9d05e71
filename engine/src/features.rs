//! What is read of the panel for the point and for the spread: of rates, of any series by a driver, of the calendars of events.

pub mod agenda;
pub mod driver;
pub mod moments;
pub mod point;
pub mod quantity;
pub mod regime;
pub mod running_scale;
pub mod scale;
pub mod spread;
pub mod standing;

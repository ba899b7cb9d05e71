//! Charts, drawn as SVG from plain geometry.

mod calendar_ticks;
mod crosshair;
mod decimate;
mod fan;
mod frame;
mod labels;
mod path;
mod room;
mod scale;
mod waterfall;

pub(crate) use fan::{Beside, FanChart};
pub(crate) use waterfall::{BarKind, WaterfallChart, Way, bars};

/// The central intervals that are shown, in percent, widest first.
pub(crate) const BANDS: [u8; 3] = [95, 80, 50];

/// The place of the central 80 in 100 among them.
pub(crate) const EIGHTY: usize = 1;

//! Charts, drawn as SVG from plain geometry.

mod calendar_ticks;
mod crosshair;
mod decimate;
mod fan;
mod frame;
mod labels;
mod path;
mod scale;
mod steps;
mod waterfall;
mod width;

pub(crate) use fan::FanChart;
pub(crate) use steps::{BANDS, Step, steps};
pub(crate) use waterfall::{Bar, BarKind, WaterfallChart, Way, bars};

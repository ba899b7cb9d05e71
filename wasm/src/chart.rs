//! Charts, drawn as SVG from plain geometry.

mod calendar_ticks;
mod course;
mod crosshair;
mod decimate;
mod dots;
mod fan;
mod frame;
mod histogram;
mod labels;
mod pair;
mod path;
mod plot;
mod room;
mod scale;
mod shape;
mod stage;
mod timeline;
mod waterfall;

pub(crate) use course::{Course, course_chart};
pub(crate) use dots::{Dot, Dots, dot_chart};
pub(crate) use fan::{Beside, FanChart};
pub(crate) use histogram::{Histogram, Slice, histogram};
pub(crate) use pair::pair;
pub(crate) use path::px;
pub(crate) use plot::Measure;
pub(crate) use timeline::{Mark, Timeline, timeline};
pub(crate) use waterfall::{BarKind, WaterfallChart, Way, bars};

/// The central intervals that are shown, in percent, widest first.
pub(crate) const BANDS: [u8; 3] = [95, 80, 50];

/// The place of the central 80 in 100 among them.
pub(crate) const EIGHTY: usize = 1;

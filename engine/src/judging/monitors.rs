//! Detectors that watch the next-day residuals: their mean, and their size.

use crate::forecast::record::Outcome;
use crate::judging::drift::Detector;
use crate::judging::drift::adwin::Adwin;
use crate::judging::drift::page_hinkley::PageHinkley;
use crate::time::day;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a detector looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Watched {
    /// The standardised residual: does the point go astray?
    Residual,
    /// Its absolute value: does the scale go astray?
    Size,
}

impl Watched {
    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Residual => "residual",
            Self::Size => "size",
        }
    }
}

/// Which detector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Adaptive windowing.
    Adwin,
    /// Page-Hinkley.
    PageHinkley,
}

impl Kind {
    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Adwin => "adwin",
            Self::PageHinkley => "page_hinkley",
        }
    }

    /// How many alarms it raises in a thousand days where nothing changes.
    ///
    /// Measured over two million residuals, drawn independently from Student's t with five degrees of freedom, whose tails are about
    /// those of a day's residuals, and brought to a deviation of 1.
    pub fn false_alarms(self, watched: Watched) -> f64 {
        match (self, watched) {
            (Self::Adwin, Watched::Residual) => 0.002,
            (Self::Adwin, Watched::Size) => 0.0035,
            (Self::PageHinkley, Watched::Residual) => 0.587,
            (Self::PageHinkley, Watched::Size) => 0.224,
        }
    }
}

/// An alarm of one detector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// The day whose outcome raised it.
    #[serde(with = "day")]
    pub day: NaiveDate,
    /// What was looked at.
    pub watched: Watched,
    /// Which detector it was.
    pub kind: Kind,
}

/// The detectors and their alarms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Monitors {
    residual: Pair,
    size: Pair,
    seen: u32,
    alarms: Vec<Alarm>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Pair {
    adwin: Adwin,
    page_hinkley: PageHinkley,
}

impl Monitors {
    /// Takes in a next-day outcome and gives the alarms that it raised.
    pub(crate) fn learn(&mut self, outcome: &Outcome) -> Vec<Alarm> {
        self.seen += 1;
        let mut raised = Vec::new();
        let streams = [
            (Watched::Residual, &mut self.residual, outcome.residual),
            (Watched::Size, &mut self.size, outcome.residual.abs()),
        ];
        for (watched, pair, value) in streams {
            let signals = [
                (Kind::Adwin, pair.adwin.update(value)),
                (Kind::PageHinkley, pair.page_hinkley.update(value)),
            ];
            for (kind, signal) in signals {
                if signal.is_some() {
                    raised.push(Alarm { day: outcome.day, watched, kind });
                }
            }
        }
        self.alarms.extend(&raised);
        raised
    }

    /// All alarms so far, oldest first.
    pub fn alarms(&self) -> &[Alarm] {
        &self.alarms
    }

    /// The number of outcomes seen.
    pub fn seen(&self) -> u32 {
        self.seen
    }
}

#[cfg(test)]
mod tests;

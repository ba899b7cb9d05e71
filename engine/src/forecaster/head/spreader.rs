//! A learner of the spread, whichever kind it is.

use crate::experts::kind::SpreadKind;
use crate::experts::prior;
use crate::experts::prior::Taught;
use crate::experts::spread::{
    Ewma, Fan, Gradient, Har, LogScale, RevealedResidual, Scales, Spread, Walk, overlap,
};
use crate::maths::shape::Residuals;
use crate::recipe::Recipe;
use crate::time::horizon::ANCHORS;

/// One of the experts of the spread.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Spreader {
    Walk(Walk),
    Ewma(Ewma),
    /// All horizons share one, which the forecaster holds.
    Garch,
    Har(Har),
    Gradient(Gradient),
    Stretched {
        of: u8,
        factor: f64,
    },
}

impl Spreader {
    /// An expert that begins at the recipe's prior.
    pub(super) fn new(kind: SpreadKind, index: usize, recipe: &Recipe) -> Self {
        let residuals = |taught| Residuals::new(prior::shape(taught, index, recipe.beginning()));
        let log_scale = |taught, penalty, forgetting| {
            LogScale::new(prior::log_scale(taught, index, recipe.beginning()), penalty, forgetting)
        };
        let overlap = overlap(ANCHORS[index]);
        match kind {
            SpreadKind::Walk => Self::Walk(Walk),
            SpreadKind::Ewma => Self::Ewma(Ewma { residuals: residuals(Taught::Ewma) }),
            SpreadKind::Garch => Self::Garch,
            SpreadKind::Har { penalty, forgetting } => Self::Har(Har {
                log_scale: log_scale(Taught::Har, penalty, forgetting),
                residuals: residuals(Taught::Har),
                overlap,
            }),
            SpreadKind::Gradient { penalty, forgetting, degrees } => Self::Gradient(Gradient {
                log_scale: log_scale(Taught::Gradient, penalty, forgetting),
                residuals: residuals(Taught::Gradient),
                overlap,
                degrees,
            }),
            SpreadKind::Stretched { of, factor } => Self::Stretched { of, factor },
        }
    }

    pub(super) fn fan(&self, scales: &Scales, garch: &Fan) -> Fan {
        match self {
            Self::Walk(walk) => walk.fan(scales),
            Self::Ewma(ewma) => ewma.fan(scales),
            Self::Garch => garch.clone(),
            Self::Har(har) => har.fan(scales),
            Self::Gradient(gradient) => gradient.fan(scales),
            Self::Stretched { of, factor } => Fan::Stretched { of: *of, factor: *factor },
        }
    }

    pub(super) fn learn(&mut self, revealed: &RevealedResidual) {
        match self {
            Self::Walk(walk) => walk.learn(revealed),
            Self::Ewma(ewma) => ewma.learn(revealed),
            Self::Garch | Self::Stretched { .. } => {}
            Self::Har(har) => har.learn(revealed),
            Self::Gradient(gradient) => gradient.learn(revealed),
        }
    }
}

//! The experts of a recipe: who speaks, with which numbers, and how much each is believed at first.

use crate::experts::refit::ForestShape;
use serde::{Deserialize, Serialize};

/// Who says where the rate goes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LocationExpert {
    /// Which kind of learner it is.
    pub kind: LocationKind,
    /// Its weight before anything was seen, beside those of the others.
    pub weight: f64,
}

/// A kind of learner of location.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum LocationKind {
    /// The driftless random walk.
    Walk,
    /// The mean move, shrunken.
    Mean {
        /// How many independent outcomes of zero it begins with.
        prior_outcomes: f64,
    },
    /// The rate differential.
    Carry,
    /// Online ridge regression.
    Ridge {
        /// The penalty at a horizon of one day; it grows in proportion to the horizon.
        penalty: f64,
        /// What a past row keeps of its weight for each row learned after it.
        forgetting: f64,
    },
    /// Elastic net, refitted on a schedule.
    ElasticNet {
        /// The penalty at a horizon of one day; it grows with the square root of the horizon.
        penalty: f64,
        /// The share of the penalty that falls on absolute weights.
        l1_ratio: f64,
    },
    /// A forest, refitted on a schedule.
    Forest {
        /// How it grows.
        shape: ForestShape,
        /// What its trees keep of what they say, between 0 and 1.
        shrinkage: f64,
    },
}

impl LocationKind {
    /// What it is called in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::Mean { .. } => "mean",
            Self::Carry => "carry",
            Self::Ridge { .. } => "ridge",
            Self::ElasticNet { .. } => "elastic_net",
            Self::Forest { .. } => "forest",
        }
    }
}

/// Who says how far the rate may be from the point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SpreadExpert {
    /// Which kind of learner it is.
    pub kind: SpreadKind,
    /// Its weight before anything was seen, beside those of the others.
    pub weight: f64,
}

/// A kind of learner of the spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum SpreadKind {
    /// The driftless random walk with a normal shape and the scale of the fast variance.
    Walk,
    /// The scale of two variances, with the shape of its own residuals.
    Ewma,
    /// GJR-GARCH with Student-t innovations and filtered historical simulation, refitted on a schedule.
    Garch,
    /// Log-volatility by online ridge, with the shape of its own residuals.
    Har {
        /// How strongly its weights are held at the prior's.
        penalty: f64,
        /// What a past row keeps of its weight for each row learned after it.
        forgetting: f64,
    },
    /// Log-scale by natural-gradient steps on the likelihood of Student's t, with the shape of its own residuals.
    Gradient {
        /// How strongly its weights are held at the prior's.
        penalty: f64,
        /// What a past row keeps of its weight for each row learned after it.
        forgetting: f64,
        /// The degrees of freedom.
        degrees: f64,
    },
    /// What an earlier expert of the list says, stretched: with one narrower and one wider, the aggregate can correct what all
    /// experts have in common.
    Stretched {
        /// The place of that expert in the list.
        of: u8,
        /// By how much.
        factor: f64,
    },
}

impl SpreadKind {
    /// What it is called in answers, beside the other experts of its recipe.
    pub fn name(self, experts: &[SpreadExpert]) -> String {
        match self {
            Self::Walk => "walk".to_owned(),
            Self::Ewma => "ewma".to_owned(),
            Self::Garch => "garch".to_owned(),
            Self::Har { .. } => "har".to_owned(),
            Self::Gradient { .. } => "gradient".to_owned(),
            Self::Stretched { of, factor } => {
                let of = experts.get(usize::from(of)).map(|expert| expert.kind.name(experts));
                format!("{} x {factor}", of.unwrap_or_default())
            }
        }
    }
}

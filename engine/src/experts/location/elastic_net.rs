//! Elastic net: a linear function that is fitted anew on a schedule, and keeps to few features.

use super::gain::PENALTY;
use super::learner::LabelledRows;
use super::linear::Linear;
use super::stored::LocationMemory;
use super::{Learner, LocationMember, Speaker};
use crate::experts::prior::Beginning;
use crate::experts::refit::{Fitted, Job, RefitLearner};
use crate::experts::registry::Listed;
use crate::maths::domain::Domain;
use crate::maths::parameter::{Allowed, parameters};
use crate::time::horizon::Horizon;

parameters! {
    /// What a recipe sets of the elastic net.
    pub struct Parameters {
        /// The penalty at a horizon of one day; it grows with the square root of the horizon.
        penalty: f64 = PENALTY,
        /// The share of the penalty that falls on absolute weights.
        l1_ratio: f64 = Allowed::Number(Domain::UpTo(0.0, 1.0)),
    }
}

/// Minimises `sum (y - base - w x)² / 2n + λ (ρ |w|_1 + (1 - ρ) |w|_2² / 2)` with `λ = penalty √h` (Zou and Hastie 2005), over the
/// rows before a cut; between refits it stays as it is. Silent before the first.
///
/// ```
/// use paridad_engine::experts::location::{ElasticNet, Learner, Linear, Sight, elastic_net};
/// use paridad_engine::time::horizon::ANCHORS;
/// let net = ElasticNet::new(elastic_net::Parameters { penalty: 0.1, l1_ratio: 0.5 }, ANCHORS[0]);
/// assert!(net.predict(&Sight::of(&[2.0])).is_none());
/// let net = net.fitted(Linear { base: 0.0, weights: vec![0.1] });
/// assert_eq!(net.predict(&Sight::of(&[2.0])).map(|says| says.point()), Some(0.2));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ElasticNet {
    parameters: Parameters,
    horizon: Horizon,
    fitted: RefitLearner,
}

impl ElasticNet {
    /// A net before its first refit.
    pub fn new(parameters: Parameters, horizon: Horizon) -> Self {
        Self { parameters, horizon, fitted: RefitLearner::Silent }
    }

    /// The net with what a refit has brought.
    #[must_use]
    pub fn fitted(self, linear: Linear) -> Self {
        Self { fitted: RefitLearner::Linear(linear), ..self }
    }
}

impl Listed for ElasticNet {
    const NAME: &'static str = "elastic_net";
    const SUMMARY: &'static str = "Elastic net, refitted on a schedule.";
    const IS_REFITTED: bool = true;
    type Parameters = Parameters;

    fn begin(parameters: Parameters, from: &Beginning) -> Self {
        Self::new(parameters, from.horizon())
    }
}

impl Learner for ElasticNet {
    fn speaker(&self) -> Speaker {
        Speaker::Refit(self.fitted.clone())
    }
}

impl LocationMember for ElasticNet {
    fn restore(&mut self, speaker: Speaker, memory: LocationMemory) -> Option<()> {
        let (Speaker::Refit(fitted), LocationMemory::Nothing) = (speaker, memory) else { return None };
        self.fitted = fitted;
        Some(())
    }

    fn job(&self, LabelledRows { rows, labels, .. }: LabelledRows) -> Option<Job> {
        let Parameters { penalty, l1_ratio } = self.parameters;
        Some(Job::ElasticNet { rows, labels, penalty: penalty * self.horizon.root(), l1_ratio })
    }

    fn install(&mut self, fitted: Fitted) {
        if let Fitted::Linear(linear) = fitted {
            self.fitted = RefitLearner::Linear(linear);
        }
    }
}

//! The mean move of the past, shrunken towards none.

use super::linear::BOUND;
use super::stored::{LabelSum, LocationMemory};
use super::{Learner, LocationMember, Speaker};
use crate::experts::prior::Beginning;
use crate::experts::registry::Listed;
use crate::maths::domain::Domain;
use crate::maths::parameter::{Allowed, parameters};

parameters! {
    /// What a recipe sets of the mean.
    pub struct Parameters {
        /// How many independent outcomes of zero it begins with.
        prior_outcomes: f64 = Allowed::Number(Domain::MoreThan(0.0)),
    }
}

/// `u = (sum y / h) / (n / h + λ)`: the mean of n overlapping labels of a horizon of h days, which are worth n/h separate ones,
/// beside λ of zero (James and Stein 1961 for why to shrink; Rossi 2013 for how little a drift is worth).
///
/// ```
/// use paridad_engine::experts::location::{Learner, Mean, Sight};
/// let mut mean = Mean::new(10.0, 1.0);
/// (0..10).for_each(|_| mean.learn(&[], 0.2));
/// assert!((mean.predict(&Sight::of(&[])).map_or(0.0, |says| says.point()) - 0.1).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean(LabelSum);

impl Mean {
    /// A mean that begins with `prior_outcomes` of zero, of labels of which `overlap` share each day.
    pub fn new(prior_outcomes: f64, overlap: f64) -> Self {
        Self(LabelSum { prior_outcomes, overlap, count: 0, sum: 0.0 })
    }

    /// What it says, whatever the features.
    pub fn value(&self) -> f64 {
        let LabelSum { prior_outcomes, overlap, count, sum } = self.0;
        let separate = f64::from(count) / overlap + prior_outcomes;
        let mean = if separate > 0.0 { sum / overlap / separate } else { 0.0 };
        mean.clamp(-BOUND, BOUND)
    }
}

impl Listed for Mean {
    const NAME: &'static str = "mean";
    const SUMMARY: &'static str = "The mean move, shrunken.";
    type Parameters = Parameters;

    fn begin(parameters: Parameters, from: &Beginning) -> Self {
        Self::new(parameters.prior_outcomes, from.horizon().overlap())
    }
}

impl Learner for Mean {
    fn speaker(&self) -> Speaker {
        Speaker::Constant(self.value())
    }

    fn learn(&mut self, _row: &[f64], label: f64) {
        self.0.count += 1;
        self.0.sum += label;
    }
}

impl LocationMember for Mean {
    fn memory(&self) -> LocationMemory {
        LocationMemory::Mean(self.0)
    }

    fn restore(&mut self, speaker: Speaker, memory: LocationMemory) -> Option<()> {
        let (Speaker::Constant(_), LocationMemory::Mean(labels)) = (speaker, memory) else { return None };
        self.0 = labels;
        Some(())
    }
}

//! How far an input has moved: in which order inputs are shown, and how a distribution became another.

use crate::order::order;
use paridad_wire::FeatureDrift;

/// What there is to say of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// It has changed.
    Changed,
    /// It has not, or not by more than chance.
    Unchanged,
    /// Too few of its values are independent of each other to tell.
    Undecided,
}

/// What there is to say of an input.
pub(super) fn shift(feature: &FeatureDrift) -> Shift {
    match feature.drifted {
        Some(true) => Shift::Changed,
        Some(false) => Shift::Unchanged,
        None => Shift::Undecided,
    }
}

/// The inputs of which there is something to say, what has changed first and the most changed before the others; and the rest.
pub(super) fn by_change(features: &[FeatureDrift]) -> (Vec<&FeatureDrift>, Vec<&FeatureDrift>) {
    let psi = |place: usize| features[place].psi.unwrap_or(f64::NEG_INFINITY);
    let rank = |place: usize| u8::from(shift(&features[place]) != Shift::Changed);
    let sorted = order(features.len(), &|a, b| rank(a).cmp(&rank(b)).then(psi(b).total_cmp(&psi(a))));
    let sorted = sorted.into_iter().map(|place| &features[place]);
    sorted.partition(|feature| shift(feature) != Shift::Undecided)
}

/// How long the bar of an index is, as a share of its room: the threshold lies in the middle, and what is twice as high or more
/// fills it.
pub(super) fn bar(psi: f64, threshold: f64) -> f64 {
    (psi / (2.0 * threshold)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(psi: Option<f64>, drifted: Option<bool>) -> FeatureDrift {
        FeatureDrift {
            feature: String::new(),
            reference: 1000,
            current: 120,
            psi,
            ks: psi,
            ks_adjusted_p: psi,
            drifted,
            distribution: None,
        }
    }

    #[test]
    fn what_has_changed_comes_first_then_the_most_moved_and_what_cannot_be_told_apart() {
        let features = [
            feature(Some(0.2), Some(false)),
            feature(None, None),
            feature(Some(0.3), Some(true)),
            feature(Some(0.4), Some(false)),
            feature(Some(4.0), None),
        ];
        let (told, open) = by_change(&features);
        let psi = |all: &[&FeatureDrift]| all.iter().map(|feature| feature.psi).collect::<Vec<_>>();
        assert_eq!(psi(&told), [Some(0.3), Some(0.4), Some(0.2)]);
        assert_eq!(psi(&open), [Some(4.0), None]);
    }

    #[test]
    fn the_threshold_lies_in_the_middle_of_the_bar() {
        assert_eq!([0.0, 0.25, 0.5, 4.0].map(|psi| bar(psi, 0.25)), [0.0, 0.5, 1.0, 1.0]);
    }
}

//! The horizons at which a fan is drawn.

use crate::time::horizon::{ANCHORS, Horizon};

/// How many horizons are sampled besides the anchors.
const SAMPLES: u16 = 12;

/// Horizons up to `last`: the anchors, and others evenly spaced in the square root of time, in which a fan opens.
///
/// ```
/// use paridad_engine::forecast::sampled::sampled;
/// use paridad_engine::time::horizon::Horizon;
/// let month = Horizon::try_from(21_u16).unwrap();
/// assert_eq!(sampled(month).last(), Some(&month));
/// ```
pub fn sampled(last: Horizon) -> Vec<Horizon> {
    let (last, samples) = (u16::from(last), u32::from(SAMPLES));
    let is_sample =
        |days: u32| (1..=samples).any(|i| (u32::from(last) * i * i).div_ceil(samples * samples) == days);
    let horizons = (1..=last).filter_map(|days| Horizon::try_from(days).ok());
    horizons.filter(|horizon| ANCHORS.contains(horizon) || is_sample(u16::from(*horizon).into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_has_the_anchors_and_ends_where_asked() {
        for days in [1_u16, 2, 7, 21, 100, 252, 1_260] {
            let last = Horizon::try_from(days).unwrap();
            let horizons = sampled(last);
            assert_eq!(horizons.last(), Some(&last));
            assert!(horizons.len() <= 20, "{days}: {}", horizons.len());
            assert!(horizons.is_sorted_by(|a, b| a < b));
            assert!(ANCHORS.iter().filter(|anchor| **anchor <= last).all(|anchor| horizons.contains(anchor)));
        }
    }
}

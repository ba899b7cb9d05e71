//! Round rates that one asks about: those around where the rate stands, as far apart as its forecast is wide.

/// How many they are.
pub(super) const COUNT: usize = 5;

/// Where round numbers lie within a power of ten.
const ROUND: [f64; 4] = [1.0, 2.0, 2.5, 5.0];

/// Five round rates in their order around `spot`, a quarter of `width` apart or less, all of them above zero.
pub(super) fn levels(spot: f64, width: f64) -> [f64; COUNT] {
    let step = step(width / 4.0);
    let middle = (spot / step).round().max(3.0);
    std::array::from_fn(|place| (middle - 2.0 + place as f64) * step)
}

/// The largest round number that is at most this one, which is above zero.
fn step(most: f64) -> f64 {
    let power = most.log10().floor();
    // Powers below one are not exact: to divide by one that is gives the nearest.
    let scaled =
        |round: f64| if power < 0.0 { round / 10_f64.powf(-power) } else { round * 10_f64.powf(power) };
    ROUND.into_iter().map(scaled).rfind(|round| *round <= most * (1.0 + 1e-9)).unwrap_or_else(|| scaled(1.0))
}

/// How many digits after the point tell these rates from each other: two at least.
pub(super) fn digits(levels: &[f64; COUNT]) -> usize {
    let is_told = |digits: &usize| {
        let scale = 10_f64.powi(i32::try_from(*digits).unwrap_or(i32::MAX));
        levels.iter().all(|level| (level * scale - (level * scale).round()).abs() < 1e-6 * level * scale)
    };
    (2..6).find(is_told).unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_round_and_lie_around_the_rate() {
        for (spot, width, wanted) in [
            (18.2345, 2.39, [17.0, 17.5, 18.0, 18.5, 19.0]),
            (18.2345, 4.0, [16.0, 17.0, 18.0, 19.0, 20.0]),
            (18.2345, 0.4, [18.0, 18.1, 18.2, 18.3, 18.4]),
            (0.0545, 0.01, [0.05, 0.0525, 0.055, 0.0575, 0.06]),
            (3.2, 20.0, [5.0, 10.0, 15.0, 20.0, 25.0]),
        ] {
            let levels = levels(spot, width);
            let near = |(got, wanted): (&f64, &f64)| (got - wanted).abs() < 1e-9;
            assert!(levels.iter().zip(&wanted).all(near), "{spot}, {width}: {levels:?}");
        }
    }

    #[test]
    fn digits_are_as_many_as_tell_them_apart() {
        assert_eq!(digits(&levels(18.2345, 2.39)), 2);
        assert_eq!(digits(&levels(0.0545, 0.01)), 4);
    }
}

//! A seeded generator: the same seed gives the same numbers on every machine, whatever else is drawn.

/// `SplitMix64` (Steele, Lea and Flood 2014): one word of state, and a stream of its own for whatever has a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dice(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(mix(seed.wrapping_add(GOLDEN)))
    }

    /// The stream of what is called `name`: it does not depend on what was drawn elsewhere.
    pub(crate) fn named(self, name: &str) -> Self {
        name.bytes().fold(self, |dice, byte| dice.numbered(u64::from(byte)))
    }

    /// The stream of what has this number.
    pub(crate) fn numbered(self, number: u64) -> Self {
        Self(mix(self.0.wrapping_mul(31).wrapping_add(number).wrapping_add(GOLDEN)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number from 0 to just below 1.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number of mean 0 and variance 1, almost normal: the sum of twelve uniform ones of 16 bits, less its mean.
    pub(crate) fn normal(&mut self) -> f64 {
        let mut sum = 0;
        for _ in 0..3 {
            let word = self.next();
            sum += (word & 0xffff) + ((word >> 16) & 0xffff) + ((word >> 32) & 0xffff) + (word >> 48);
        }
        (sum as f64 - 12.0 * 32_767.5) / 65_536.0
    }

    /// A number below `bound`, which is small, so the bias of the remainder is too.
    #[expect(clippy::cast_possible_truncation, reason = "the remainder is below a usize")]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % (bound.max(1) as u64)) as usize
    }

    /// Puts items in a random order (Durstenfeld 1964).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_own_stream_and_always_the_same() {
        let first = |seed, name| Dice::new(seed).named(name).next();
        assert_eq!(first(1, "fix"), first(1, "fix"));
        assert_ne!(first(1, "fix"), first(1, "xif"));
        assert_ne!(first(1, "fix"), first(2, "fix"));
    }

    #[test]
    fn a_normal_number_has_mean_zero_and_variance_one() {
        let mut dice = Dice::new(7);
        let drawn: Vec<f64> = (0..20_000).map(|_| dice.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let variance = drawn.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<usize> = (0..20).collect();
        Dice::new(3).shuffle(&mut items);
        assert_ne!(items, (0..20).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..20).collect::<Vec<_>>());
    }
}

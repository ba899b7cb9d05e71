//! A small seeded generator: the same seed gives the same numbers on every machine.

/// PCG-XSH-RR with 64 bits of state (O'Neill 2014): the engine needs shuffles and nothing else, so no crate is asked.
#[derive(Debug, Clone)]
pub(crate) struct Noise(u64);

const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
const INCREMENT: u64 = 1_442_695_040_888_963_407;

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        let mut noise = Self(seed.wrapping_add(INCREMENT));
        noise.next();
        noise
    }

    #[expect(clippy::cast_possible_truncation, reason = "the output is 32 bits of the state, by design")]
    fn next(&mut self) -> u32 {
        let state = self.0;
        self.0 = state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        let mixed = (((state >> 18) ^ state) >> 27) as u32;
        mixed.rotate_right((state >> 59) as u32)
    }

    /// A number below `bound` (Lemire 2019, without the correction of a bias below one in a million for such small bounds).
    fn below(&mut self, bound: usize) -> usize {
        ((u64::from(self.next()) * bound as u64) >> 32) as usize
    }

    /// Puts items in a random order (Durstenfeld 1964).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_keeps_every_item_and_reaches_every_place() {
        let mut noise = Noise::new(1);
        let mut firsts = [0; 5];
        for _ in 0..5_000 {
            let mut items = [0, 1, 2, 3, 4];
            noise.shuffle(&mut items);
            firsts[items[0]] += 1;
            items.sort_unstable();
            assert_eq!(items, [0, 1, 2, 3, 4]);
        }
        assert!(firsts.iter().all(|count| (850..1150).contains(count)), "{firsts:?}");
    }
}

//! Seeded numbers for the tests of this package (xorshift, Marsaglia 2003).

/// A deterministic pseudo-random number in (0, 1).
pub(crate) fn uniform(seed: &mut u64) -> f64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    ((*seed >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

/// A deterministic pseudo-random number in (-1, 1).
pub(crate) fn noise(seed: &mut u64) -> f64 {
    2.0 * uniform(seed) - 1.0
}

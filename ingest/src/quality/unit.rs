//! Whether a series is in another unit than before.

/// How far from a power of ten a change of unit may be, in powers of ten: the values move too, by a quarter at most.
const SCALE_TOLERANCE: f64 = 0.1;

/// The power of ten that `ratio` nearly is, but not the zeroth.
pub(super) fn power(ratio: f64) -> Option<i32> {
    let exponent = ratio.log10();
    let nearest = exponent.round();
    let is_power = (exponent - nearest).abs() <= SCALE_TOLERANCE && nearest != 0.0;
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of a finite f64 lies within 1,000")]
    is_power.then_some(nearest as i32)
}

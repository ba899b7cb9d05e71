//! Student's t distribution, over a continued fraction of the incomplete beta function.

use crate::maths::num;

/// The probability that a Student-t variable lies at or below `t`, for positive degrees of freedom.
///
/// ```text
/// P(T <= t) = 1 - I/2 for t > 0, I/2 otherwise    I = I_x(ν/2, 1/2),  x = ν / (ν + t²)
/// ```
///
/// I is the regularised incomplete beta function (NIST Digital Library of Mathematical Functions, 8.17). The degrees
/// of freedom need not be whole. Accurate to 1e-12 up to a thousand of them and to 1e-10 up to forty
/// thousand: the difference between logarithms of gamma functions costs a digit for each tenfold.
///
/// ```
/// use paridad_engine::judging::score::student::student_t_cdf;
/// assert!((student_t_cdf(1.0, 1.0) - 0.75).abs() < 1e-15); // one degree of freedom: Cauchy
/// ```
pub fn student_t_cdf(t: f64, degrees: f64) -> f64 {
    let tail = 0.5 * student_t_two_sided(t, degrees);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The probability that a Student-t variable lies at least as far from zero as `t` does: a two-sided p-value.
pub fn student_t_two_sided(t: f64, degrees: f64) -> f64 {
    let square = t * t;
    // Both shares by themselves: where one is near 1, the other is not its difference from 1.
    let (near, far) = (degrees / (degrees + square), 1.0 / (1.0 + degrees / square));
    let (a, b) = (0.5 * degrees, 0.5);
    if near < (a + 1.0) / (a + b + 2.0) {
        beta_share(Share { x: near, rest: far }, a, b)
    } else {
        1.0 - beta_share(Share { x: far, rest: near }, b, a)
    }
}

/// A share and what it leaves of 1.
#[derive(Clone, Copy)]
struct Share {
    x: f64,
    rest: f64,
}

/// The regularised incomplete beta function `I_x(a, b)`, for x below `(a + 1) / (a + b + 2)`, where the fraction
/// converges fast: `x^a (1 - x)^b / (a B(a, b)) · 1 / (1 + d(1) / (1 + d(2) / (1 + ...)))`.
fn beta_share(share: Share, a: f64, b: f64) -> f64 {
    if share.x == 0.0 {
        return 0.0;
    }
    let ln_beta = num::ln_gamma(a) + num::ln_gamma(b) - num::ln_gamma(a + b);
    let front = num::exp(a * num::ln(share.x) + b * num::ln(share.rest) - ln_beta) / a;
    front / fraction(share.x, a, b)
}

/// More terms than are needed: up to forty thousand degrees of freedom they stay below a hundred.
const TERMS_MAX: u32 = 1_000;

/// Stands in for a zero that would be divided by.
const TINY: f64 = 1e-300;

/// `1 + d(1) / (1 + d(2) / (1 + ...))`, from the front: the ratios of successive approximants are multiplied up until
/// one of them is 1 (W. J. Lentz 1976, as modified by I. J. Thompson and A. R. Barnett 1986).
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let (mut value, mut up, mut down) = (1.0, 1.0, 0.0);
    for term in 1..=TERMS_MAX {
        let d = numerator(term, x, a, b);
        up = nonzero(1.0 + d / up);
        down = 1.0 / nonzero(1.0 + d * down);
        let ratio = up * down;
        value *= ratio;
        if (ratio - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// `d(2m) = m (b - m) x / ((a + 2m - 1)(a + 2m))`, `d(2m + 1) = -(a + m)(a + b + m) x / ((a + 2m)(a + 2m + 1))`.
fn numerator(term: u32, x: f64, a: f64, b: f64) -> f64 {
    let (m, end) = (f64::from(term / 2), a + f64::from(term));
    let top = if term.is_multiple_of(2) { m * (b - m) } else { -(a + m) * (a + b + m) };
    top * x / ((end - 1.0) * end)
}

fn nonzero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_agrees_with_scipy() {
        // scipy 1.17.1: stats.t.cdf(t, degrees).
        let references = [
            (0.5, 1.0, 0.647_583_617_650_433_3),
            (-2.0, 1.5, 0.112_094_165_178_025_56),
            (2.0, 3.0, 0.930_337_015_720_578_5),
            (1.96, 15.87, 0.966_101_537_773_303_1),
            (-4.5, 30.0, 4.759_679_696_056_222e-5),
            (0.001, 7.0, 0.500_384_991_377_500_6),
            (2.5, 757.4, 0.993_685_132_182_099_2),
            (-1.0, 3784.0, 0.158_687_224_694_852_55),
            (0.001, 4000.0, 0.500_398_917_280_785_4),
        ];
        for (t, degrees, p) in references {
            let ours = student_t_cdf(t, degrees);
            assert!((ours - p).abs() < 1e-12, "t {t}, degrees {degrees}: {ours}, not {p}");
        }
    }

    #[test]
    fn a_far_tail_keeps_its_digits() {
        // scipy 1.17.1: 2 * stats.t.sf(12, 10).
        let tail = student_t_two_sided(-12.0, 10.0);
        assert!((tail / 2.921_408_824_769_984e-7 - 1.0).abs() < 1e-12, "{tail}");
    }

    #[test]
    fn the_ends_are_certain_and_the_middle_is_a_half() {
        for degrees in [0.3, 1.0, 40.0, 5000.0] {
            assert_eq!(student_t_cdf(0.0, degrees), 0.5);
            assert_eq!(student_t_cdf(f64::INFINITY, degrees), 1.0);
            assert_eq!(student_t_cdf(f64::NEG_INFINITY, degrees), 0.0);
        }
    }

    #[test]
    fn two_degrees_of_freedom_have_a_closed_form() {
        // P(T <= t) = 1/2 + t / (2 sqrt(2 + t^2)), also across the change between the two fractions.
        for i in -60..=60 {
            let t = f64::from(i) / 10.0;
            let closed = 0.5 + t / (2.0 * (2.0 + t * t).sqrt());
            assert!((student_t_cdf(t, 2.0) - closed).abs() < 1e-14, "{t}");
        }
    }
}

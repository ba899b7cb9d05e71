//! The only door to transcendental functions: `libm`, whose bits are the same natively and in WASM.
//!
//! The standard library's versions come from the platform and differ in the last bit on up to a
//! tenth of all inputs; `clippy.toml` bans them in this package.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// e to the power `x`.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// e to the power `x`, minus one, exact also where `x` is tiny.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// The natural logarithm of `x`.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `x` to the power `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The natural logarithm of the gamma function at `x`, for `x` above zero.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The hyperbolic sine of `x`.
pub fn sinh(x: f64) -> f64 {
    libm::sinh(x)
}

/// The inverse hyperbolic sine of `x`.
pub fn asinh(x: f64) -> f64 {
    libm::asinh(x)
}

/// The standard normal density at `x`.
pub fn normal_density(x: f64) -> f64 {
    exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

/// The standard normal distribution function at `x`.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// The standard normal quantile of `p`: bisection on [`normal_cdf`], so both are inverse to each other.
///
/// `p` outside (0, 1) gives the corresponding infinity.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if normal_cdf(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_quantile_inverts_the_distribution_function() {
        // Reference values: Abramowitz and Stegun, table 26.5.
        for (p, z) in [(0.975, 1.959_963_984_540_054), (0.9, 1.281_551_565_544_600_4), (0.5, 0.0)] {
            assert!((normal_quantile(p) - z).abs() < 1e-12, "{p}");
            assert!((normal_quantile(1.0 - p) + z).abs() < 1e-12, "{p}");
        }
    }
    #[test]
    fn the_gamma_function_is_the_factorial() {
        assert!((ln_gamma(6.0) - ln(120.0)).abs() < 1e-14);
        assert!((ln_gamma(0.5) - 0.5 * ln(PI)).abs() < 1e-15);
    }
}

//! How INEGI writes values: with twenty decimals, most of them the noise of a binary number.

/// The decimals that are kept; of values below 100 nine digits are, so that the first years of an index keep theirs.
const DECIMALS: usize = 6;

/// A finite number without its noise: `145.46199999999999000000` is 145.462.
///
/// Six decimals are kept, or nine digits in all where these are more. No index is measured so finely, and the noise
/// begins at the sixteenth digit.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    // Rust would also read "inf" and "1e5".
    let is_decimal = unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value: f64 = text.parse().ok().filter(|value: &f64| is_decimal && value.is_finite())?;
    let kept = if value.abs() < 100.0 { format!("{value:.8e}") } else { format!("{value:.DECIMALS$}") };
    kept.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_gone_and_digits_are_kept() {
        for (text, value) in [
            ("145.46199999999999000000", 145.462),
            ("145.16900000000001000000", 145.169),
            ("134.59399999999900000000", 134.594),
            ("109.21013588490848000000", 109.210_136),
            ("0.01664512345678900000", 0.016_645_123_5),
            ("-3.63000000000000010000", -3.63),
            ("43055653.12300000300000000000", 43_055_653.123),
            ("0.00000000000000000000", 0.0),
            (" 7 ", 7.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_number_is_none() {
        for text in ["", "-", ".", "1,5", "1e5", "inf", "NaN", "+1", "N/E", "1.2.3", "--1"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number(&"9".repeat(400)), None, "not finite");
    }
}

//! Numbers with a fixed count of digits, for attributes and tables: shorter code than formatting of any length.

/// A number with so many digits after the point, at least one.
pub(crate) fn fixed(value: f64, digits: u32) -> String {
    let (scale, size) = scaled(value, digits);
    let sign = if size < 0 { "-" } else { "" };
    let size = size.unsigned_abs();
    format!("{sign}{}.{:0width$}", size / scale, size % scale, width = digits as usize)
}

#[expect(clippy::cast_possible_truncation, reason = "what is shown is far below the bounds of whole numbers")]
fn scaled(value: f64, digits: u32) -> (u64, i64) {
    let scale = 10_u64.pow(digits);
    (scale, (value * scale as f64).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_as_the_standard_library_writes_them() {
        for value in [0.0, 1.0, -1.0, 18.907_12, -0.04, 123_456.789, 0.96, -7.25] {
            assert_eq!(fixed(value, 1), format!("{:.1}", (10.0_f64 * value).round() / 10.0 + 0.0), "{value}");
            assert_eq!(fixed(value, 4), format!("{value:.4}"), "{value}");
        }
    }
}

//! Numbers with a fixed count of digits, for attributes and tables: shorter code than formatting of any length.

/// A number with so many digits after the point, at least one.
pub(crate) fn fixed(value: f64, digits: u32) -> String {
    let (scale, size) = scaled(value, digits);
    let sign = if size < 0 { "-" } else { "" };
    let size = size.unsigned_abs();
    format!("{sign}{}.{:0width$}", size / scale, size % scale, width = digits as usize)
}

/// How many digits after the point an address keeps.
const KEPT: u32 = 8;

/// A number as an address has it: with as many digits after the point as it needs, at most eight.
pub(crate) fn plain(value: f64) -> String {
    let text = fixed(value, KEPT);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads a number of at most fifteen digits, with or without a sign and a point: exactly, as both parts of the fraction are.
pub(crate) fn read(text: &str) -> Option<f64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let count = whole.len() + part.len();
    let all_digits = whole.bytes().chain(part.bytes()).all(|letter| letter.is_ascii_digit());
    if !all_digits || count == 0 || count > 15 {
        return None;
    }
    let number =
        whole.bytes().chain(part.bytes()).fold(0_u64, |sum, digit| 10 * sum + u64::from(digit - b'0'));
    let size = number as f64 / 10_u64.pow(u32::try_from(part.len()).ok()?) as f64;
    Some(if negative { -size } else { size })
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
    fn what_is_written_is_read_as_the_standard_library_does() {
        for text in ["0", "18.5", "-0.25", "+7.125", "123456.789012345", ".5", "7."] {
            assert_eq!(read(text), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "-", "1e3", "1.2.3", "inf", "1234567890123456", "--1", "1,5"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!([plain(18.5), plain(-0.123_456_78), plain(20_803.0)], ["18.5", "-0.12345678", "20803"]);
    }

    #[test]
    fn digits_are_as_the_standard_library_writes_them() {
        for value in [0.0, 1.0, -1.0, 18.907_12, -0.04, 123_456.789, 0.96, -7.25] {
            assert_eq!(fixed(value, 1), format!("{:.1}", (10.0_f64 * value).round() / 10.0 + 0.0), "{value}");
            assert_eq!(fixed(value, 4), format!("{value:.4}"), "{value}");
        }
    }
}

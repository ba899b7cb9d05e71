//! What a held value is measured by: the value before it and what is allowed, read from how it broke its rule.

use crate::digits;
use chrono::NaiveDate;
use paridad_engine::maths::num;
use paridad_engine::time::day;

/// What a value is measured by, as far as its rule says so.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Facts {
    /// The value before it, and its day.
    pub(super) before: Option<(f64, Option<NaiveDate>)>,
    /// The least and the greatest value that would have been let in.
    pub(super) allowed: Option<[f64; 2]>,
}

/// Reads them from a detail, in which several rules may have spoken; what is written otherwise says nothing.
pub(super) fn facts(detail: &str) -> Facts {
    let width = |[low, high]: [f64; 2]| high - low;
    detail.split("; ").map(of_rule).fold(Facts::default(), |all, own| {
        let allowed = match (all.allowed, own.allowed) {
            (Some(one), Some(other)) if width(other) < width(one) => Some(other),
            (one, other) => one.or(other),
        };
        Facts { before: all.before.or(own.before), allowed }
    })
}

/// Reads them from what one rule says.
fn of_rule(detail: &str) -> Facts {
    // Every rule but the first says its name.
    let detail = detail.split_once(": ").map_or(detail, |(_, rest)| rest);
    let after = |mark: &str| detail.split_once(mark).map(|(_, rest)| rest);
    if let Some(rest) = after("must be between ") {
        let low = number(rest);
        let high = rest.split_once(" and ").and_then(|(_, rest)| number(rest));
        return Facts { before: None, allowed: low.zip(high).map(Into::into) };
    }
    if let Some(before) = after("never revised, ").and_then(number) {
        return Facts { before: Some((before, None)), allowed: None };
    }
    let is_logarithm = detail.starts_with("ln(");
    let mark = if is_logarithm { " / " } else { " - " };
    let Some(rest) = after(mark).or_else(|| after(" times ")) else { return Facts::default() };
    let Some(before) = number(rest) else { return Facts::default() };
    let of = rest.split_once(" of ").and_then(|(_, rest)| day::parse(word(rest)));
    let allowed = after("allowed are ").and_then(number).map(|bound| {
        if is_logarithm {
            [before * num::exp(-bound), before * num::exp(bound)]
        } else {
            [before - bound, before + bound]
        }
    });
    // A cross of the same day is no value before.
    let before = of.map(|of| (before, Some(of)));
    Facts { before, allowed }
}

fn word(text: &str) -> &str {
    text.split([' ', ',', ')', ';']).next().unwrap_or_default()
}

fn number(text: &str) -> Option<f64> {
    digits::read(word(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_rules_say_is_read() {
        let of: Option<NaiveDate> = "2026-11-25".parse().ok();
        let jump = facts("ln(182.345 / 18.2 of 2026-11-25) = 2.304, allowed are 0.101 either way");
        assert_eq!(jump.before, Some((18.2, of)));
        let [low, high] = jump.allowed.unwrap();
        assert!((low - 16.451_6).abs() < 1e-3 && (high - 20.134_3).abs() < 1e-3, "{low} {high}");
        let level =
            facts("725 - 7.25 of 2026-11-25 = 717.750, allowed are 1.500 either way; repeated: twice");
        assert_eq!(level, Facts { before: Some((7.25, of)), allowed: Some([5.75, 8.75]) });
        let range = facts("a value must be between 0 and 100, got 725");
        assert_eq!(range, Facts { before: None, allowed: Some([0.0, 100.0]) });
        let unit = facts("725 is about 10^2 times 7.25 of 2026-11-25");
        assert_eq!(unit, Facts { before: Some((7.25, of)), allowed: None });
        let revised = facts("the series is never revised, 18.2 became 18.3");
        assert_eq!(revised, Facts { before: Some((18.2, None)), allowed: None });
        let both = "all 67 values are 10^1 times those known before; out_of_range: a value must be between 2 and 60, got 189; \
                    implausible: 189 - 18.5 of 2026-11-25 = 170.500, allowed are 1.500 either way";
        assert_eq!(facts(both), Facts { before: Some((18.5, of)), allowed: Some([17.0, 20.0]) });
        let cross = facts("ln(19 / 18.2000 of the ECB) = 0.043, allowed are 0.020 either way");
        assert!(cross.before.is_none() && cross.allowed.is_some());
        for other in ["", "a value must be positive, got -1", "nothing is scheduled for a weekend"] {
            assert_eq!(facts(other), Facts::default(), "{other}");
        }
    }
}

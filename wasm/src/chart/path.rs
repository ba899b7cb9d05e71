//! Coordinates and paths as SVG attributes, to a tenth of a pixel.

use crate::digits::fixed;

/// One coordinate or length.
pub(crate) fn px(value: f64) -> String {
    fixed(value, 1)
}

/// A line through points.
pub(crate) fn line(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (x, y) in points {
        let command = if path.is_empty() { 'M' } else { 'L' };
        path.push(command);
        path.push_str(&px(x));
        path.push(' ');
        path.push_str(&px(y));
    }
    path
}

/// The area between an upper and a lower line.
pub(crate) fn area(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> String {
    let mut path = line(upper.iter().chain(lower.iter().rev()).copied());
    if !path.is_empty() {
        path.push('Z');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_with_a_move_and_nothing_gives_nothing() {
        assert_eq!(line([(0.0, 1.0), (2.26, 3.0)]), "M0.0 1.0L2.3 3.0");
        assert_eq!(line([]), "");
        assert_eq!(area(&[], &[]), "");
    }

    #[test]
    fn an_area_goes_out_above_and_comes_back_below() {
        let path = area(&[(0.0, 1.0), (1.0, 0.0)], &[(0.0, 1.0), (1.0, 2.0)]);
        assert_eq!(path, "M0.0 1.0L1.0 0.0L1.0 2.0L0.0 1.0Z");
    }
}

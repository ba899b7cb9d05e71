//! Fewer points for a line that looks the same: what stays are the ends and each column's lowest and highest.

/// How many points are drawn as they are.
pub(crate) const MOST: usize = 4_000;

/// At most `most` points of a line, its extremes among them, in their order.
pub(crate) fn decimate(points: &[(f64, f64)], most: usize) -> Vec<(f64, f64)> {
    if points.len() <= most || most < 4 {
        return points.to_vec();
    }
    let inner = &points[1..points.len() - 1];
    let size = inner.len().div_ceil((most - 2) / 2);
    let mut kept = vec![points[0]];
    for column in inner.chunks(size) {
        let (mut low, mut high) = (0, 0);
        for (i, point) in column.iter().enumerate() {
            low = if point.1 < column[low].1 { i } else { low };
            high = if point.1 > column[high].1 { i } else { high };
        }
        kept.push(column[low.min(high)]);
        if low != high {
            kept.push(column[low.max(high)]);
        }
    }
    kept.push(points[points.len() - 1]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(count: u32) -> Vec<(f64, f64)> {
        (0..count).map(|i| (f64::from(i), (f64::from(i) * 0.37).sin())).collect()
    }

    #[test]
    fn a_short_line_stays_as_it_is() {
        let points = wave(4_000);
        assert_eq!(decimate(&points, MOST), points);
    }

    #[test]
    fn a_long_line_keeps_its_ends_its_extremes_and_its_order() {
        let points = wave(9_001);
        let kept = decimate(&points, MOST);
        assert!(kept.len() <= MOST && kept.len() > MOST / 2, "{}", kept.len());
        assert!(kept.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!((kept[0], kept.last()), (points[0], points.last()));
        let top = |points: &[(f64, f64)]| points.iter().map(|p| p.1).fold(f64::MIN, f64::max);
        assert_eq!(top(&kept), top(&points));
    }
}

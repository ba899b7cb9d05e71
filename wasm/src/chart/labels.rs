//! Labels at the end of lines, moved apart until each can be read.

/// Positions as near to `wanted`, which ascends, as keeps them `gap` apart and above `bottom`.
pub(crate) fn apart(wanted: &[f64], gap: f64, bottom: f64) -> Vec<f64> {
    let mut placed: Vec<f64> = Vec::with_capacity(wanted.len());
    for y in wanted {
        placed.push(placed.last().map_or(*y, |above| y.max(above + gap)));
    }
    let mut limit = bottom;
    for y in placed.iter_mut().rev() {
        *y = y.min(limit);
        limit = *y - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_touch_move_down_and_those_at_the_bottom_move_up() {
        assert_eq!(apart(&[10.0, 12.0, 50.0], 14.0, 100.0), [10.0, 24.0, 50.0]);
        assert_eq!(apart(&[80.0, 95.0, 99.0], 14.0, 100.0), [72.0, 86.0, 100.0]);
    }
}

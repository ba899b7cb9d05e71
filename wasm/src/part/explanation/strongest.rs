//! Which features push hardest.

/// The features that push hardest up and down, if any does.
pub(super) fn strongest(contributions: &[f64]) -> (Option<usize>, Option<usize>) {
    let order = |a: &usize, b: &usize| contributions[*a].total_cmp(&contributions[*b]);
    let up = (0..contributions.len()).filter(|index| contributions[*index] > 0.0).max_by(order);
    let down = (0..contributions.len()).filter(|index| contributions[*index] < 0.0).min_by(order);
    (up, down)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_reasons_are_found_on_each_side() {
        assert_eq!(strongest(&[0.1, -0.3, 0.2, -0.1]), (Some(2), Some(1)));
        assert_eq!(strongest(&[0.0, -0.1]), (None, Some(1)));
        assert_eq!(strongest(&[]), (None, None));
    }
}

//! The search for a minimum by a simplex that walks downhill (Nelder and Mead 1965).

/// How a search starts and when it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Search {
    /// How far the first simplex reaches along each axis.
    pub(crate) reach: f64,
    /// The search ends once the costs at the corners differ by less than this,
    pub(crate) spread: f64,
    /// or after this many moves.
    pub(crate) moves: usize,
}

/// A point with its cost.
type Corner<const N: usize> = (f64, [f64; N]);

/// The point of least cost that a simplex of `N + 1` corners finds from `start`.
///
/// Each move replaces the worst corner: by its reflection in the centre of the others, twice as far where
/// that is the best so far, half as far where it is not; or all corners draw near the best. Coefficients
/// and ties are those of Lagarias, Reeds, Wright and Wright (1998).
pub(crate) fn least<const N: usize>(
    cost: impl Fn(&[f64; N]) -> f64,
    start: [f64; N],
    search: Search,
) -> [f64; N] {
    let corner = |point: [f64; N]| -> Corner<N> { (cost(&point), point) };
    let mut corners = vec![corner(start)];
    for axis in 0..N {
        let mut point = start;
        point[axis] += search.reach;
        corners.push(corner(point));
    }
    for _ in 0..search.moves {
        // A stable sort: of equal corners the older one counts as the better.
        corners.sort_by(|one, other| one.0.total_cmp(&other.0));
        if corners[N].0 - corners[0].0 < search.spread {
            break;
        }
        match better_than_worst(&corners, corner) {
            Some(found) => corners[N] = found,
            None => shrink(&mut corners, corner),
        }
    }
    corners.into_iter().min_by(|one, other| one.0.total_cmp(&other.0)).map_or(start, |(_, point)| point)
}

/// What may take the place of the last and worst of the sorted corners.
fn better_than_worst<const N: usize>(
    corners: &[Corner<N>],
    corner: impl Fn([f64; N]) -> Corner<N>,
) -> Option<Corner<N>> {
    let (worst, others) = corners.split_last()?;
    let centre: [f64; N] =
        std::array::from_fn(|axis| others.iter().map(|other| other.1[axis]).sum::<f64>() / N as f64);
    let away =
        |far: f64| corner(std::array::from_fn(|axis| centre[axis] + far * (centre[axis] - worst.1[axis])));
    let reflected = away(1.0);
    if reflected.0 < others[0].0 {
        let expanded = away(2.0);
        return Some(if expanded.0 < reflected.0 { expanded } else { reflected });
    }
    if reflected.0 < others[N - 1].0 {
        return Some(reflected);
    }
    if reflected.0 < worst.0 {
        let outside = away(0.5);
        return (outside.0 <= reflected.0).then_some(outside);
    }
    let inside = away(-0.5);
    (inside.0 < worst.0).then_some(inside)
}

/// Draws all corners halfway to the best.
fn shrink<const N: usize>(corners: &mut [Corner<N>], corner: impl Fn([f64; N]) -> Corner<N>) {
    let best = corners[0].1;
    for other in &mut corners[1..] {
        *other = corner(std::array::from_fn(|axis| 0.5 * (best[axis] + other.1[axis])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: Search = Search { reach: 0.5, spread: 1e-16, moves: 1_000 };

    #[test]
    fn the_banana_valley_is_walked_to_its_end() {
        // Rosenbrock (1960): least at (1, 1).
        let valley = |p: &[f64; 2]| 100.0 * (p[1] - p[0] * p[0]).powi(2) + (1.0 - p[0]).powi(2);
        let found = least(valley, [-1.2, 1.0], SEARCH);
        assert!((found[0] - 1.0).abs() < 1e-6 && (found[1] - 1.0).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn a_point_without_a_cost_is_left() {
        let cost = |p: &[f64; 1]| if p[0] > 2.0 { f64::INFINITY } else { (p[0] - 1.0).powi(2) };
        assert!((least(cost, [1.9], SEARCH)[0] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_search_without_moves_gives_the_best_corner() {
        let cost = |p: &[f64; 1]| -p[0];
        assert_eq!(least(cost, [1.0], Search { moves: 0, ..SEARCH }), [1.5]);
    }
}

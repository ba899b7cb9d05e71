//! Gauss-Legendre quadrature on [0, 1], by which Shapley values become integrals that are summed exactly.

/// How many points are worked on at a time: they fit registers, and suffice for paths of eight features.
pub(super) const LANES: usize = 4;

/// One number for each of a few points.
pub(super) type Lanes = [f64; LANES];

/// A few points of a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Points {
    /// Where they lie, in (0, 1).
    pub(super) at: Lanes,
    /// One minus where they lie.
    pub(super) rest: Lanes,
    /// One over that.
    pub(super) rest_inverse: Lanes,
    /// What each weighs; over the whole rule the weights sum to one.
    pub(super) weight: Lanes,
}

/// Rules that integrate polynomials over [0, 1] exactly, but for rounding, up to a degree.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rules {
    by_blocks: Vec<Vec<Points>>,
}

impl Rules {
    /// All rules that are needed for polynomials of at most so many terms.
    pub(super) fn new(terms_max: usize) -> Self {
        let rule =
            |blocks: usize| (0..blocks).map(|block| Points::of(block * LANES, blocks * LANES)).collect();
        Self { by_blocks: (0..=blocks(terms_max)).map(rule).collect() }
    }

    /// The rule for polynomials of so many terms.
    pub(super) fn exact_for(&self, terms: usize) -> &[Points] {
        &self.by_blocks[blocks(terms)]
    }
}

/// With n points, the roots of the Legendre polynomial Pₙ, a rule is exact for 2n terms (Gauss 1814).
fn blocks(terms: usize) -> usize {
    terms.div_ceil(2 * LANES)
}

impl Points {
    /// The roots of Pₙ from the `first` on, with `w = (1 - x²) / (n P₍ₙ₋₁₎(x))²`.
    fn of(first: usize, degree: usize) -> Self {
        let zero = [0.0; LANES];
        let mut points = Self { at: zero, rest: zero, rest_inverse: zero, weight: zero };
        for lane in 0..LANES {
            let root = root(first + lane, degree);
            let slope = degree as f64 * legendre(degree, root).before_last;
            points.at[lane] = 0.5 * (1.0 + root);
            points.rest[lane] = 0.5 * (1.0 - root);
            points.rest_inverse[lane] = 2.0 / (1.0 - root);
            points.weight[lane] = (1.0 - root) * (1.0 + root) / (slope * slope);
        }
        points
    }
}

/// The root of Pₙ that has `larger` roots above it, by bisection down to neighbouring numbers.
fn root(larger: usize, degree: usize) -> f64 {
    let (mut low, mut high) = (-1.0, 1.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return middle;
        }
        if legendre(degree, middle).roots_above > larger {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// What is asked of a Legendre polynomial at a place.
struct Legendre {
    /// How many of its roots lie above.
    roots_above: usize,
    /// The value there of the polynomial one degree lower.
    before_last: f64,
}

/// `k Pₖ = (2k - 1) x P₍ₖ₋₁₎ - (k - 1) P₍ₖ₋₂₎`, in which sign changes count the roots above x (Sturm 1829).
fn legendre(degree: usize, x: f64) -> Legendre {
    let (mut before_last, mut last) = (0.0, 1.0);
    let mut roots_above = 0;
    for k in 1..=degree {
        let k = k as f64;
        let next = ((2.0 * k - 1.0) * x * last - (k - 1.0) * before_last) / k;
        roots_above += usize::from((next < 0.0) != (last < 0.0));
        (before_last, last) = (last, next);
    }
    Legendre { roots_above, before_last }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The integral of `x` to the power `exponent` over [0, 1].
    fn integral(rule: &[Points], exponent: i32) -> f64 {
        let lanes =
            |points: &Points| (0..LANES).map(|i| points.weight[i] * points.at[i].powi(exponent)).sum::<f64>();
        rule.iter().map(lanes).sum()
    }

    #[test]
    fn powers_below_the_number_of_terms_are_integrated_exactly() {
        for terms in [1, 8, 9, 31, 256] {
            let rules = Rules::new(terms);
            for power in 1..=i32::try_from(terms).unwrap() {
                let scaled = f64::from(power) * integral(rules.exact_for(terms), power - 1);
                assert!((scaled - 1.0).abs() < 1e-11, "{terms} terms, power {}: {scaled}", power - 1);
            }
        }
    }

    #[test]
    fn a_tree_without_a_split_needs_no_points() {
        assert!(Rules::new(8).exact_for(0).is_empty());
    }
}

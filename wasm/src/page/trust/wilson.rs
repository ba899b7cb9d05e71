//! What chance leaves open about a share: the score interval of E. B. Wilson, "Probable inference, the law of succession, and
//! statistical inference", Journal of the American Statistical Association 22 (1927).

/// 95 in 100 times a normal number lies no farther from its mean than so many deviations.
const Z: f64 = 1.959_964;

/// Between which shares the true one lies, 95 in 100 times, where `share` of `count` independent outcomes was seen.
///
/// ```text
/// (p + z²/2n ± z sqrt(p (1 - p) / n + z²/4n²)) / (1 + z²/n)
/// ```
pub(super) fn interval(share: f64, count: f64) -> [f64; 2] {
    if count <= 0.0 {
        return [0.0, 1.0];
    }
    let middle = share + Z * Z / (2.0 * count);
    let half = Z * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    [middle - half, middle + half].map(|end| (end / (1.0 + Z * Z / count)).clamp(0.0, 1.0))
}

/// Between which shares what is seen lies, 95 in 100 times, where `share` is the true one: the shares whose interval holds it.
pub(super) fn around(share: f64, count: f64) -> [f64; 2] {
    let half = if count > 0.0 { Z * (share * (1.0 - share) / count).sqrt() } else { 1.0 };
    [(share - half).max(0.0), (share + half).min(1.0)]
}

/// The factor by which a standard error becomes half an interval that holds 95 in 100, for a statistic of Student's t with so many
/// degrees of freedom: the expansion of E. A. Cornish and R. A. Fisher, Revue de l'Institut International de Statistique 5 (1938).
pub(super) fn student(freedom: f64) -> f64 {
    let (third, fifth) = (Z.powi(3), Z.powi(5));
    Z + (third + Z) / (4.0 * freedom) + (5.0 * fifth + 16.0 * third + 3.0 * Z) / (96.0 * freedom * freedom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: [f64; 2], wanted: [f64; 2]) {
        let far = found.iter().zip(wanted).any(|(found, wanted)| (found - wanted).abs() > 5e-5);
        assert!(!far, "{found:?} is not {wanted:?}");
    }

    #[test]
    fn intervals_are_those_of_the_published_formula() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        close(interval(81.0 / 263.0, 263.0), [0.2553, 0.3662]);
        close(interval(15.0 / 148.0, 148.0), [0.0624, 0.1605]);
        close(interval(0.0, 20.0), [0.0, 0.1611]);
        close(interval(1.0 / 29.0, 29.0), [0.0061, 0.1718]);
    }

    #[test]
    fn nothing_seen_leaves_everything_open() {
        assert_eq!(interval(0.0, 0.0), [0.0, 1.0]);
        assert_eq!(around(0.05, 0.0), [0.0, 1.0]);
    }

    #[test]
    fn what_is_seen_lies_around_a_share_exactly_where_its_interval_holds_it() {
        let [low, high] = around(0.8, 95.0);
        close([interval(low, 95.0)[1], interval(high, 95.0)[0]], [0.8, 0.8]);
        assert_eq!(around(0.05, 18.0)[0], 0.0, "no share lies below zero");
    }

    #[test]
    fn few_degrees_of_freedom_widen_as_in_the_tables() {
        for (freedom, wanted) in [(10.0, 2.2281), (17.0, 2.1098), (30.0, 2.0423), (120.0, 1.9799)] {
            assert!((student(freedom) - wanted).abs() < 3e-3, "{freedom}: {}", student(freedom));
        }
    }
}

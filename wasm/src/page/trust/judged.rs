//! What follows from the scores: whether intervals hold what they promise, and where the forecast beats the random walk.

use super::wilson::{interval, student};
use paridad_wire::{ScoreRow, Scores};

/// From here on a difference from the random walk counts as more than chance.
const SIGNIFICANT: f64 = 0.05;

/// Whether intervals have held as often as they promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    /// As often, or chance explains the difference.
    Kept,
    /// Less often, by more than chance.
    Less,
    /// More often, by more than chance.
    More,
}

/// Whether the forecast is better than the random walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skill {
    /// By more than chance.
    Better,
    /// Chance explains the difference, or too little is known to tell.
    Alike,
    /// Worse, by more than chance.
    Worse,
}

/// The rows over all regimes, a horizon each.
pub(super) fn whole(scores: &Scores) -> Vec<&ScoreRow> {
    scores.rows.iter().filter(|row| row.regime.is_none()).collect()
}

/// The place of the row that is nearest to a horizon.
pub(super) fn nearest(rows: &[&ScoreRow], days: usize) -> Option<usize> {
    let distance = |row: &ScoreRow| usize::from(row.horizon).abs_diff(days);
    (0..rows.len()).min_by_key(|place| distance(rows[*place]))
}

/// The share that fell inside with what chance leaves open, of both intervals, and what each promises.
pub(super) fn coverage(row: &ScoreRow) -> [(f64, [f64; 2], f64); 2] {
    [(row.cover80, 0.80), (row.cover95, 0.95)]
        .map(|(share, promised)| (share, interval(share, row.independent), promised))
}

/// Whether both intervals of a horizon have held as often as they promise; that one held too seldom weighs more.
pub(super) fn promise(row: &ScoreRow) -> Promise {
    let all = coverage(row);
    let has = |is: &dyn Fn([f64; 2], f64) -> bool| all.iter().any(|(_, ends, promised)| is(*ends, *promised));
    if has(&|[_, high], promised| high < promised) {
        Promise::Less
    } else if has(&|[low, _], promised| low > promised) {
        Promise::More
    } else {
        Promise::Kept
    }
}

/// Whether the forecast of a horizon is better than the random walk.
pub(super) fn skill(row: &ScoreRow) -> Skill {
    match row.significance.filter(|test| test.p_value < SIGNIFICANT) {
        Some(test) if test.statistic < 0.0 => Skill::Better,
        Some(_) => Skill::Worse,
        None => Skill::Alike,
    }
}

/// Between which ratios to the random walk the true one lies, 95 in 100 times: the difference is its statistic's errors large.
pub(super) fn ratio_ends(row: &ScoreRow) -> Option<[f64; 2]> {
    let (ratio, test) = (row.crps.relative?, row.significance?);
    let half = student(row.independent) * ((ratio - 1.0) / test.statistic).abs();
    half.is_finite().then_some([ratio - half, ratio + half])
}

/// The horizons of which something holds.
pub(super) fn horizons(rows: &[&ScoreRow], holds: impl Fn(&ScoreRow) -> bool) -> Vec<u16> {
    rows.iter().filter(|row| holds(row)).map(|row| row.horizon).collect()
}

/// By which share the forecast is off less than the random walk, at the horizon where it is best by more than chance.
pub(super) fn gain(rows: &[&ScoreRow]) -> Option<f64> {
    let better = rows.iter().filter(|row| skill(row) == Skill::Better);
    better.filter_map(|row| Some(1.0 - row.crps.relative?)).max_by(f64::total_cmp)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use paridad_wire::{Ratio, Significance};

    /// A row of 900 independent outcomes that keeps its promise and is like the random walk.
    pub(in super::super) fn row(horizon: u16) -> ScoreRow {
        let ratio = Ratio { value: 0.01, relative: Some(0.99) };
        ScoreRow {
            horizon,
            regime: None,
            count: 900,
            independent: 900.0,
            crps: ratio,
            pinball: ratio,
            tail_pinball: ratio,
            winkler80: ratio,
            winkler95: ratio,
            rmse: ratio,
            mae: ratio,
            cover80: 0.81,
            cover95: 0.945,
            pit: vec![45; 20],
            significance: Some(Significance { statistic: -1.0, p_value: 0.3 }),
        }
    }

    fn tested(statistic: f64, p_value: f64) -> ScoreRow {
        ScoreRow { significance: Some(Significance { statistic, p_value }), ..row(1) }
    }

    #[test]
    fn a_promise_is_broken_only_by_more_than_chance() {
        assert_eq!(promise(&row(1)), Promise::Kept);
        assert_eq!(promise(&ScoreRow { cover80: 0.76, ..row(1) }), Promise::Less);
        assert_eq!(promise(&ScoreRow { cover80: 0.76, independent: 20.0, ..row(1) }), Promise::Kept);
        assert_eq!(promise(&ScoreRow { cover80: 0.84, ..row(1) }), Promise::More);
        assert_eq!(promise(&ScoreRow { cover80: 0.84, cover95: 0.92, ..row(1) }), Promise::Less);
    }

    #[test]
    fn skill_is_claimed_where_chance_does_not_explain_it_and_so_is_its_lack() {
        assert_eq!(skill(&tested(-2.5, 0.012)), Skill::Better);
        assert_eq!(skill(&tested(2.5, 0.012)), Skill::Worse);
        assert_eq!(skill(&tested(-1.9, 0.06)), Skill::Alike);
        assert_eq!(skill(&ScoreRow { significance: None, ..row(1) }), Skill::Alike);
    }

    #[test]
    fn the_whisker_of_a_ratio_leaves_out_one_where_the_difference_is_more_than_chance() {
        let [_, high] = ratio_ends(&tested(-2.0, 0.0458)).unwrap();
        assert!(high < 1.0, "{high}");
        let [low, high] = ratio_ends(&tested(-1.9, 0.0578)).unwrap();
        assert!(low < 0.99 && high > 1.0, "{low} {high}");
        assert_eq!(ratio_ends(&ScoreRow { significance: None, ..row(1) }), None);
        assert_eq!(ratio_ends(&tested(0.0, 1.0)), None);
    }

    #[test]
    fn the_nearest_row_and_the_largest_gain_are_found() {
        let rows = [row(1), tested(-3.0, 0.01), ScoreRow { horizon: 252, ..row(252) }];
        let rows: Vec<&ScoreRow> = rows.iter().collect();
        assert_eq!((nearest(&rows, 700), nearest(&rows, 2), nearest(&[], 2)), (Some(2), Some(0), None));
        assert!((gain(&rows).unwrap() - 0.01).abs() < 1e-12);
        assert_eq!(gain(&rows[..1]), None);
        assert_eq!(horizons(&rows, |row| row.horizon > 1), [252]);
    }
}

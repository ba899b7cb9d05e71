//! What detectors say where nothing changes.

use super::*;
use crate::maths::num;
use crate::time::horizon::ANCHORS;

/// A generator of numbers between 0 and 1 that gives the same ones everywhere (G. Marsaglia, "Xorshift RNGs", 2003).
struct Draws(u64);

impl Draws {
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number of Student's t with five degrees of freedom and deviation 1 (R. W. Bailey, "Polar generation of random variates
    /// with the t-distribution", 1994).
    fn student(&mut self) -> f64 {
        const FREEDOM: f64 = 5.0;
        let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
        let square = u * u + v * v;
        if square >= 1.0 || square == 0.0 {
            return self.student();
        }
        let t = u * (FREEDOM * (num::exp(-2.0 / FREEDOM * num::ln(square)) - 1.0) / square).sqrt();
        t * ((FREEDOM - 2.0) / FREEDOM).sqrt()
    }
}

/// Alarms in a thousand days among residuals in which nothing changes: a hundred histories of twenty thousand days.
fn measured() -> Vec<((Watched, Kind), f64)> {
    let mut draws = Draws(0x2545_f491_4f6c_dd1d);
    let mut counts = [
        (0_u32, Watched::Residual, Kind::Adwin),
        (0, Watched::Residual, Kind::PageHinkley),
        (0, Watched::Size, Kind::Adwin),
        (0, Watched::Size, Kind::PageHinkley),
    ];
    for _ in 0..100 {
        let mut monitors = Monitors::default();
        for _ in 0..20_000 {
            let day = NaiveDate::MIN;
            let outcome = Outcome {
                origin: day,
                horizon: ANCHORS[0],
                day,
                log_move: 0.0,
                residual: draws.student(),
                pit: 0.5,
            };
            for alarm in monitors.learn(&outcome) {
                let own =
                    counts.iter_mut().find(|own| (own.1, own.2) == (alarm.watched, alarm.kind)).unwrap();
                own.0 += 1;
            }
        }
    }
    counts.map(|(count, watched, kind)| ((watched, kind), f64::from(count) / 2_000.0)).to_vec()
}

#[test]
fn alarms_where_nothing_changes_are_as_many_as_is_said() {
    let wrong: Vec<String> = measured()
        .into_iter()
        .map(|((watched, kind), per_thousand)| (kind.false_alarms(watched), per_thousand, watched, kind))
        .filter(|(said, per_thousand, ..)| (said - per_thousand).abs() > 0.1 * said.max(0.02))
        .map(|(said, per_thousand, watched, kind)| {
            format!("{watched:?} {kind:?}: {per_thousand}, not {said}")
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

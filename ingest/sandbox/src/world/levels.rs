//! About where things stood in which year: what keeps generated series near real levels.

use chrono::{Datelike, NaiveDate};
use paridad_engine::maths::num;

/// Levels by year, in order; between two of them a series moves by a steady rate, before and after them it stays.
pub(super) type Levels = &'static [(f64, f64)];

pub(super) const PESOS_PER_DOLLAR: Levels = &[
    (1990.0, 2.7),
    (1994.9, 3.4),
    (1995.3, 6.2),
    (1998.7, 9.9),
    (2002.0, 9.2),
    (2008.6, 10.3),
    (2009.2, 14.5),
    (2013.3, 12.3),
    (2017.0, 20.5),
    (2020.0, 18.9),
    (2020.3, 24.0),
    (2022.0, 20.5),
    (2024.3, 16.8),
    (2025.1, 20.5),
    (2026.7, 17.6),
];

pub(super) const DOLLARS_PER_EURO: Levels =
    &[(1999.0, 1.17), (2001.0, 0.9), (2008.3, 1.55), (2015.2, 1.09), (2022.7, 0.99), (2026.7, 1.16)];

/// The rate at which Banxico steers, in per cent.
pub(super) const TARGET_RATE: Levels = &[
    (1990.0, 35.0),
    (1993.0, 15.0),
    (1995.3, 60.0),
    (1997.0, 22.0),
    (1999.0, 28.0),
    (2002.0, 7.5),
    (2008.7, 8.25),
    (2009.6, 4.5),
    (2014.5, 3.0),
    (2018.9, 8.0),
    (2021.2, 4.0),
    (2023.3, 11.25),
    (2024.3, 11.0),
    (2026.0, 7.0),
    (2026.7, 6.5),
];

/// Consumer prices, 100 in the second half of July 2018.
pub(super) const PRICES: Levels = &[
    (1969.0, 0.017),
    (1982.0, 0.12),
    (1988.0, 5.0),
    (1990.0, 7.5),
    (1994.9, 17.8),
    (1996.0, 28.0),
    (2000.0, 44.9),
    (2005.0, 57.0),
    (2010.0, 71.8),
    (2015.0, 87.1),
    (2018.55, 100.0),
    (2022.0, 118.0),
    (2024.0, 133.5),
    (2026.6, 145.5),
    (2040.0, 237.0),
];

/// In millions of dollars.
pub(super) const RESERVES: Levels =
    &[(1995.0, 6_000.0), (2000.0, 33_000.0), (2008.0, 80_000.0), (2014.0, 180_000.0), (2026.7, 256_500.0)];

/// In millions of dollars a month.
pub(super) const REMITTANCES: Levels = &[
    (1995.0, 300.0),
    (2000.0, 550.0),
    (2007.0, 2_150.0),
    (2013.0, 1_850.0),
    (2020.0, 3_300.0),
    (2024.0, 5_400.0),
];

/// Activity, 100 on average in 2018.
pub(super) const ACTIVITY: Levels = &[(1993.0, 58.0), (2008.0, 84.0), (2018.5, 100.0), (2026.7, 109.0)];

/// The level on `day`.
pub(super) fn level(levels: Levels, day: NaiveDate) -> f64 {
    let year = f64::from(day.year()) + f64::from(day.ordinal0()) / 366.0;
    let next = levels.partition_point(|(at, _)| *at <= year);
    match (next.checked_sub(1).and_then(|last| levels.get(last)), levels.get(next)) {
        (Some((from, low)), Some((to, high))) => {
            let share = (year - from) / (to - from);
            num::exp(num::ln(*low) * (1.0 - share) + num::ln(*high) * share)
        }
        (Some((_, level)), None) | (None, Some((_, level))) => *level,
        (None, None) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_years_the_level_moves_by_a_steady_rate() {
        let levels: Levels = &[(2000.0, 1.0), (2002.0, 4.0)];
        let at = |day: &str| level(levels, day.parse().unwrap());
        assert!((at("2001-01-01") - 2.0).abs() < 1e-12);
        assert_eq!((at("1990-01-01"), at("2010-01-01")), (1.0, 4.0));
    }
}

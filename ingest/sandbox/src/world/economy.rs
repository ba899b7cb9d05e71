//! What several series have in common, so that they fit together: the peso, the euro, the target rate, prices.

use super::dates::{SPAN, bank_day_up_to, every_day};
use super::levels::{self, level};
use super::wander::{Stray, Wander};
use crate::dice::Dice;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use paridad_engine::time::calendar::Calendar;

/// The days on which a path moves.
type Moves = fn(NaiveDate) -> bool;

/// A value for each calendar day of the span.
#[derive(Debug)]
pub(super) struct Path(Vec<f64>);

impl Path {
    /// A path that strays from `levels` on the days on which it moves, and stays in between.
    fn generate(levels: levels::Levels, stray: Stray, moves: Moves, dice: Dice) -> Self {
        let mut wander = Wander::new(dice);
        let mut value = level(levels, SPAN.0);
        let step = |day| {
            if moves(day) {
                value = level(levels, day) * wander.step(stray);
            }
            value
        };
        Self(every_day().map(step).collect())
    }

    pub(super) fn at(&self, day: NaiveDate) -> f64 {
        let index = usize::try_from((day - SPAN.0).num_days()).unwrap_or(0);
        self.0.get(index).or(self.0.last()).copied().unwrap_or(1.0)
    }
}

/// The paths that series share.
#[derive(Debug)]
pub(super) struct Economy {
    pub(super) pesos_per_dollar: Path,
    pub(super) dollars_per_euro: Path,
    target_rate: Path,
    prices: Path,
    core_prices: Path,
}

/// What is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basket {
    All,
    Core,
}

impl Economy {
    pub(super) fn generate(dice: Dice) -> Self {
        let path = |levels, step, pull, moves: Moves, name| {
            Path::generate(levels, Stray { step, pull }, moves, dice.named(name))
        };
        Self {
            pesos_per_dollar: path(levels::PESOS_PER_DOLLAR, 0.006, 0.003, is_bank_day, "pesos per dollar"),
            dollars_per_euro: path(levels::DOLLARS_PER_EURO, 0.005, 0.003, is_weekday, "dollars per euro"),
            target_rate: path(levels::TARGET_RATE, 0.02, 0.3, is_decision, "target rate"),
            prices: path(levels::PRICES, 0.0006, 0.1, is_middle_of_fortnight, "prices"),
            core_prices: path(levels::PRICES, 0.0004, 0.1, is_middle_of_fortnight, "core prices"),
        }
    }

    /// The target rate on `day`, in per cent: a multiple of a quarter.
    pub(super) fn target_rate(&self, day: NaiveDate) -> f64 {
        (self.target_rate.at(day) * 4.0).round() / 4.0
    }

    /// The FIX that settles on `day`: determined two bank days before, and carried over closed days.
    pub(super) fn settled(&self, day: NaiveDate) -> f64 {
        let before = |day: NaiveDate| bank_day_up_to(day - Days::new(1));
        self.pesos_per_dollar.at(before(before(bank_day_up_to(day))))
    }

    /// The price index of the fortnight that begins on `first`.
    pub(super) fn fortnight(&self, basket: Basket, first: NaiveDate) -> f64 {
        let path = match basket {
            Basket::All => &self.prices,
            Basket::Core => &self.core_prices,
        };
        rounded(path.at(first + Days::new(10)))
    }

    /// The price index of the month of `day`: the mean of its fortnights.
    pub(super) fn month(&self, basket: Basket, day: NaiveDate) -> f64 {
        let first = day - Days::new(u64::from(day.day0()));
        rounded(f64::midpoint(self.fortnight(basket, first), self.fortnight(basket, first + Days::new(15))))
    }

    /// By how many per cent prices rose in the year up to the month of `day`.
    pub(super) fn inflation(&self, basket: Basket, day: NaiveDate) -> f64 {
        let year_before = day.with_year(day.year() - 1).unwrap_or(day);
        100.0 * (self.month(basket, day) / self.month(basket, year_before) - 1.0)
    }

    /// The unit of investment: it follows prices smoothly, so late that it can be published ahead.
    pub(super) fn unit_of_investment(&self, day: NaiveDate) -> f64 {
        const PER_INDEX: f64 = 0.0599;
        // A mean over 31 days that ended 30 days ago: known before the sandbox says so.
        let ago = |days| self.prices.at(day - Days::new(days));
        PER_INDEX * (30..61).map(ago).sum::<f64>() / 31.0
    }
}

/// An index has three decimals.
fn rounded(index: f64) -> f64 {
    (index * 1e3).round() / 1e3
}

fn is_bank_day(day: NaiveDate) -> bool {
    Calendar::MexicanBanks.is_open(day)
}

fn is_weekday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Banxico decides on a Thursday, about every sixth.
fn is_decision(day: NaiveDate) -> bool {
    (day - SPAN.0).num_days() % 42 == 3
}

fn is_middle_of_fortnight(day: NaiveDate) -> bool {
    day.day() == 8 || day.day() == 23
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_settles_was_determined_two_bank_days_before() {
        let economy = Economy::generate(Dice::new(1));
        let fix = |text| economy.pesos_per_dollar.at(day(text));
        assert_eq!(economy.settled(day("2020-12-01")), fix("2020-11-27"));
        assert_eq!(economy.settled(day("2026-08-20")), fix("2026-08-18"));
        assert_eq!(economy.settled(day("2026-08-22")), fix("2026-08-19"), "Saturday has Friday's");
    }

    #[test]
    fn a_month_is_the_mean_of_its_fortnights_and_prices_rise() {
        let economy = Economy::generate(Dice::new(1));
        let mean = f64::midpoint(
            economy.fortnight(Basket::All, day("2026-02-01")),
            economy.fortnight(Basket::All, day("2026-02-16")),
        );
        assert!((economy.month(Basket::All, day("2026-02-01")) - mean).abs() < 6e-4);
        let inflation = economy.inflation(Basket::All, day("2026-02-01"));
        assert!((1.0..7.0).contains(&inflation), "{inflation}");
    }

    #[test]
    fn the_target_rate_moves_by_quarters_and_seldom() {
        let economy = Economy::generate(Dice::new(1));
        let year = day("2026-01-01").iter_days().take(365).map(|day| economy.target_rate(day));
        let mut rates: Vec<f64> = year.collect();
        assert!(rates.iter().all(|rate| (rate * 4.0).fract() == 0.0));
        rates.dedup();
        assert!(rates.len() <= 10, "{rates:?}");
    }
}

//! What a series does besides following its level: a walk with changing volatility that is slowly pulled back.

use crate::dice::Dice;
use paridad_engine::maths::num;

/// How far a series strays, and how firmly it is pulled back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stray {
    /// The usual step from a period to the next, in logs.
    pub(super) step: f64,
    /// The part of the distance that is taken back with each step; 1 makes the distances independent.
    pub(super) pull: f64,
}

impl Stray {
    pub(super) const NONE: Self = Self { step: 0.0, pull: 1.0 };
}

/// The walk.
#[derive(Debug)]
pub(super) struct Wander {
    dice: Dice,
    distance: f64,
    log_volatility: f64,
}

impl Wander {
    pub(super) fn new(dice: Dice) -> Self {
        Self { dice, distance: 0.0, log_volatility: 0.0 }
    }

    /// Goes on to the next period; the answer is what the level is to be multiplied with.
    pub(super) fn step(&mut self, stray: Stray) -> f64 {
        // Calm and wild times follow each other, as on markets: a step is up to about twice or half the usual one.
        self.log_volatility = 0.97 * self.log_volatility + 0.1 * self.dice.normal();
        let step = stray.step * num::exp(self.log_volatility) * self.dice.normal();
        self.distance = (1.0 - stray.pull) * self.distance + step;
        num::exp(self.distance)
    }
}

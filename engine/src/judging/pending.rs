//! Forecasts whose truth has not come yet: the queue of delayed labels is part of the state.

use crate::features::agenda::Agenda;
use crate::features::regime::Regime;
use crate::maths::level::LEVEL_COUNT;
use crate::time::day;
use crate::time::horizon::LEARNED_DAYS;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// What one head said of one day, as far as learning from it needs, until the truth of that day has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AwaitedForecast {
    /// The day whose truth is awaited.
    #[serde(with = "day")]
    pub(crate) target_day: NaiveDate,
    /// What each expert of location said, in deviations.
    pub(crate) location: Vec<Option<f64>>,
    pub(crate) point: f64,
    pub(crate) deviation: f64,
    /// What each expert of the spread said; nothing of those that stretch another.
    pub(crate) fans: Vec<Option<AwaitedFan>>,
    pub(crate) quantiles: [f64; LEVEL_COUNT],
}

/// What one expert of the spread said, around the point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AwaitedFan {
    pub(crate) deviation: f64,
    pub(crate) levels: [f64; LEVEL_COUNT],
}

/// An origin that waits for its outcomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    #[serde(with = "day")]
    pub(crate) day: NaiveDate,
    pub(crate) log_spot: f64,
    /// The standardised row, as the heads saw it.
    pub(crate) row: Vec<f64>,
    /// The features of the spread.
    pub(crate) spread_row: Vec<f64>,
    /// The events ahead, by which they differ from horizon to horizon.
    pub(crate) agenda: Agenda,
    /// The daily scale against which learned scales are measured.
    pub(crate) reference: f64,
    /// The daily deviation of the baseline.
    pub(crate) baseline: f64,
    pub(crate) regime: Regime,
    /// All squared daily returns up to the origin, in sum.
    pub(crate) squares: f64,
    pub(crate) forecasts: Vec<AwaitedForecast>,
}

/// How many origins leave the queue, and are one part of a snapshot, together: a full part never changes.
pub(crate) const BLOCK: usize = 8;

/// The last 252 origins and up to a block of older ones, numbered from the first one ever.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pending {
    first: u64,
    origins: VecDeque<Waiting>,
}

impl Pending {
    /// Puts a queue together again.
    pub(crate) fn from_parts(first: u64, origins: VecDeque<Waiting>) -> Self {
        Self { first, origins }
    }

    pub(crate) fn push(&mut self, waiting: Waiting) {
        self.origins.push_back(waiting);
        if self.origins.len() == usize::from(LEARNED_DAYS) + BLOCK {
            self.origins.drain(..BLOCK);
            self.first += BLOCK as u64;
        }
    }

    /// The last origin.
    pub(crate) fn last(&self) -> Option<&Waiting> {
        self.origins.back()
    }

    /// Takes back the last origin, which is about to be made anew.
    pub(crate) fn pop(&mut self) {
        self.origins.pop_back();
    }

    /// The origins whose forecasts by the head `index` speak of `day`: two may, where a calendar was changed between them. A day that
    /// never came leaves its forecasts without an outcome; no other day stands in for it.
    pub(crate) fn due(
        &self,
        index: usize,
        day: NaiveDate,
    ) -> impl Iterator<Item = (&Waiting, &AwaitedForecast)> {
        let awaited =
            self.origins.iter().filter_map(move |waiting| Some((waiting, waiting.forecasts.get(index)?)));
        awaited.filter(move |(_, forecast)| forecast.target_day == day)
    }

    /// The waiting origins with their numbers, oldest first.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u64, &Waiting)> {
        (self.first..).zip(&self.origins)
    }
}

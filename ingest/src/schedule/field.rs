//! One field of a cron expression: the numbers that it allows.

use std::ops::RangeInclusive;

/// What is wrong with a cron expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CronError {
    /// Not as many fields as there must be.
    #[error("a cron expression must have 5 fields (minute, hour, day, month, weekday), got {got}")]
    Fields {
        /// How many there are.
        got: usize,
    },
    /// A field that cannot be.
    #[error("{field} must be {allowed}, got {got:?}")]
    Field {
        /// Which one.
        field: &'static str,
        /// What may stand there.
        allowed: String,
        /// What does.
        got: String,
    },
}

/// What a field of an expression may hold.
#[derive(Debug)]
pub(super) struct Field {
    /// What it is called in errors.
    pub(super) name: &'static str,
    /// The numbers that it may allow.
    pub(super) bounds: RangeInclusive<u8>,
    /// Words for the numbers from the first one on.
    pub(super) words: &'static [&'static str],
}

/// The numbers that a field allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Allowed {
    bits: u64,
    /// Whether it begins with a star, and so leaves the choice of days to the other field that has one.
    pub(super) is_open: bool,
}

impl Allowed {
    /// Whether it allows a number.
    pub(super) fn has(self, number: u32) -> bool {
        number < u64::BITS && self.bits & (1 << number) != 0
    }
}

impl Field {
    /// Reads a list of stars, numbers and ranges, each perhaps with a step.
    pub(super) fn parse(&self, text: &str) -> Result<Allowed, CronError> {
        let mut bits = 0;
        for part in text.split(',') {
            let (range, step) = self.part(part)?;
            bits |= range.step_by(step).fold(0, |bits, number| bits | 1 << number);
        }
        Ok(Allowed { bits, is_open: text.starts_with('*') })
    }

    /// Reads `*`, `5`, `5-10`, `*/15` or `5-59/10`.
    fn part(&self, text: &str) -> Result<(RangeInclusive<u8>, usize), CronError> {
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => (range, Some(self.step(step)?)),
            None => (text, None),
        };
        let range = match range.split_once('-') {
            _ if range == "*" => self.bounds.clone(),
            Some((first, last)) => self.number(first)?..=self.number(last)?,
            // A single number has nothing to step through.
            None if step.is_some() => return Err(self.error("a step of * or of a range, as in */15", text)),
            None => self.number(range)?..=self.number(range)?,
        };
        if range.is_empty() {
            return Err(self.error("a range with the lower end first", text));
        }
        Ok((range, step.unwrap_or(1)))
    }

    fn step(&self, text: &str) -> Result<usize, CronError> {
        let step = digits(text).filter(|step| (1..=*self.bounds.end()).contains(step));
        let allowed = || format!("stepped through by 1 to {}", self.bounds.end());
        step.map(usize::from).ok_or_else(|| self.error(&allowed(), text))
    }

    /// Reads a number or its word.
    fn number(&self, text: &str) -> Result<u8, CronError> {
        let lower = text.to_ascii_lowercase();
        let named = self.words.iter().zip(self.bounds.clone()).find(|(word, _)| **word == lower);
        let number = named.map(|(_, number)| number).or_else(|| digits(text));
        number.filter(|number| self.bounds.contains(number)).ok_or_else(|| {
            let bounds = format!("between {} and {}", self.bounds.start(), self.bounds.end());
            let allowed = match self.words {
                [first, .., last] => format!("{bounds}, or {first} to {last}"),
                _ => bounds,
            };
            self.error(&allowed, text)
        })
    }

    fn error(&self, allowed: &str, got: &str) -> CronError {
        CronError::Field {
            field: self.name,
            allowed: allowed.to_owned(),
            got: got.chars().take(40).collect(),
        }
    }
}

/// The number, written in digits alone: `parse` would take a sign too.
fn digits(text: &str) -> Option<u8> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

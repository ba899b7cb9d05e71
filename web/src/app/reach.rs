//! What every answer of a view begins with: who speaks, from when, and which day is asked about.

use crate::problem::Trouble;
use crate::view::{Answers, OWN_REVISION, View};
use crate::wording::{Language, target_title};
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::maths::curve::Bound;
use paridad_engine::time::horizon::Horizon;
use paridad_wire as wire;

/// For whom and when an answer is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Audience {
    pub(crate) language: Language,
    pub(crate) now: DateTime<Utc>,
}

/// Which day is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Maturity {
    Days(u16),
    Day(NaiveDate),
}

/// The horizon that is spoken of where none is asked for: a month of publication days.
pub(crate) const DEFAULT_HORIZON: u16 = 21;

/// How likely the rate is to end above a level.
pub(crate) fn likelihood(outlook: &Outlook, rate: f64) -> Result<wire::Probability, Trouble> {
    let above = outlook.probability_above(rate).ok_or(Trouble::Rate(rate))?;
    Ok(wire::Probability { rate, above, bound: outlook.bound_above(rate).map(side) })
}

/// On which side of its number a probability lies.
pub(crate) fn side(bound: Bound) -> wire::Bound {
    match bound {
        Bound::AtMost => wire::Bound::AtMost,
        Bound::AtLeast => wire::Bound::AtLeast,
    }
}

impl View {
    /// Who speaks, from when, and how old that is.
    pub(crate) fn provenance(&self, audience: Audience) -> wire::Provenance {
        let late_days = self.late_days(audience.now);
        wire::Provenance {
            target: self.model.recipe.target_name.clone(),
            target_title: target_title(&self.model, self.synthetic, audience.language),
            version: self.speaking.number,
            speaking: self.speaks,
            snapshot: self.speaking.snapshot.to_string(),
            engine_revision: self.engine_revision(),
            origin: self.model.origin.day,
            origin_at: self.model.origin.at,
            spot: self.model.spot(),
            late_days,
            stale: late_days > 1,
            pinned: self.pinned(),
        }
    }

    /// The engine whose numbers these are: the one that computes this very answer, whichever one learned the version; of what is only on
    /// record, the one that said it.
    fn engine_revision(&self) -> u32 {
        match self.answers {
            Answers::Computed => OWN_REVISION,
            Answers::Recorded(_) | Answers::Unrecorded => self.speaking.engine_revision,
        }
    }

    /// The same, if this engine may say what it says.
    pub(crate) fn computed(&self) -> Result<&Self, Trouble> {
        let (version, engine) = (self.speaking.number, self.speaking.engine_revision);
        match self.answers {
            Answers::Computed => Ok(self),
            Answers::Recorded(_) => Err(Trouble::RecordOnly { version, engine }),
            Answers::Unrecorded => Err(Trouble::NoRecord { version, engine }),
        }
    }

    /// The day that is asked about, with what is expected of it.
    pub(crate) fn reach(&self, maturity: Maturity) -> Result<(wire::Maturity, Outlook), Trouble> {
        self.computed()?;
        let horizon = match maturity {
            Maturity::Days(days) => Horizon::try_from(days)?,
            Maturity::Day(day) => self.model.horizon(day)?,
        };
        let day = self.model.target_day(horizon);
        let moved_from = match maturity {
            Maturity::Day(wanted) if wanted != day => Some(wanted),
            _ => None,
        };
        let extended = horizon > Horizon::LEARNED;
        let maturity = wire::Maturity { horizon: horizon.into(), day, moved_from, extended };
        Ok((maturity, self.model.outlook(horizon)))
    }
}

//! The switches that make the sandbox misbehave, each off, by chance, or at named places.

use crate::dice::Dice;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How the sandbox misbehaves; what is left out is off.
///
/// ```
/// use paridad_sandbox::switches::Switches;
/// let text = r#"{"html": 0.1, "poison": {"days": ["2026-03-17"]}, "ids_max": 5}"#;
/// let switches: Switches = serde_json::from_str(text).unwrap();
/// assert_eq!(switches.ids_max, 5);
/// assert!(serde_json::from_str::<Switches>(r#"{"html": 1.1}"#).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    /// How long every answer takes, in milliseconds.
    pub latency_ms: u64,
    /// Banxico says that the quota is used up, although it is not.
    pub quota: Switch,
    /// After how many seconds it says that one may return.
    pub quota_seconds: u32,
    /// Banxico answers 413 to more ids than this.
    pub ids_max: usize,
    /// A web page comes instead of data, with status 200.
    pub html: Switch,
    /// A web page comes instead of data, with status 503.
    pub unavailable: Switch,
    /// The body stops somewhere in its middle.
    pub truncated: Switch,
    /// The values of a series come in any order.
    pub wrong_order: Switch,
    /// A value changes a day after its publication, although its series is never revised.
    pub revised: Switch,
    /// A value is published late.
    pub late: Switch,
    /// So many days late.
    pub late_days: u32,
    /// A series changes its unit: large values come divided by 1,000, the others multiplied by it.
    pub unit: Switch,
    /// A series changes its title.
    pub title: Switch,
    /// The FIX of a day comes times ten.
    pub poison: Switch,
    /// A value is not available: `N/E` from Banxico, an empty text from INEGI.
    pub not_available: Switch,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            latency_ms: 0,
            quota: Switch::OFF,
            quota_seconds: 1,
            ids_max: 20,
            html: Switch::OFF,
            unavailable: Switch::OFF,
            truncated: Switch::OFF,
            wrong_order: Switch::OFF,
            revised: Switch::OFF,
            late: Switch::OFF,
            late_days: 3,
            unit: Switch::OFF,
            title: Switch::OFF,
            poison: Switch::OFF,
            not_available: Switch::OFF,
        }
    }
}

/// When a fault happens: with a probability, or at named places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Switch {
    /// With this probability.
    Chance(Chance),
    /// At these places, always.
    At(Places),
}

/// Where a fault happens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Places {
    /// The keys of series, or for a fault of an answer any word of its address; none means all.
    pub ids: BTreeSet<String>,
    /// For a fault of a value its period; for a fault of an answer the day of the sandbox's clock; none means all.
    pub days: BTreeSet<NaiveDate>,
}

impl Switch {
    /// Never.
    pub const OFF: Self = Self::Chance(Chance(0.0));

    /// Always.
    pub fn always() -> Self {
        Self::At(Places::default())
    }

    /// For these series only.
    pub fn of_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        let ids = ids.into_iter().map(str::to_owned).collect();
        Self::At(Places { ids, days: BTreeSet::new() })
    }

    /// On these days only.
    pub fn on_days(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self::At(Places { ids: BTreeSet::new(), days: days.into_iter().collect() })
    }

    /// Whether the fault happens to something that concerns `ids` and `day`; chance draws from `dice`.
    pub(crate) fn hits(&self, ids: &[&str], day: NaiveDate, mut dice: Dice) -> bool {
        match self {
            Self::Chance(Chance(chance)) => *chance > 0.0 && dice.uniform() < *chance,
            Self::At(places) => {
                let is_named = places.ids.is_empty() || ids.iter().any(|id| places.ids.contains(*id));
                is_named && (places.days.is_empty() || places.days.contains(&day))
            }
        }
    }

    pub(crate) fn is_off(&self) -> bool {
        *self == Self::OFF
    }
}

/// A probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Chance(f64);

/// A number that is no probability.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a chance must lie between 0 and 1, got {0}")]
pub struct ChanceError(f64);

impl TryFrom<f64> for Chance {
    type Error = ChanceError;

    fn try_from(chance: f64) -> Result<Self, ChanceError> {
        if (0.0..=1.0).contains(&chance) { Ok(Self(chance)) } else { Err(ChanceError(chance)) }
    }
}

impl From<Chance> for f64 {
    fn from(chance: Chance) -> Self {
        chance.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_place_is_an_id_a_day_or_both() {
        let both: Switch = serde_json::from_str(r#"{"ids":["SF1"],"days":["2026-03-17"]}"#).unwrap();
        let hits = |switch: &Switch, id, at| switch.hits(&[id], day(at), Dice::new(1));
        assert!(hits(&both, "SF1", "2026-03-17"));
        assert!(!hits(&both, "SF1", "2026-03-18") && !hits(&both, "SF2", "2026-03-17"));
        assert!(hits(&Switch::of_ids(["SF1"]), "SF1", "2026-03-18"));
        assert!(hits(&Switch::on_days([day("2026-03-17")]), "SF2", "2026-03-17"));
        assert!(hits(&Switch::always(), "SF2", "2026-03-18"));
        assert!(!hits(&Switch::OFF, "SF1", "2026-03-17") && Switch::OFF.is_off());
    }

    #[test]
    fn a_chance_hits_as_often_as_it_says() {
        let half: Switch = serde_json::from_str("0.5").unwrap();
        let hits =
            (0..2_000).filter(|n| half.hits(&[], day("2026-03-17"), Dice::new(1).numbered(*n))).count();
        assert!((900..1_100).contains(&hits), "{hits}");
    }

    #[test]
    fn switches_are_written_and_read_and_a_misspelt_one_is_refused() {
        let switches = Switches { html: Switch::always(), late_days: 9, ..Switches::default() };
        let text = serde_json::to_string(&switches).unwrap();
        assert_eq!(serde_json::from_str::<Switches>(&text).unwrap(), switches);
        assert!(serde_json::from_str::<Switches>(r#"{"hmtl": 0.1}"#).is_err());
        assert!(serde_json::from_str::<Switches>(r#"{"html": -0.1}"#).is_err());
        assert_eq!(serde_json::from_str::<Switches>("{}").unwrap(), Switches::default());
    }
}

//! One series of the catalogue.

use super::{Availability, Frequency};
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::SeriesId;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// A series of a public source, with what it must look like.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What Paridad calls it, such as `banxico.sf43718`.
    pub id: SeriesId,
    /// The name of the source that it comes from.
    pub source: String,
    /// What its publisher calls it, such as `SF43718`.
    pub key: String,
    /// INEGI's bank of data that holds it; none at other sources.
    pub bank: Option<Bank>,
    /// Words that stand in its title, each in one piece, in any order.
    pub title: Vec<String>,
    /// The unit, in the words of the source.
    pub unit: String,
    /// INEGI's number for the unit, where it was seen.
    pub unit_code: Option<String>,
    /// The frequency, in the source's terms: a weekly auction is "daily" to Banxico.
    pub frequency: Frequency,
    /// The first period that the source had when it was last looked at.
    pub first: Option<NaiveDate>,
    /// What the values lie in unless something is wrong.
    pub range: RangeInclusive<f64>,
    /// When its values become known.
    pub availability: Availability,
    /// The days on which it has a value, if it is daily.
    pub days: OpenDays,
    /// How its past changes.
    pub revision: Revision,
    /// How we know what the key means.
    pub evidence: Evidence,
}

impl Entry {
    /// The moment from which the value of a period, given by its first day, may be used.
    pub fn known_at(&self, period: NaiveDate) -> DateTime<Utc> {
        self.availability.known_at(period, self.frequency)
    }
}

/// The days on which a daily series has a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenDays {
    /// The bank days in Mexico, or those that its rule of availability counts.
    #[default]
    MexicanBanks,
    /// The working days of the euro's payment system.
    Target,
    /// The days on which New York deals: each market there has closures of its own.
    NewYork,
    /// The days for which something is scheduled, which its calendar alone knows.
    Scheduled,
}

/// A bank of data at INEGI. Codes of frequencies mean different things in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bank {
    /// Economic data until December 2025.
    #[serde(rename = "BIE")]
    Bie,
    /// Economic data since then.
    #[serde(rename = "BIE-BISE")]
    BieBise,
    /// Data on society and the environment.
    #[serde(rename = "BISE")]
    Bise,
}

impl Bank {
    /// The bank's name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bie => "BIE",
            Self::BieBise => "BIE-BISE",
            Self::Bise => "BISE",
        }
    }
}

/// How the past of a series changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revision {
    /// A value stays as it was published.
    Never,
    /// Each release may change earlier periods.
    Monthly,
    /// Values stay, until every few years the index gets a new base and all of them change at once.
    Rebased,
}

/// How we know what a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Title and unit were read in the source's own metadata.
    Metadata,
    /// The source answered under this key, and the values are those of what we say it is.
    Answer,
    /// Others say so who checked it against the source; title and unit are what we expect.
    ThirdParty,
}

//! The tables of the archive, and how their keys read.

use crate::key;
use redb::TableDefinition;
use std::fmt;

/// A table of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// The format of the archive itself.
    Meta,
    /// Payloads as they came, by the hash of their bytes.
    Raw,
    /// What each pull brought, by number.
    Batches,
    /// Observations, by series, period and number.
    Observations,
    /// The events that drive the engine, by number.
    Events,
    /// Forecasts, by the number of the event that made them.
    Forecasts,
    /// Outcomes, by the number of the event that revealed them.
    Outcomes,
    /// The pieces of snapshots, by the hash of their bytes.
    Parts,
    /// The versions of the forecaster, by number.
    Versions,
    /// Who did what, chained by hash, by number.
    Audit,
    /// Observations that wait for a person, by number.
    Held,
    /// What people decided on them, by the number of what is held, then by number.
    Decisions,
    /// The steps of pulls, by number.
    Runs,
    /// Batches that were taken out of history, by the number of the batch.
    Exclusions,
    /// Who may ask for what, by number.
    Tokens,
    /// What was pushed, by the hash of the key that came with it.
    Keys,
    /// The profile of each batch's data, by series and batch.
    Profiles,
    /// The steps of precedents, by number.
    Precedents,
}

/// Every table has bytes for keys and values: redb's own decoders panic on damaged keys, and one
/// type lets scrub and backup treat all tables alike.
pub(crate) type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;

impl Table {
    /// All tables, in the order of their declaration.
    pub const ALL: [Self; 18] = [
        Self::Meta,
        Self::Raw,
        Self::Batches,
        Self::Observations,
        Self::Events,
        Self::Forecasts,
        Self::Outcomes,
        Self::Parts,
        Self::Versions,
        Self::Audit,
        Self::Held,
        Self::Decisions,
        Self::Runs,
        Self::Exclusions,
        Self::Tokens,
        Self::Keys,
        Self::Profiles,
        Self::Precedents,
    ];

    /// The name of the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Raw => "raw",
            Self::Batches => "batches",
            Self::Observations => "observations",
            Self::Events => "events",
            Self::Forecasts => "forecasts",
            Self::Outcomes => "outcomes",
            Self::Parts => "parts",
            Self::Versions => "versions",
            Self::Audit => "audit",
            Self::Held => "held",
            Self::Decisions => "decisions",
            Self::Runs => "runs",
            Self::Exclusions => "exclusions",
            Self::Tokens => "tokens",
            Self::Keys => "keys",
            Self::Profiles => "profiles",
            Self::Precedents => "precedents",
        }
    }

    /// The first format of an archive that has this table.
    pub(crate) const fn format(self) -> u32 {
        match self {
            Self::Precedents => 3,
            // The tables stand in the order in which they came.
            table if table as usize > Self::Audit as usize => 2,
            _ => 1,
        }
    }

    pub(crate) const fn definition(self) -> Definition {
        TableDefinition::new(self.name())
    }

    /// The key as a person reads it; a damaged key as hexadecimal digits.
    pub(crate) fn key_text(self, key: &[u8]) -> String {
        let text = match self {
            Self::Meta => str::from_utf8(key).ok().map(str::to_owned),
            Self::Raw | Self::Parts | Self::Keys => None,
            Self::Observations => key::observation_text(key),
            Self::Decisions => key::decision_text(key),
            Self::Profiles => key::profile_text(key),
            Self::Batches
            | Self::Events
            | Self::Forecasts
            | Self::Outcomes
            | Self::Versions
            | Self::Audit
            | Self::Held
            | Self::Runs
            | Self::Exclusions
            | Self::Tokens
            | Self::Precedents => key::number_of(key).map(|number| number.to_string()),
        };
        text.unwrap_or_else(|| key::hex(key))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

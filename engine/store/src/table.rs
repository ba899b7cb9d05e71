//! The tables of the archive, and how their keys read.

use crate::key;
use redb::TableDefinition;
use std::fmt;

/// A table of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// The format of the archive itself, and whether its data are synthetic.
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
    /// What was let in of each batch, by the number of the batch.
    Admitted,
    /// Batches of files that are taken in once, by the hash of where each lay, then by number.
    Files,
    /// An index of what is held, by series, period and value, then by number.
    HeldValues,
    /// An index of what is held and not decided, by number.
    Waiting,
    /// An index of the runs that are done, by source and whether they asked for everything, then by number.
    DoneRuns,
    /// An index of versions by what marks them, then by number.
    Marks,
    /// What somebody has asked for that takes another person too, by number.
    Requests,
    /// What verifications have proven, by number.
    Proofs,
    /// An index of what is held, by group and by series, each by whether it waits, then by number.
    HeldIn,
    /// An index of the groups of what is held, with how many each has, by whether any of it waits, batch and rule.
    HeldGroups,
}

/// Every table has bytes for keys and values: redb's own decoders panic on damaged keys, and one
/// type lets scrub and backup treat all tables alike.
pub(crate) type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;

impl Table {
    /// All tables, in the order of their declaration.
    pub const ALL: [Self; 28] = [
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
        Self::Admitted,
        Self::Files,
        Self::HeldValues,
        Self::Waiting,
        Self::DoneRuns,
        Self::Marks,
        Self::Requests,
        Self::Proofs,
        Self::HeldIn,
        Self::HeldGroups,
    ];

    /// The indexes: each follows from the records that it lists, and has no more than keys.
    pub(crate) const INDEXES: [Self; 6] =
        [Self::HeldValues, Self::Waiting, Self::DoneRuns, Self::Marks, Self::HeldIn, Self::HeldGroups];

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
            Self::Admitted => "admitted",
            Self::Files => "files",
            Self::HeldValues => "held_values",
            Self::Waiting => "waiting",
            Self::DoneRuns => "done_runs",
            Self::Marks => "marks",
            Self::Requests => "requests",
            Self::Proofs => "proofs",
            Self::HeldIn => "held_in",
            Self::HeldGroups => "held_groups",
        }
    }

    /// The first format of an archive that has this table.
    pub(crate) const fn format(self) -> u32 {
        match self {
            // The tables stand in the order in which they came.
            table if table as usize > Self::Proofs as usize => 6,
            table if table as usize > Self::Requests as usize => 5,
            table if table as usize > Self::Precedents as usize => 4,
            Self::Precedents => 3,
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
            Self::Raw | Self::Parts | Self::Keys | Self::Files => None,
            Self::Observations => key::observation_text(key),
            Self::Decisions => key::decision_text(key),
            Self::Profiles => key::profile_text(key),
            Self::HeldValues => key::held_value_text(key),
            Self::DoneRuns => key::done_run_text(key),
            Self::Marks => key::mark_text(key),
            Self::HeldIn => key::held_in_text(key),
            Self::HeldGroups => key::held_group_text(key),
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
            | Self::Precedents
            | Self::Admitted
            | Self::Waiting
            | Self::Requests
            | Self::Proofs => key::number_of(key).map(|number| number.to_string()),
        };
        text.unwrap_or_else(|| hex::encode(key))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

//! What is asked of precedents on the command line.

use crate::setup::reason;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use paridad_wire::KnownFrom;

/// What becomes of precedents.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum PrecedentCommand {
    /// Propose that what is decided on one held value be decided on all like it: of its series, failing the same rule.
    Propose(Box<ProposeArgs>),
    /// List the precedents: which are in force, and who wants them.
    List,
    /// Want one too: it is in force once as many do as its values ask for.
    Agree {
        /// Its number.
        precedent: u64,
        /// Why, for the record.
        #[arg(long, default_value = "", value_parser = reason)]
        note: String,
    },
    /// End one: what it has decided stays decided.
    Revoke {
        /// Its number.
        precedent: u64,
        /// Let what it has rejected wait again.
        #[arg(long)]
        reopen: bool,
        /// Why, for the record.
        #[arg(long, default_value = "", value_parser = reason)]
        note: String,
    },
}

/// A precedent to be proposed.
#[derive(Debug, Clone, Args)]
pub(crate) struct ProposeArgs {
    /// The number of a held value, as `paridad held` lists it.
    pub(crate) held: u64,
    /// What becomes of all like it. What accepts needs a last period that is past, or a least and a greatest value near the held
    /// one.
    #[arg(value_enum)]
    pub(crate) verdict: Fate,
    /// Why.
    #[arg(long, value_parser = reason)]
    pub(crate) note: String,
    /// From when on what is accepted counts as known: `published`, as years of old that come now must be, or they would be known
    /// from today on; or a moment such as 2026-10-30T18:00:00Z; without it, from when it is decided.
    #[arg(long, value_name = "WHEN")]
    pub(crate) known: Option<KnownFrom>,
    /// Only from this period on.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<NaiveDate>,
    /// Only up to this period.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<NaiveDate>,
    /// Only values that are not less.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) least: Option<f64>,
    /// Only values that are not greater.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) most: Option<f64>,
}

/// What becomes of values that a precedent covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fate {
    /// They enter as they are.
    Accept,
    /// They stay out.
    Reject,
}

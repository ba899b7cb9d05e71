//! The command line.

mod exclusion;
mod held;
mod precedent;
mod token;

pub(crate) use exclusion::ExclusionArgs;
pub(crate) use held::{DecideAllArgs, DecideArgs, HeldArgs, Verdict};
pub(crate) use precedent::{Fate, PrecedentCommand, ProposeArgs};
pub(crate) use token::{NewTokenArgs, TokenCommand};

use crate::evaluate::EvaluateArgs;
use crate::options::{Options, reason};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use paridad_sandbox::switches::Switches;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Forecasts of the peso-dollar rate: served, explained, reproducible.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the API and the dashboard.
    Serve(ServeArgs),
    /// Fetch what is new, check it and learn it.
    Pull(PullArgs),
    /// Forecast the rate.
    Forecast(ForecastArgs),
    /// List the versions, newest first.
    Versions {
        /// How many.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
        limit: u16,
        /// Only versions with a smaller number.
        #[arg(long, value_name = "NUMBER")]
        before: Option<u64>,
    },
    /// Let an earlier version speak again, until `resume`.
    Rollback {
        /// The version's number.
        version: u64,
        /// Why, for the record.
        #[arg(long, default_value = "", value_parser = reason)]
        reason: String,
    },
    /// Let the newest learned version speak again.
    Resume {
        /// Why, for the record.
        #[arg(long, default_value = "", value_parser = reason)]
        reason: String,
    },
    /// List the values that are held back and wait for a person, by what their batch broke.
    Held(HeldArgs),
    /// Decide on a value that is held back.
    Decide(DecideArgs),
    /// Decide on each value that a batch brought and that broke the same rule.
    DecideAll(DecideAllArgs),
    /// Let a decision hold for all values like the one that it was made on.
    #[command(subcommand)]
    Precedent(PrecedentCommand),
    /// Take a bad batch out of history: everything is replayed without it, as a new version.
    TakeOut(ExclusionArgs),
    /// Put a batch back that was taken out of history: everything is replayed with it again, as a new version.
    PutBack(ExclusionArgs),
    /// Replay a recipe over all that the archive knows, beside what speaks.
    #[command(alias = "candidate")]
    Challenger {
        /// `fix`, `usdmxn`, or a file with a recipe.
        recipe: String,
        /// Why, for the record.
        #[arg(long, default_value = "", value_parser = reason)]
        reason: String,
    },
    /// Let a challenger speak and learn on.
    Promote {
        /// The challenger's version number.
        version: u64,
        /// Why, for the record.
        #[arg(long, default_value = "", value_parser = reason)]
        reason: String,
    },
    /// List the series that are read from public sources.
    Catalogue {
        /// What else to do with them.
        #[command(subcommand)]
        action: Option<CatalogueAction>,
    },
    /// List the batches with the grade of each; or of one series, what each batch brought of it.
    Quality {
        /// The series, such as `banxico.sf43718`.
        series: Option<String>,
        /// How many.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
        limit: u16,
    },
    /// List what the runs of the sources brought, newest first.
    Runs {
        /// How many.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
        limit: u16,
    },
    /// Say of each series how old its last value is, and whether the next one is late.
    Freshness,
    /// Make, list and revoke the tokens of people and programs.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Read every record, replay the events that no earlier verification has proven, and compare the snapshots.
    Verify {
        /// Replay everything from nothing, also what is proven.
        #[arg(long)]
        full: bool,
    },
    /// Copy the archive, with its configuration and keys, into a new file of the folder for backups and read the copy back; a running
    /// server goes on.
    Backup {
        /// What the file is called, such as `2026-11-26.redb`.
        name: String,
    },
    /// Put a verified backup, with its configuration and keys, where no archive is yet.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Learn the bundled history into a file that a build can add to the program.
    #[command(hide = true)]
    Learn {
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        into: PathBuf,
    },
    /// Score the forecaster strictly out of sample on its history.
    Evaluate(Box<EvaluateArgs>),
    /// Serve the wire formats of the public sources from generated series, named synthetic in every title.
    Sandbox(Box<SandboxArgs>),
}

/// What is done with the catalogue.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum CatalogueAction {
    /// Ask the sources what they say of their series, and say what does not fit.
    Check,
}

/// How the server runs.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeArgs {
    /// The address to listen on; only loopback is allowed.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Pull no source by itself; else each is pulled when the file `schedule.toml` in the data folder says so, or where it has no
    /// word on it, when the source publishes.
    #[arg(long)]
    pub(crate) no_schedule: bool,
    /// Say in every answer that the data of this folder are synthetic, from now on.
    #[arg(long)]
    pub(crate) synthetic: bool,
    /// Let nobody in without a token, even as long as nobody has one: the owner of the data folder makes the first on the command line.
    #[arg(long, env = "PARIDAD_REQUIRE_TOKENS", value_parser = clap::builder::FalseyValueParser::new())]
    pub(crate) require_tokens: bool,
}

/// What is pulled.
#[derive(Debug, Clone, Args)]
pub(crate) struct PullArgs {
    /// A public source such as `ecb`, one of `sources.toml`, or `csv:FILE` with the columns series, period, value and perhaps
    /// `known_at`; without it, every source that needs no token or has one.
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Ask again for everything from this day on.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<NaiveDate>,
    /// Fetch and check, and keep nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What a sandbox starts with.
#[derive(Debug, Clone, Args)]
pub(crate) struct SandboxArgs {
    /// The address to listen on; only loopback is allowed.
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub(crate) listen: SocketAddr,
    /// What all values follow from.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The first day of which there are values.
    #[arg(long, value_name = "DATE", default_value = "1969-01-01")]
    pub(crate) from: NaiveDate,
    /// The day on which its clock starts, in the afternoon; else the clock is that of this machine.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<NaiveDate>,
    /// Write the rates of its ECB into this file when it starts: an archive of synthetic data begins with them (`--history`).
    #[arg(long, value_name = "FILE")]
    pub(crate) history_file: Option<PathBuf>,
    /// How it misbehaves, as one would post it to `/sandbox/switches`: `{"html": 0.1, "ids_max": 5}`.
    #[arg(long, value_name = "JSON", default_value = "{}", value_parser = switches)]
    pub(crate) switches: Switches,
}

/// What is asked of a forecast.
#[derive(Debug, Clone, Args)]
pub(crate) struct ForecastArgs {
    /// How many publication days ahead.
    #[arg(long, conflicts_with = "date")]
    pub(crate) horizon: Option<u16>,
    /// The maturity; on a closed day it moves to the next open one.
    #[arg(long)]
    pub(crate) date: Option<NaiveDate>,
    /// The levels of the quantiles, separated by commas.
    #[arg(long, value_delimiter = ',')]
    pub(crate) quantiles: Vec<f64>,
    /// Also give the probability of ending above this rate.
    #[arg(long)]
    pub(crate) level: Option<f64>,
    /// Also give the probability of ending below this rate.
    #[arg(long)]
    pub(crate) below: Option<f64>,
    /// Also give the probability of touching this rate on the way.
    #[arg(long)]
    pub(crate) touch: Option<f64>,
    /// Also give the mean rate in each tail of this probability.
    #[arg(long, value_name = "PROBABILITY")]
    pub(crate) shortfall: Option<f64>,
}

fn switches(text: &str) -> Result<Switches, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent_and_says_what_the_program_does() {
        Cli::command().debug_assert();
        assert!(Cli::command().render_help().to_string().starts_with("Forecasts of the peso-dollar rate"));
    }

    #[test]
    fn limits_and_reasons_have_bounds() {
        let long = "x".repeat(501);
        for words in [
            vec!["versions", "--limit", "0"],
            vec!["versions", "--limit", "1001"],
            vec!["resume", "--reason", &long],
            vec!["resume", "--reason", "red \u{1b}[31m"],
        ] {
            assert!(Cli::try_parse_from([vec!["paridad"], words.clone()].concat()).is_err(), "{words:?}");
        }
        assert!(Cli::try_parse_from(["paridad", "versions", "--limit", "1000", "--before", "9"]).is_ok());
    }

    #[test]
    fn the_switches_of_a_sandbox_are_json_and_none_is_misspelt() {
        let parse = |json| Cli::try_parse_from(["paridad", "sandbox", "--switches", json]);
        assert!(parse(r#"{"html": 0.1}"#).is_ok());
        for wrong in ["html", r#"{"hmtl": 0.1}"#, r#"{"html": 2}"#] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_evaluation_has_a_panel_with_its_target_or_a_currency() {
        let parse = |words: &str| Cli::try_parse_from(words.split(' ')).is_ok();
        for words in [
            "",
            " --panel p.csv --target a",
            " --panel p.csv --target a --recipe r.toml",
            " --panel p.csv --target a --columns b --beside r.toml",
            " --currency brl",
            " --currency brl --beside r.toml --beside s.toml",
        ] {
            assert!(parse(&format!("paridad evaluate{words}")), "{words}");
        }
        for words in
            ["--panel p.csv", "--target a", "--currency brl --recipe r.toml", "--columns a", "--threads 0"]
        {
            assert!(!parse(&format!("paridad evaluate {words}")), "{words}");
        }
    }
}

//! The command line: one line a command, whose arguments and whose doing lie with its capability.

use crate::secrets::private::keep_others_out;
use crate::setup::Options;
use crate::{
    backup, calendar, catalogue, co_movement, evaluate, exclusion, forecast, freshness, learn, live,
    precedents, quality, report, review, sandbox, server, sources, today, tokens, verify, versions,
};
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

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
    Serve(server::ServeArgs),
    /// Fetch what is new, check it and learn it.
    Pull(sources::PullArgs),
    /// Say what there is to know today: the rate, what is expected of it, what has changed, and what to look at.
    Today(today::TodayArgs),
    /// Forecast the rate.
    Forecast(forecast::ForecastArgs),
    /// Write a report of one maturity that can be printed or sent: a page that needs nothing but itself.
    Report(report::ReportArgs),
    /// List the versions, newest first.
    Versions(versions::VersionsArgs),
    /// Let an earlier version speak again, until `resume`.
    Rollback(versions::RollbackArgs),
    /// Let the newest learned version speak again.
    Resume(versions::ResumeArgs),
    /// List the values that are held back and wait for a person, by what their batch broke.
    Held(review::HeldArgs),
    /// Decide on a value that is held back.
    Decide(review::DecideArgs),
    /// Decide on each value that a batch brought and that broke the same rule.
    DecideAll(review::DecideAllArgs),
    /// Let a decision hold for all values like the one that it was made on.
    #[command(subcommand)]
    Precedent(precedents::PrecedentCommand),
    /// Take a bad batch out of history: everything is replayed without it, as a new version.
    TakeOut(exclusion::ExclusionArgs),
    /// Put a batch back that was taken out of history: everything is replayed with it again, as a new version.
    PutBack(exclusion::ExclusionArgs),
    /// Replay a recipe over all that the archive knows, beside what speaks.
    #[command(alias = "candidate")]
    Challenger(versions::ChallengerArgs),
    /// Let a challenger speak and learn on.
    Promote(versions::PromoteArgs),
    /// List the series that are read from public sources.
    Catalogue(catalogue::CatalogueArgs),
    /// List the batches with the grade of each; or of one series, what each batch brought of it.
    Quality(quality::QualityArgs),
    /// List what the runs of the sources brought, newest first.
    Runs(sources::RunsArgs),
    /// Say of each series how old its last value is, and whether the next one is late.
    Freshness,
    /// Say what happens at the running server, as it happens: versions that speak, runs that end, what waits, what is late.
    Watch(live::WatchArgs),
    /// Say how the rate has moved on the days on which other series moved: an association, not a cause.
    CoMovements(co_movement::CoMovementArgs),
    /// List what is scheduled, such as decisions of central banks, and how far each calendar reaches; or take in a newer calendar.
    #[command(alias = "events")]
    Calendar(calendar::CalendarArgs),
    /// Make, list and revoke the tokens of people and programs.
    #[command(subcommand)]
    Token(tokens::TokenCommand),
    /// Read every record, replay the events that no earlier verification has proven, and compare the snapshots.
    Verify(verify::VerifyArgs),
    /// Copy the archive, with its configuration and keys, into a new file of the folder for backups and read the copy back; a running
    /// server goes on.
    Backup(backup::BackupArgs),
    /// Put a verified backup, with its configuration and keys, where no archive is yet.
    Restore(backup::RestoreArgs),
    /// Learn the bundled history into a file that a build can add to the program.
    #[command(hide = true)]
    Learn(learn::LearnArgs),
    /// Score the forecaster strictly out of sample on its history.
    Evaluate(Box<evaluate::EvaluateArgs>),
    /// Serve the wire formats of the public sources from generated series, named synthetic in every title.
    Sandbox(Box<sandbox::SandboxArgs>),
}

/// Runs a command and says how it ended.
pub(crate) async fn run(cli: Cli) -> Result<ExitCode> {
    let options = cli.options;
    // What these make is for others, and holds nothing of an archive.
    let is_for_others = matches!(cli.command, Command::Evaluate(_) | Command::Learn(_) | Command::Sandbox(_));
    if !is_for_others {
        keep_others_out();
    }
    match cli.command {
        Command::Serve(wanted) => server::run(&options, &wanted).await,
        Command::Pull(wanted) => sources::pull(&options, &wanted).await,
        Command::Today(wanted) => today::run(&options, &wanted).await,
        Command::Forecast(wanted) => forecast::forecast(&options, &wanted).await,
        Command::Report(wanted) => report::run(&options, &wanted).await,
        Command::Versions(wanted) => versions::versions(&options, &wanted).await,
        Command::Rollback(wanted) => versions::rollback(&options, wanted).await,
        Command::Resume(wanted) => versions::resume(&options, wanted).await,
        Command::Held(wanted) => review::list(&options, &wanted).await,
        Command::Decide(wanted) => review::decide(&options, &wanted).await,
        Command::DecideAll(wanted) => review::decide_all(&options, &wanted).await,
        Command::Precedent(wanted) => precedents::run(&options, &wanted).await,
        Command::TakeOut(wanted) => exclusion::take_out(&options, wanted).await,
        Command::PutBack(wanted) => exclusion::put_back(&options, wanted).await,
        Command::Challenger(wanted) => versions::challenger(&options, wanted).await,
        Command::Promote(wanted) => versions::promote(&options, wanted).await,
        Command::Catalogue(wanted) => catalogue::run(&options, &wanted).await,
        Command::Quality(wanted) => quality::run(&options, &wanted).await,
        Command::Runs(wanted) => sources::runs(&options, &wanted).await,
        Command::Freshness => freshness::run(&options).await,
        Command::Watch(wanted) => live::run(&options, &wanted).await,
        Command::Calendar(wanted) => calendar::run(&options, &wanted).await,
        Command::CoMovements(wanted) => co_movement::run(&options, &wanted).await,
        Command::Token(wanted) => tokens::run(&options, &wanted).await,
        Command::Verify(wanted) => verify::run(&options, &wanted).await,
        Command::Backup(wanted) => backup::backup(&options, wanted).await,
        Command::Restore(wanted) => backup::restore(&options, &wanted),
        Command::Learn(wanted) => learn::run(&wanted),
        Command::Evaluate(wanted) => evaluate::run(&options, &wanted),
        Command::Sandbox(wanted) => sandbox::run(*wanted).await,
    }
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
    fn each_command_says_how_it_is_used() {
        let mut program = Cli::command();
        program.build();
        let mut left = vec![program];
        while let Some(mut command) = left.pop() {
            let help = command.render_long_help().to_string();
            insta::assert_snapshot!(command.get_bin_name().unwrap_or("paridad").replace(' ', "_"), help);
            left.extend(command.get_subcommands().filter(|one| one.get_name() != "help").cloned());
        }
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
            " --currency brl --series a.csv --series b.csv",
            " --recipe r.toml --series a.csv",
        ] {
            assert!(parse(&format!("paridad evaluate{words}")), "{words}");
        }
        for words in [
            "--panel p.csv",
            "--target a",
            "--currency brl --recipe r.toml",
            "--columns a",
            "--threads 0",
            "--panel p.csv --target a --series b.csv",
        ] {
            assert!(!parse(&format!("paridad evaluate {words}")), "{words}");
        }
    }
}

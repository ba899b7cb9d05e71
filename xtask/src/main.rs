//! Builds, runs, tests and measures the whole, with nothing but cargo and a C compiler installed.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a build tool speaks on the terminal: results on stdout, progress on stderr"
)]

mod audit;
mod bench;
mod browser;
mod dashboard;
mod data;
mod database;
mod debian;
mod fuzz;
mod learned;
mod prior;
mod quick;
mod sequences;
mod server;
mod steps;
mod suite;
mod toolchain;
mod wasm_module;
mod workspace;

use crate::suite::Scope;
use crate::workspace::Workspace;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  build                              build the dashboard and the server that carries it
  dashboard                          build the dashboard alone
  up [--port PORT] [--data-dir DIR]  build, then serve (defaults: 8080, paridad-data);
     [--sandbox]                     with synthetic stand-ins for all sources
  test [--fast]                      everything CI runs; --fast leaves out browser and crash
  quick [AREA]                       format, lints and tests of engine, ingest, web or wasm; without AREA of what is not committed
  fuzz [--seconds N] [TARGET]        fuzz the parsers: 20,000 runs each, or so long
  sequences [--count N] [--seed N]   random sequences of all that may happen to the server's writer; 1,000 from seed 1
  bench [--json]                     build, then measure
  prior [VIX.csv]                    measure again where learning begins, and write it into the engine
  audit                              known weaknesses of what others wrote, by cargo-deny where it is at hand
  data [--check]                     rebuild the bundled history; --check only checks it";

fn main() -> anyhow::Result<ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let workspace = Workspace::locate()?;
    match words.as_slice() {
        ["build"] => server::build(&workspace).map(|()| ExitCode::SUCCESS),
        ["dashboard"] => {
            dashboard::compile(&workspace)?;
            dashboard::assemble(&workspace).map(|()| ExitCode::SUCCESS)
        }
        ["up", options @ ..] => match server::UpOptions::parse(options) {
            Some(options) => server::up(&workspace, &options),
            None => Ok(usage()),
        },
        ["test"] => Ok(suite::run(&workspace, Scope::Everything)),
        ["test", "--fast"] => Ok(suite::run(&workspace, Scope::Fast)),
        ["quick"] => quick::quick(&workspace, None).map(|()| ExitCode::SUCCESS),
        ["quick", area] if quick::is_area(area) => {
            quick::quick(&workspace, Some(area)).map(|()| ExitCode::SUCCESS)
        }
        ["fuzz", options @ ..] => match fuzz::Options::parse(options) {
            Some(options) => {
                fuzz::run(&workspace, &options)?.result()?;
                Ok(ExitCode::SUCCESS)
            }
            None => Ok(usage()),
        },
        ["sequences", options @ ..] => match sequences::Options::parse(options) {
            Some(options) => sequences::run(&workspace, &options).map(|()| ExitCode::SUCCESS),
            None => Ok(usage()),
        },
        ["audit"] => audit::audit(&workspace).map(|()| ExitCode::SUCCESS),
        ["data"] => data::run(&workspace.root).map(|()| ExitCode::SUCCESS),
        ["data", "--check"] => data::check(&workspace.root).map(|()| ExitCode::SUCCESS),
        ["prior"] => prior::run_both(&workspace, None).map(|()| ExitCode::SUCCESS),
        ["prior", vix] => prior::run_both(&workspace, Some(vix)).map(|()| ExitCode::SUCCESS),
        ["bench"] | ["bench", "--json"] => bench::run_with(&workspace, &words[1..]),
        _ => Ok(usage()),
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

//! What each command prints for people, word for word: its answer, what it says beside it, and how it ends. `INSTA_UPDATE=always`
//! writes it down anew.

mod help;
mod serving;
mod table;

use anyhow::{Context, ensure};
use insta::assert_snapshot;
use paridad_tests::api::Api;
use paridad_tests::server::command;
use paridad_tests::settled;
use paridad_tests::start::Start;
use serving::Serving;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use table::{ALONE, IN_A_SANDBOX, ON_AN_ARCHIVE, SCORED, SERVING};

/// The words of a command, of which those between single quotes are one.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('\'').enumerate();
    parts
        .flat_map(
            |(place, part)| {
                if place % 2 == 1 { vec![part] } else { part.split_ascii_whitespace().collect() }
            },
        )
        .collect()
}

/// The binary in the folder of a start, on its archive, with its source.
fn program(start: &Start) -> anyhow::Result<Command> {
    let mut program = command()?;
    program.env("PARIDAD_DATA_DIR", start.data_dir()).current_dir(start.scratch()).stdin(Stdio::null());
    program
        .env("PARIDAD_ECB_URL", start.ecb.base_url())
        .env("PARIDAD_ECB_PORTAL_URL", start.ecb.portal_url());
    Ok(program)
}

/// What a command has printed, and how it has ended.
fn told(output: &Output, start: &Start) -> String {
    let text = |bytes: &[u8]| settled::printed(&String::from_utf8_lossy(bytes), start.scratch());
    let mut told = text(&output.stdout);
    if !output.stderr.is_empty() {
        told.push_str("[on standard error]\n");
        told.push_str(&text(&output.stderr));
    }
    match output.status.code() {
        Some(0) => told,
        Some(code) => format!("{told}[exit status {code}]\n"),
        None => format!("{told}[{}]\n", output.status),
    }
}

fn printed(start: &Start, line: &str) -> anyhow::Result<String> {
    Ok(told(&program(start)?.args(words(line)).output()?, start))
}

/// What commands of the tables read, beside what a start has.
fn prepare(start: &Start) -> anyhow::Result<()> {
    let put = |name: &str, text: &str| fs::write(start.scratch().join(name), text);
    put(
        "flows.csv",
        "series,period,value\nflow,2020-01-02,1\nflow,2020-01-02,2\nflow,2020-01-03,3\nflow,2020-01-03,4\nflow,2020-01-06,5\n",
    )?;
    put(
        "moved.csv",
        "event,day,state,announced,source\n\
         events.us.fomc,2012-12-12,off,2012-11-20,a test\n\
         events.us.fomc,2012-12-13,on,2012-11-20,a test\n",
    )?;
    put("nonsense.csv", "what,is,this\n1,2,3\n")?;
    put("nonsense.redb", "no archive\n")?;
    let recipes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../recipes");
    let recipe = fs::read_to_string(recipes.join("usdmxn.toml"))?;
    let other = recipe.replace("name = \"ecb-usdmxn\"", "name = \"other\"");
    ensure!(other != recipe, "the recipe is called otherwise");
    put("other.toml", &other.replace("prior_outcomes = 300.0", "prior_outcomes = 30.0"))?;
    put("nonsense.toml", &recipe.replace("prior_outcomes = 300.0", "prior_outcomes = -3\nmood = 1"))?;
    put("ecb.toml", &recipe)?;
    let reads_vix = "[[spread_feature]]\nkind = \"level\"\ndecay = 0.97\nholds = 7\nof = \"ln cboe.vix\"\n\
                     name = \"vix.level\"\n\n[[location]]";
    put("vix.toml", &other.replacen("[[location]]", reads_vix, 1))?;
    // The ECB ends each line with a comma.
    let panel = fs::read_to_string(start.file())?.replace(",\n", "\n");
    let days = panel.lines().skip(1).filter_map(|line| line.split(',').next()).enumerate();
    let vix: Vec<String> = days.map(|(place, day)| format!("{day},{}", 15 + place % 7)).collect();
    put("vix.csv", &format!("date,cboe.vix\n{}\n", vix.join("\n")))?;
    Ok(put("panel.csv", &panel)?)
}

#[tokio::test]
async fn each_command_prints_as_it_did_beside_a_server_and_without_one() -> anyhow::Result<()> {
    let (with, without) = (Start::new(400, 2)?, Start::new(400, 2)?);
    let _server = Api::with_history(&with).await?;
    let ended = Api::with_history(&without).await?.server.stop()?;
    ensure!(ended.success(), "{ended}");
    for start in [&with, &without] {
        prepare(start)?;
        start.ecb.publish_until(*start.coming.last().context("a day")?);
    }
    for (name, line) in ON_AN_ARCHIVE {
        let (mut text, alone) = (printed(&with, line)?, printed(&without, line)?);
        if text != alone {
            text = [text, alone].join("\n[without a server]\n");
        }
        assert_snapshot!(name, text, line);
    }
    Ok(())
}

#[test]
fn what_needs_no_archive_prints_as_it_did() -> anyhow::Result<()> {
    let start = Start::new(10, 0)?;
    prepare(&start)?;
    for (name, line) in ALONE {
        assert_snapshot!(name, printed(&start, line)?, line);
    }
    Ok(())
}

#[test]
fn an_evaluation_prints_as_it_did() -> anyhow::Result<()> {
    let start = Start::new(400, 0)?;
    prepare(&start)?;
    fs::write(start.scratch().join("old.csv"), fs::read(Start::from(2_000, 400, 0)?.file())?)?;
    for (name, line) in SCORED {
        assert_snapshot!(name, printed(&start, line)?, line);
    }
    Ok(())
}

#[test]
fn what_serves_says_where_and_ends_when_it_is_asked_to() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    for (name, line, last) in SERVING {
        let output = Serving::begin(program(&start)?.args(words(line)), last)?.end()?;
        assert_snapshot!(name, told(&output, &start), line);
    }
    Ok(())
}

#[test]
fn what_is_asked_of_a_sandbox_prints_as_it_did() -> anyhow::Result<()> {
    let start = Start::new(10, 0)?;
    let (_, line, last) = SERVING.into_iter().find(|(name, ..)| *name == "sandbox").context("no sandbox")?;
    let sandbox = Serving::begin(program(&start)?.args(words(line)), last)?;
    let places: Vec<(&str, &str)> = sandbox.stdout.lines().filter_map(|line| line.split_once('=')).collect();
    ensure!(places.iter().any(|(variable, _)| *variable == "PARIDAD_BANXICO_TOKEN"), "{places:?}");
    for (name, line) in IN_A_SANDBOX {
        let output = program(&start)?.envs(places.iter().copied()).args(words(line)).output()?;
        assert_snapshot!(name, told(&output, &start), line);
    }
    Ok(())
}

#[test]
fn no_command_is_left_out() -> anyhow::Result<()> {
    let paths = help::paths()?;
    ensure!(paths.len() > 30, "the help was not read: {paths:?}");
    let shown: BTreeSet<&str> = table::lines().filter_map(|line| help::longest(&paths, line)).collect();
    let left_out: Vec<&String> = paths.iter().filter(|path| !shown.contains(path.as_str())).collect();
    assert!(left_out.is_empty(), "these commands have no snapshot: {left_out:?}");
    Ok(())
}

#[test]
fn no_option_is_left_out() -> anyhow::Result<()> {
    let (paths, everywhere) = (help::paths()?, help::options("")?);
    ensure!(everywhere.contains("--json"), "the help was not read: {everywhere:?}");
    let mut left_out = Vec::new();
    for path in &paths {
        let lines = || table::lines().filter(|line| help::longest(&paths, line) == Some(path));
        let is_shown = |option: &str| {
            lines().any(|line| words(line).iter().any(|word| word.split('=').next() == Some(option)))
        };
        let own = help::options(path)?;
        left_out.extend(
            own.difference(&everywhere)
                .filter(|option| !is_shown(option))
                .map(|option| format!("{path} {option}")),
        );
    }
    assert!(left_out.is_empty(), "these options have no snapshot: {left_out:?}");
    Ok(())
}

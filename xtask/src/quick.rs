//! What a person asks after each change: the format, the lints and the tests of what was changed, without network or browser.

use crate::sequences;
use crate::steps::Steps;
use crate::suite::DENY_WARNINGS;
use crate::toolchain::WASM;
use crate::workspace::{Workspace, run};
use anyhow::Context;

/// A part of the whole: where it lies, what is linted when it changes, which is what depends on it too, and what is tested.
struct Area {
    name: &'static str,
    folders: &'static [&'static str],
    linted: &'static [&'static str],
    tested: &'static [&'static str],
    /// What of it is compiled only where it is asked for, as the server does.
    features: &'static [&'static str],
}

/// How many random sequences the conductor goes through here; it says so. The whole suite has ten times as many.
const SEQUENCES: &str = "20";

const AREAS: [Area; 4] = [
    Area {
        name: "engine",
        folders: &["engine/"],
        linted: &["paridad-engine", "paridad-refit", "paridad-store", "paridad-ingest", "paridad"],
        tested: &["paridad-engine", "paridad-refit", "paridad-store"],
        features: &["--features", "paridad-engine/toml"],
    },
    Area {
        name: "ingest",
        folders: &["ingest/"],
        linted: &["paridad-ingest", "paridad-sandbox", "paridad"],
        tested: &["paridad-ingest", "paridad-sandbox"],
        features: &[],
    },
    Area {
        name: "web",
        folders: &["web/"],
        linted: &["paridad-wire", "paridad"],
        tested: &["paridad-wire", "paridad"],
        features: &[],
    },
    Area {
        name: "wasm",
        folders: &["wasm/", "web/wire/"],
        linted: &["paridad-exchange", "paridad-wasm", "paridad-worker", "paridad-analyst", "paridad-control"],
        tested: &["paridad-exchange", "paridad-wasm", "paridad-worker"],
        features: &[],
    },
];

/// Whether there is a part of that name.
pub(crate) fn is_area(name: &str) -> bool {
    AREAS.iter().any(|area| area.name == name)
}

/// Looks at one part, or without a name at all parts with changes that are not committed.
pub(crate) fn quick(workspace: &Workspace, name: Option<&str>) -> anyhow::Result<()> {
    let changed = changed(workspace)?;
    let is_changed =
        |area: &Area| changed.iter().any(|path| area.folders.iter().any(|folder| path.starts_with(folder)));
    let areas: Vec<&Area> =
        AREAS.iter().filter(|area| name.map_or_else(|| is_changed(area), |name| area.name == name)).collect();
    let mut steps = Steps::new(2 + 2 * areas.len());
    steps.run("check the format", || run(&mut workspace.cargo("fmt --all --check")))?;
    for area in areas {
        steps.run(&format!("lint {}", area.name), || lint(workspace, area))?;
        steps.run(&format!("test {}", area.name), || test(workspace, area))?;
    }
    steps.run("test the form", || run(&mut workspace.cargo("test --quiet --package paridad-tidy")))
}

/// What is not committed.
fn changed(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    let mut git = std::process::Command::new("git");
    let output =
        git.current_dir(&workspace.root).args(["status", "--porcelain", "--untracked-files=all"]).output();
    let output = output.context("git could not be started")?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(lines.lines().filter_map(|line| line.get(3..)).map(str::to_owned).collect())
}

fn lint(workspace: &Workspace, area: &Area) -> anyhow::Result<()> {
    let mut clippy = workspace.cargo("clippy --release --all-targets");
    if area.name == "wasm" {
        clippy = workspace.cargo("clippy --profile wasm --target");
        clippy.arg(WASM);
    }
    run(clippy.args(packages(area.linted)).args(DENY_WARNINGS))
}

/// In the profile that the whole suite has, so that one build serves both; what is changed is compiled in parts.
fn test(workspace: &Workspace, area: &Area) -> anyhow::Result<()> {
    let mut tests = workspace.cargo("test --release --quiet --lib --bins");
    tests.env("CARGO_INCREMENTAL", "1").env(sequences::COUNT, SEQUENCES);
    run(tests.args(packages(area.tested)).args(area.features))
}

fn packages(names: &[&'static str]) -> impl Iterator<Item = &'static str> {
    names.iter().flat_map(|name| ["--package", *name])
}

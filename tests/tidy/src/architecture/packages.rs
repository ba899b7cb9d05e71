//! The packages depend on each other, and on the outside, only as the design allows.

use super::graph::Graph;
use super::modules::Modules;
use crate::{ROOT, cargo, metadata};
use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// For each package of ours, the packages of ours that it may use when it is shipped.
const ALLOWED: [(&str, &[&str]); 15] = [
    ("paridad-wire", &[]),
    ("paridad-engine", &[]),
    ("paridad-refit", &["paridad-engine"]),
    ("paridad-store", &["paridad-engine"]),
    ("paridad-ingest", &["paridad-engine"]),
    ("paridad-sandbox", &["paridad-engine", "paridad-ingest"]),
    (
        "paridad",
        &[
            "paridad-engine",
            "paridad-ingest",
            "paridad-refit",
            "paridad-sandbox",
            "paridad-store",
            "paridad-wire",
        ],
    ),
    ("paridad-exchange", &["paridad-engine", "paridad-wire"]),
    ("paridad-wasm", &["paridad-engine", "paridad-exchange", "paridad-wire"]),
    ("paridad-worker", &["paridad-engine", "paridad-exchange"]),
    ("paridad-analyst", &["paridad-wasm"]),
    ("paridad-control", &["paridad-wasm"]),
    ("paridad-parity", &["paridad-engine"]),
    ("paridad-tidy", &[]),
    ("xtask", &[]),
];

/// For each crate of others that is kept behind one door, the packages of ours that may use it.
const DOORS: [(&str, &[&str]); 8] = [
    ("redb", &["paridad-store"]),
    ("parquet", &["paridad-ingest"]),
    ("reqwest", &["paridad", "paridad-ingest"]),
    ("tokio-postgres", &["paridad-ingest"]),
    ("linfa", &["paridad-refit"]),
    ("linfa-elasticnet", &["paridad-refit"]),
    ("smartcore", &["paridad-refit"]),
    ("anyhow", &["paridad", "xtask"]),
];

/// What would bring IO, clocks, threads or chance into the engine.
const NOT_IN_ENGINE: [&str; 14] = [
    "axum",
    "fastrand",
    "getrandom",
    "hyper",
    "linfa",
    "mio",
    "rand",
    "rayon",
    "redb",
    "reqwest",
    "smartcore",
    "socket2",
    "tokio",
    "wasm-bindgen",
];

const TESTS: &str = "paridad-tests";

#[test]
fn our_packages_use_each_other_only_as_the_design_allows() -> anyhow::Result<()> {
    let packages = packages()?;
    let allowed = BTreeMap::from(ALLOWED);
    let mut breaches = Vec::new();
    for (package, uses) in packages.iter().filter(|(package, _)| *package != TESTS) {
        let Some(allowed) = allowed.get(package.as_str()) else {
            breaches.push(format!("{package} is not in the list of packages: give it a place there"));
            continue;
        };
        for used in uses.iter().filter(|used| packages.contains_key(*used)) {
            if !allowed.contains(&used.as_str()) {
                breaches.push(format!("{package} must not use {used}"));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
    Ok(())
}

#[test]
fn a_crate_behind_a_door_is_used_only_there() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for (package, uses) in packages()?.iter().filter(|(package, _)| *package != TESTS) {
        for (door, keepers) in DOORS {
            if uses.contains(door) && !keepers.contains(&package.as_str()) {
                breaches.push(format!("{package} must not use {door}: only {keepers:?} may"));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
    Ok(())
}

#[test]
fn nothing_below_the_engine_has_io_clocks_threads_or_chance() -> anyhow::Result<()> {
    let tree = cargo(&[
        "tree",
        "--package",
        "paridad-engine",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{lib}",
    ])?;
    let below: BTreeSet<String> = tree.lines().map(|line| line.trim().replace('_', "-")).collect();
    assert!(below.contains("libm"), "the tree was not read: {below:?}");
    let breaches: Vec<_> = NOT_IN_ENGINE.iter().filter(|name| below.contains(**name)).collect();
    assert!(breaches.is_empty(), "the engine must stay pure, yet below it are {breaches:?}");
    Ok(())
}

/// The folder of the sources of each of our packages, with the graph of its files.
pub(crate) fn graphs() -> anyhow::Result<Vec<(String, Graph)>> {
    let mut graphs = Vec::new();
    for (folder, root) in sources()? {
        let place = Path::new(ROOT).join(&folder);
        let text = |file: &str| fs::read_to_string(place.join(file)).with_context(|| file.to_owned());
        graphs.push((folder, Modules::load(&root, &text)?.graph()));
    }
    Ok(graphs)
}

/// The folder of the sources of each of our packages, below the workspace, and the file with which they begin.
fn sources() -> anyhow::Result<Vec<(String, String)>> {
    let metadata = metadata(&["--no-deps"])?;
    let workspace = metadata["workspace_root"].as_str().context("cargo metadata tells no folder")?;
    let targets = metadata["packages"].as_array().into_iter().flatten();
    let targets = targets.filter_map(|package| package["targets"].as_array()).flatten();
    let files =
        targets.filter_map(|target| Path::new(target["src_path"].as_str()?).strip_prefix(workspace).ok());
    let begins = |file: &&Path| file.ends_with("src/lib.rs") || file.ends_with("src/main.rs");
    let parts =
        |file: &Path| Some((file.parent()?.to_str()?.to_owned(), file.file_name()?.to_str()?.to_owned()));
    files.filter(begins).map(|file| parts(file).context("a path that is no text")).collect()
}

/// Our packages, each with what it uses when it is shipped: neither its tests' nor its build's needs.
fn packages() -> anyhow::Result<BTreeMap<String, BTreeSet<String>>> {
    let metadata = metadata(&["--no-deps"])?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let name_of = |value: &serde_json::Value| value["name"].as_str().unwrap_or_default().to_owned();
    let uses = |package: &serde_json::Value| {
        let uses = package["dependencies"].as_array().into_iter().flatten();
        uses.filter(|used| used["kind"].is_null()).map(name_of).collect()
    };
    Ok(packages.iter().map(|package| (name_of(package), uses(package))).collect())
}

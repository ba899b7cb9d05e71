//! What readers are told: where things are, and what each package holds.

use crate::{ROOT, metadata};
use anyhow::Context;
use std::fs;
use std::path::Path;

#[test]
fn what_the_guides_send_a_reader_to_is_there() -> anyhow::Result<()> {
    let root = Path::new(ROOT);
    let (mut breaches, mut count) = (Vec::new(), 0);
    for guide in ["CONTRIBUTING.md", "README.md"] {
        let text = fs::read_to_string(root.join(guide))?;
        for word in text.split('`').skip(1).step_by(2) {
            let is_path = word.split('/').next().is_some_and(|folder| FOLDERS.contains(&folder));
            count += usize::from(is_path);
            if is_path && word.contains('/') && !root.join(word).exists() {
                breaches.push(format!("{guide}: there is no {word}"));
            }
        }
    }
    anyhow::ensure!(count > 20, "the guides were not read: {count} paths");
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

/// The folders that the guides send a reader to.
const FOLDERS: [&str; 8] = ["data", "docs", "engine", "fuzz", "ingest", "tests", "wasm", "web"];

/// What the README of a package must say, and what that looks like.
const SAID: [(&str, &str); 3] =
    [("what it is called", "# "), ("what it must not", "must not"), ("how to try it", "```console\n$ ")];

/// How long the README of a package may be: it is read at a glance.
const LINES_MAX: usize = 20;

#[test]
fn every_package_says_at_a_glance_what_it_holds() -> anyhow::Result<()> {
    let metadata = metadata(&["--no-deps"])?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let manifests = packages.iter().filter_map(|package| package["manifest_path"].as_str());
    let folders = manifests.filter_map(|manifest| Path::new(manifest).parent().map(Path::to_path_buf));
    let mut breaches = Vec::new();
    for folder in folders.chain([Path::new(ROOT).join("fuzz")]) {
        let readme = folder.join("README.md");
        let text = fs::read_to_string(&readme).with_context(|| readme.display().to_string())?;
        for (what, looks) in SAID.iter().filter(|(_, looks)| !text.contains(looks)) {
            breaches.push(format!("{} does not say {what}: there is no {looks:?}", readme.display()));
        }
        let lines = text.lines().count();
        if lines > LINES_MAX {
            breaches.push(format!("{}: {lines} lines, {LINES_MAX} at most", readme.display()));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

//! No modules of a package use each other in a circle, and no folders do.
//!
//! A module is a file. It uses the files that define what its imports and its code name, through whatever re-exports
//! they name it: to re-export is no use. A parent may use its children and a child its parent, and not both.

use super::floors::floor;
use super::packages::graphs;

/// A use that closes a circle and is still to be cut: from a file to a file, with a slash for all in a folder, and without
/// an extension for a module with its folder.
type Closing = (&'static str, &'static str);

/// For each package with circles left, the uses without which it has none. It only ever gets shorter.
const CLOSING: [(&str, &[Closing]); 2] = [
    (
        "engine/store/src",
        &[
            ("index.rs", "runs.rs"),
            ("reader.rs", "version.rs"),
            ("review.rs", "review/decision.rs"),
            ("writer.rs", "index.rs"),
        ],
    ),
    (
        "ingest/src",
        &[
            ("sources/own/declaration.rs", "sources/own/declaration/raw.rs"),
            ("sources/own/expectation/", "sources/own/expectation.rs"),
        ],
    ),
];

#[test]
fn no_modules_use_each_other_in_a_circle() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for (folder, graph) in graphs()? {
        let cut = graph.without(closing(&folder));
        for knot in cut.knots() {
            let circle = cut.shortest_circle(&knot).join("\n  ");
            breaches.push(format!("{folder}: {} files use each other in a circle:\n  {circle}", knot.len()));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn no_folders_use_each_other_in_a_circle() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for (folder, graph) in graphs()? {
        let cut = graph.without(closing(&folder)).grouped(floor);
        for knot in cut.knots() {
            let circle = cut.shortest_circle(&knot).join("\n  ");
            breaches.push(format!("{folder}: {knot:?} use each other in a circle:\n  {circle}"));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn every_use_that_is_still_to_be_cut_closes_a_circle() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for (folder, graph) in graphs()? {
        for (from, to) in closing(&folder) {
            let others: Vec<_> =
                closing(&folder).iter().copied().filter(|other| *other != (*from, *to)).collect();
            let without = graph.without(&others);
            if without.knots().is_empty() && without.grouped(floor).knots().is_empty() {
                breaches.push(format!("{folder}: {from} -> {to} closes no circle: take it off the list"));
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

fn closing(folder: &str) -> &'static [Closing] {
    CLOSING.iter().find(|(of, _)| *of == folder).map_or(&[], |(_, closing)| closing)
}

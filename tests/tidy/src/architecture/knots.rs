//! No modules of a package use each other in a circle, and no folders do.
//!
//! A module is a file. It uses the files that define what its imports and its code name, through whatever re-exports
//! they name it: to re-export is no use. A parent may use its children and a child its parent, and not both.

use super::floors::room;
use super::packages::graphs;

#[test]
fn no_modules_use_each_other_in_a_circle() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for (folder, graph) in graphs()? {
        for knot in graph.knots() {
            let circle = graph.shortest_circle(&knot).join("\n  ");
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
        let floors = graph.grouped(room);
        for knot in floors.knots() {
            let circle = floors.shortest_circle(&knot).join("\n  ");
            breaches.push(format!("{folder}: {knot:?} use each other in a circle:\n  {circle}"));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

//! A package is a house: each folder is a floor, and uses only those that lie below it.

use super::graph::Graph;
use super::packages::graphs;
use crate::ROOT;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// For each package that is built in floors, these from the ground up. A file at the top that is named like a floor
/// belongs to it; the package's root belongs to none.
const FLOORS: [(&str, &[&str]); 2] = [
    (
        "engine/src",
        &[
            "maths",
            "time",
            "data",
            "features",
            "experts",
            "recipe",
            "forecast",
            "judging",
            "forecaster",
            "snapshot",
        ],
    ),
    ("ingest/src", &["feed", "catalogue", "sources", "quality", "schedule", "bundle"]),
];

/// What stands before and after the picture in the map.
const MARKS: [&str; 2] =
    ["<!-- The floors, drawn by tests/tidy with PARIDAD_BLESS=1 -->\n", "<!-- The end of the floors -->\n"];

#[test]
fn a_folder_uses_only_what_lies_below_it() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for (folder, floors, graph) in houses()? {
        let height = |name: &str| floors.iter().position(|floor| *floor == name);
        for name in graph.files.iter().filter(|name| height(name).is_none() && !is_root(name)) {
            breaches.push(format!("{folder}: {name} lies on no floor: give it a place in the list"));
        }
        for (from, to, line) in graph.uses() {
            if !is_root(from) && !is_root(to) && height(from) < height(to) {
                breaches.push(format!("{folder}: {from} lies below {to} and must not use it: {line}"));
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn the_map_shows_the_floors_as_they_are() -> anyhow::Result<()> {
    let map = Path::new(ROOT).join("ARCHITECTURE.md");
    let text = fs::read_to_string(&map)?;
    let [before, after] = MARKS;
    let parts = text.split_once(before).and_then(|(head, rest)| Some((head, rest.split_once(after)?)));
    let Some((head, (shown, tail))) = parts else {
        anyhow::bail!("ARCHITECTURE.md has no place for the floors, between {before:?} and {after:?}");
    };
    let mut drawn = "```\n".to_owned();
    for (folder, floors, graph) in houses()? {
        drawn += &picture(&folder, floors, &graph)?;
    }
    drawn += "```\n";
    if std::env::var_os("PARIDAD_BLESS").is_some() {
        fs::write(&map, format!("{head}{before}{drawn}{after}{tail}"))?;
        return Ok(());
    }
    assert!(
        shown == drawn,
        "ARCHITECTURE.md should show these floors (PARIDAD_BLESS=1 draws them):\n{drawn}"
    );
    Ok(())
}

/// The packages that are built in floors, each with the graph of its floors.
fn houses() -> anyhow::Result<Vec<(String, &'static [&'static str], Graph)>> {
    let mut houses = Vec::new();
    for (folder, graph) in graphs()? {
        if let Some((_, floors)) = FLOORS.iter().find(|(of, _)| *of == folder) {
            houses.push((folder, *floors, graph.grouped(floor)));
        }
    }
    anyhow::ensure!(houses.len() == FLOORS.len(), "a package of the list has no sources");
    Ok(houses)
}

fn is_root(floor: &str) -> bool {
    ["lib", "main"].contains(&floor)
}

/// The floor on which a file lies.
pub(crate) fn floor(file: &str) -> String {
    file.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned()
}

/// The floors from the roof down, each with a cross for every floor that it uses.
fn picture(folder: &str, floors: &[&str], graph: &Graph) -> anyhow::Result<String> {
    let uses: BTreeSet<_> = graph.uses().map(|(from, to, _)| (from, to)).collect();
    let width = floors.iter().map(|floor| floor.len()).max().unwrap_or_default();
    let mut picture = format!("{folder:<0$}", width + 3);
    for number in 1..=floors.len() {
        write!(picture, " {number:>2}")?;
    }
    picture.push('\n');
    for (place, from) in floors.iter().enumerate().rev() {
        let mut row = format!("{:>2} {from:<width$}", place + 1);
        for to in &floors[..place] {
            row.push_str(if uses.contains(&(*from, *to)) { "  x" } else { "  ." });
        }
        writeln!(picture, "{row}  =")?;
    }
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::super::graph::Use;
    use super::*;

    #[test]
    fn a_picture_is_a_stair_with_a_cross_for_each_use() -> anyhow::Result<()> {
        let mut graph = Graph::of(["high.rs", "low/a.rs", "middle/b.rs"].map(str::to_owned).to_vec());
        graph.add(0, 1, Use { line: 3, path: "crate::low::A".to_owned() });
        let drawn = picture("src", &["low", "middle", "high"], &graph.grouped(floor))?;
        assert_eq!(drawn, "src        1  2  3\n 3 high    x  .  =\n 2 middle  .  =\n 1 low     =\n");
        Ok(())
    }
}

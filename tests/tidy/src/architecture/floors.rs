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
const FLOORS: [(&str, &[&str]); 3] = [
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
    (
        "web/src",
        &[
            "wording",
            "secrets",
            "setup",
            "view",
            "conductor",
            "problem",
            "console",
            "app",
            "intake",
            CAPABILITIES,
            "server",
            "cli",
        ],
    ),
];

/// The floor of all rooms that are not named in the list, where a package has one: what can be asked of the product, a room
/// each.
const CAPABILITIES: &str = "capabilities";

/// The rooms of that floor that others of it use, each with those that may.
const SHARED: [(&str, &str, &[&str]); 7] = [
    ("web/src", "calendar", &["live"]),
    ("web/src", "change", &["today"]),
    ("web/src", "freshness", &["health", "today"]),
    ("web/src", "report", &["dashboard"]),
    ("web/src", "review", &["health", "precedents", "today"]),
    ("web/src", "series", &["co_movement", "episodes", "quality", "today"]),
    ("web/src", "versions", &["exclusion"]),
];

/// What stands before and after the picture in the map.
const MARKS: [&str; 2] =
    ["<!-- The floors, drawn by tests/tidy with PARIDAD_BLESS=1 -->\n", "<!-- The end of the floors -->\n"];

#[test]
fn a_folder_uses_only_what_lies_below_it() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for (folder, floors, rooms) in houses()? {
        let height = |room: &str| floors.iter().position(|floor| *floor == floor_of(room, floors));
        for room in rooms.files.iter().filter(|room| height(room).is_none() && !is_root(room)) {
            breaches.push(format!("{folder}: {room} lies on no floor: give it a place in the list"));
        }
        for (from, to, line) in rooms.uses().filter(|(from, to, _)| !is_root(from) && !is_root(to)) {
            if height(from) < height(to) {
                breaches.push(format!("{folder}: {from} lies below {to} and must not use it: {line}"));
            }
            if height(from) == height(to) && !may_share(&folder, to, from) {
                breaches.push(format!("{folder}: {from} lies beside {to} and must not use it: {line}"));
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn what_rooms_share_is_used_by_those_that_may() -> anyhow::Result<()> {
    let houses = houses()?;
    let uses = |folder: &str, room: &str, by: &str| {
        let rooms = houses.iter().filter(|(of, ..)| of == folder).flat_map(|(_, _, rooms)| rooms.uses());
        rooms.into_iter().any(|(from, to, _)| from == by && to == room)
    };
    for (folder, room, others) in SHARED {
        let idle: Vec<_> = others.iter().filter(|by| !uses(folder, room, by)).collect();
        assert!(idle.is_empty(), "{folder}: {idle:?} use nothing of {room}: take them off the list");
    }
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
    for (folder, floors, rooms) in houses()? {
        drawn += &picture(&folder, floors, &rooms.grouped(|room| floor_of(room, floors).to_owned()))?;
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

/// The packages that are built in floors, each with the graph of its rooms.
fn houses() -> anyhow::Result<Vec<(String, &'static [&'static str], Graph)>> {
    let mut houses = Vec::new();
    for (folder, graph) in graphs()? {
        if let Some((_, floors)) = FLOORS.iter().find(|(of, _)| *of == folder) {
            houses.push((folder, *floors, graph.grouped(room)));
        }
    }
    anyhow::ensure!(houses.len() == FLOORS.len(), "a package of the list has no sources");
    Ok(houses)
}

fn is_root(room: &str) -> bool {
    ["lib", "main"].contains(&room)
}

/// The floor of a room: its own, or that of all which the list does not name, if there is one.
fn floor_of<'a>(room: &'a str, floors: &[&'a str]) -> &'a str {
    let is_named = floors.contains(&room) || is_root(room);
    if !is_named && floors.contains(&CAPABILITIES) { CAPABILITIES } else { room }
}

/// Whether a room may use one that lies beside it.
fn may_share(folder: &str, room: &str, by: &str) -> bool {
    SHARED.iter().any(|(of, shared, others)| *of == folder && *shared == room && others.contains(&by))
}

/// The room in which a file lies: a folder with the file of its name.
pub(crate) fn room(file: &str) -> String {
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
        let drawn = picture("src", &["low", "middle", "high"], &graph.grouped(room))?;
        assert_eq!(drawn, "src        1  2  3\n 3 high    x  .  =\n 2 middle  .  =\n 1 low     =\n");
        Ok(())
    }
}

//! The commands and their options, as the program itself lists them.

use anyhow::{Context, ensure};
use paridad_tests::server::command;
use std::collections::BTreeSet;

/// Commands that the help does not list.
const HIDDEN: [&str; 1] = ["learn"];

/// The words of each command that can be given, as `token new`.
pub(super) fn paths() -> anyhow::Result<Vec<String>> {
    let mut left: Vec<String> = HIDDEN.map(str::to_owned).into();
    left.push(String::new());
    let mut paths = Vec::new();
    while let Some(path) = left.pop() {
        let help = of(&path)?;
        let usage = help.lines().find(|line| line.starts_with("Usage:")).with_context(|| path.clone())?;
        // One that must be followed by another is none by itself.
        if !usage.ends_with(" <COMMAND>") {
            paths.push(path.clone());
        }
        left.extend(below(&help).map(|name| format!("{path} {name}").trim_start().to_owned()));
    }
    paths.sort();
    Ok(paths)
}

/// The long options that a command has.
pub(super) fn options(path: &str) -> anyhow::Result<BTreeSet<String>> {
    let help = of(path)?;
    let option = |line: &str| -> Option<String> {
        let option = line.split([' ', ',']).find(|word| !word.is_empty())?;
        let option = if option.starts_with("--") { option } else { line.split(", ").nth(1)? };
        // What else begins so is a value that an option may have.
        option.split(' ').next().filter(|option| option.starts_with("--")).map(str::to_owned)
    };
    let lines = help.lines().filter(|line| line.trim_start().starts_with('-'));
    Ok(lines.filter_map(option).collect())
}

/// The path of the command that a line gives.
pub(super) fn longest<'a>(paths: &'a [String], line: &str) -> Option<&'a str> {
    let is_given = |path: &&String| line == *path || line.starts_with(&format!("{path} "));
    paths.iter().filter(is_given).max_by_key(|path| path.len()).map(String::as_str)
}

/// What the program says of a command.
fn of(path: &str) -> anyhow::Result<String> {
    let output = command()?.args(path.split_ascii_whitespace()).arg("--help").output()?;
    ensure!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// The commands that a help lists, but for the help itself.
fn below(help: &str) -> impl Iterator<Item = &str> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names =
        listed.take_while(|line| !line.is_empty()).filter_map(|line| line.split_ascii_whitespace().next());
    names.filter(|name| *name != "help")
}

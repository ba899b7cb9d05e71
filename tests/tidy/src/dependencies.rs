//! What others wrote and we use: under which licences, nothing banned, nothing twice without a reason, nothing unused.

use crate::{ROOT, metadata};
use anyhow::Context;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The licences that anything may have.
const LICENCES: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// What has another licence, and why it may.
const OF_ANOTHER_LICENCE: [(&str, &str, &str); 1] =
    [("webdriver", "MPL-2.0", "drives the browser in tests, and is in nothing that is shipped")];

/// What must not come in, even by way of others, and what is there instead.
const BANNED: [(&str, &str); 6] = [
    ("arrow", "Parquet is read row by row"),
    ("aws-lc-rs", "the one provider of cryptography is ring"),
    ("chrono-tz", "zones are those of `time/zone`"),
    ("native-tls", "TLS is rustls"),
    ("openssl", "TLS is rustls"),
    ("openssl-sys", "TLS is rustls"),
];

/// What is there in more than one version, by whose fault. The list only ever gets shorter.
const TWICE: [(&str, &[&str]); 9] = [
    (
        "webdriver 0.53, which tests drive the browser with",
        &[
            "cookie",
            "http",
            "icu_collections",
            "icu_provider",
            "litemap",
            "tinystr",
            "writeable",
            "yoke",
            "yoke-derive",
            "zerovec",
            "zerovec-derive",
        ],
    ),
    ("yew 0.23 by gloo 0.11", &["thiserror", "thiserror-impl", "toml_datetime", "winnow"]),
    (
        "walrus 0.27 of the build tool, and wasmi 2 of the tests",
        &["fallible-iterator", "foldhash", "hashbrown", "wasm-encoder", "wasmparser"],
    ),
    ("linfa 0.8", &["rand", "rand_core"]),
    ("parquet 60, ring 0.17 and what came after", &["getrandom", "num-bigint"]),
    ("tokio-postgres 0.7 and its TLS", &["base64", "const-oid"]),
    ("macros, of which each moves to a new syn in its own time", &["syn", "synstructure"]),
    ("zip 9 of the build tool", &["constant_time_eq"]),
    ("postcard 1.1 and reqwest 0.13", &["embedded-io", "tower-http"]),
];

#[test]
fn every_licence_is_one_that_we_accept() -> anyhow::Result<()> {
    let (mut breaches, mut count) = (Vec::new(), 0);
    for package in packages()?.iter().filter(|package| !package["source"].is_null()) {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        let excepted = OF_ANOTHER_LICENCE.iter().any(|(of, what, _)| (*of, *what) == (name, licence));
        if !excepted && !is_accepted(licence) {
            breaches.push(format!("{name} is licensed under {licence:?}: leave it out, or say why it may"));
        }
        count += 1;
    }
    anyhow::ensure!(count > 100, "the packages were not read: {count} of them");
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

/// Whether all that a licence asks for can be met by one that we accept. An old slash is an `OR`.
fn is_accepted(licence: &str) -> bool {
    let licence = licence.replace('/', " OR ");
    let any = |choice: &str| {
        let mut choices = choice.trim_matches(['(', ')', ' ']).split(" OR ").map(str::trim);
        choices.any(|choice| LICENCES.contains(&choice))
    };
    licence.split(" AND ").all(any)
}

#[test]
fn of_a_choice_one_licence_is_enough_and_of_a_sum_all_are_needed() {
    assert!(is_accepted("MIT OR GPL-3.0") && is_accepted("GPL-3.0/MIT"));
    assert!(is_accepted("(MIT OR GPL-3.0) AND Unicode-3.0"));
    assert!(!is_accepted("MIT AND GPL-3.0") && !is_accepted("GPL-3.0") && !is_accepted(""));
}

#[test]
fn nothing_banned_comes_in() -> anyhow::Result<()> {
    let packages = packages()?;
    let comes = |name: &str| packages.iter().any(|package| text(package, "name") == name);
    let breaches: Vec<_> = BANNED.iter().filter(|(name, _)| comes(name)).collect();
    assert!(comes("rustls"), "the packages were not read");
    assert!(breaches.is_empty(), "{breaches:#?}");
    Ok(())
}

#[test]
fn what_comes_in_twice_has_its_reason() -> anyhow::Result<()> {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages()? {
        let versions = versions.entry(text(&package, "name").to_owned()).or_default();
        versions.insert(text(&package, "version").to_owned());
    }
    let excused: BTreeSet<&str> = TWICE.iter().flat_map(|(_, names)| *names).copied().collect();
    let twice = |name: &str| versions.get(name).is_some_and(|versions| versions.len() > 1);
    let new =
        versions.iter().filter(|(name, versions)| versions.len() > 1 && !excused.contains(name.as_str()));
    let new = new.map(|(name, versions)| format!("{name} comes in as {versions:?}: agree on one"));
    let old = excused.iter().filter(|name| !twice(name));
    let old = old.map(|name| format!("{name} comes in once: take it off the list"));
    let breaches: Vec<String> = new.chain(old).collect();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn every_dependency_is_named_by_a_file_of_its_package() -> anyhow::Result<()> {
    let (mut breaches, mut count) = (Vec::new(), 0);
    let packages = packages()?;
    let ours: Vec<&Value> = packages.iter().filter(|package| package["source"].is_null()).collect();
    let folder = |package: &Value| Path::new(text(package, "manifest_path")).parent().map(Path::to_path_buf);
    let folders: Vec<PathBuf> = ours.iter().filter_map(|package| folder(package)).collect();
    for package in ours {
        let name = text(package, "name");
        let named = named(&folder(package).context("a manifest without a folder")?, &folders)?;
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let used = dependency["rename"].as_str().unwrap_or_else(|| text(dependency, "name"));
            if !named.contains(&used.replace('-', "_")) {
                breaches.push(format!("{name} names {used} in no file: leave it out"));
            }
            count += 1;
        }
    }
    anyhow::ensure!(count > 50, "the dependencies were not read: {count} of them");
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn every_version_that_our_packages_agree_on_is_used() -> anyhow::Result<()> {
    let manifest = fs::read_to_string(Path::new(ROOT).join("Cargo.toml"))?;
    let (_, agreed) = manifest.split_once("[workspace.dependencies]\n").context("nothing is agreed on")?;
    let agreed = agreed.lines().take_while(|line| !line.starts_with('['));
    let agreed: Vec<&str> = agreed.filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    let metadata = metadata(&["--no-deps"])?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let used = packages.filter_map(|package| package["dependencies"].as_array()).flatten();
    let used: BTreeSet<&str> = used.map(|dependency| text(dependency, "name")).collect();
    let breaches: Vec<_> = agreed.iter().filter(|name| !used.contains(**name)).collect();
    anyhow::ensure!(agreed.len() > 30, "the versions were not read: {agreed:?}");
    assert!(breaches.is_empty(), "no package uses these of the workspace's dependencies: {breaches:?}");
    Ok(())
}

/// What paths begin with in the Rust files of a folder, and in those that it takes in from elsewhere, but for other packages within it.
fn named(folder: &Path, packages: &[PathBuf]) -> anyhow::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if !packages.contains(&path) && !path.ends_with("target") {
                names.extend(named(&path, packages)?);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            names.extend(beginnings(&text).map(str::to_owned));
            for elsewhere in text.split("#[path = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
                let text = fs::read_to_string(folder.join(elsewhere)).context(elsewhere.to_owned())?;
                names.extend(beginnings(&text).map(str::to_owned));
            }
        }
    }
    Ok(names)
}

/// The words that stand before `::` and not after it.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("::").filter_map(|(end, _)| {
        let before = &text[..end];
        let begin =
            before.rfind(|letter: char| !letter.is_alphanumeric() && letter != '_').map_or(0, |at| at + 1);
        (!before[..begin].ends_with("::")).then_some(&before[begin..])
    })
}

#[test]
fn a_crate_is_named_where_a_path_begins_with_it() {
    let text = "use csv::Reader;\nlet at = crate::bytes::begin(\"regex\");\n#[tokio::test]";
    assert_eq!(beginnings(text).collect::<Vec<_>>(), ["csv", "crate", "tokio"]);
}

/// All packages that are compiled for the server's platform or the browser, ours too.
fn packages() -> anyhow::Result<Vec<Value>> {
    let platforms =
        ["--filter-platform", "x86_64-unknown-linux-gnu", "--filter-platform", "wasm32-unknown-unknown"];
    let metadata = metadata(&platforms)?;
    metadata["packages"].as_array().cloned().context("cargo metadata lists no packages")
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

//! Style as a test: what clippy and rustfmt cannot see, each ban naming what to write instead.

use crate::ROOT;
use anyhow::Context;
use std::fs;
use std::path::Path;

const MAX_LINES: usize = 400;

/// Words that say nothing about what a file holds.
const EMPTY_NAMES: [&str; 9] =
    ["base", "common", "helper", "helpers", "manager", "misc", "mod", "util", "utils"];

/// Text that does not belong in the code.
struct Ban {
    /// What is looked for. A bar in it is taken out first, so that this file does not ban itself.
    needle: &'static str,
    /// What to write instead.
    instead: &'static str,
    /// Where it is looked for.
    place: Place,
}

#[derive(PartialEq)]
enum Place {
    /// In every file.
    Everywhere,
    /// In Rust code, tests included.
    Code,
    /// In Rust code that is shipped.
    Product,
    /// In Rust code outside the HTTP handlers.
    OutsideHandlers,
}

const BANS: [Ban; 19] = [
    Ban { needle: "fn g|et_", instead: "name the value: `rate()`, not its retrieval", place: Place::Code },
    Ban { needle: "fn d|o_", instead: "use the verb that says what is done", place: Place::Code },
    Ban {
        needle: "fn p|rocess",
        instead: "use the vocabulary's verbs: parse, check, learn",
        place: Place::Code,
    },
    Ban {
        needle: "fn h|andle",
        instead: "use the vocabulary's verbs; only handlers handle",
        place: Place::OutsideHandlers,
    },
    Ban { needle: "tod|o!", instead: "write it, or leave it out", place: Place::Code },
    Ban { needle: "unimplement|ed!", instead: "write it, or leave it out", place: Place::Code },
    Ban {
        needle: "TOD|O",
        instead: "do it now, or decide against it in DESIGN.md",
        place: Place::Everywhere,
    },
    Ban {
        needle: "FIX|ME",
        instead: "do it now, or decide against it in DESIGN.md",
        place: Place::Everywhere,
    },
    Ban {
        needle: "#[ign|ore",
        instead: "a feature of the test crate, or no test at all",
        place: Place::Code,
    },
    Ban { needle: "#[al|low(", instead: "#[expect(lint, reason = \"why\")]", place: Place::Code },
    Ban { needle: "#![al|low(", instead: "#![expect(lint, reason = \"why\")]", place: Place::Code },
    Ban { needle: "// -|--", instead: "split the file where the banner stands", place: Place::Code },
    Ban { needle: "// =|==", instead: "split the file where the banner stands", place: Place::Code },
    Ban { needle: "// #|##", instead: "split the file where the banner stands", place: Place::Code },
    Ban {
        needle: "thread::sl|eep",
        instead: "wait for the event itself, up to a deadline",
        place: Place::Product,
    },
    Ban { needle: "?trou|ble", instead: "trouble.in_log(): a log is read by people", place: Place::Product },
    Ban { needle: "?err|or", instead: "chain(&error): a log is read by people", place: Place::Product },
    Ban { needle: "/wor|k/main", instead: "a path relative to the repository", place: Place::Everywhere },
    Ban { needle: "/wor|k/shared", instead: "a path relative to the repository", place: Place::Everywhere },
];

/// Names that another word has taken the place of, so that each word keeps one meaning.
struct Settled {
    /// The names that are gone, of types; those of modules go with them.
    gone: &'static [&'static str],
    /// What to write instead.
    instead: &'static str,
    /// The folder in which they are gone.
    within: &'static str,
}

const SETTLED: [Settled; 10] = [
    Settled {
        gone: &["Voice", "HeadVoice"],
        instead: "the state that can speak is a Model, and HeadModel is its part of one horizon",
        within: "",
    },
    Settled { gone: &["Hindsight"], instead: "looking back is History", within: "" },
    Settled { gone: &["Gauges", "Pace"], instead: "what runs of a rate is a RunningScale", within: "" },
    Settled {
        gone: &["Utterance"],
        instead: "what is said at an origin are its OriginForecasts",
        within: "",
    },
    Settled {
        gone: &["Spoken", "SpokenFan"],
        instead: "what waits for its truth is an AwaitedForecast, a fan in numbers a ResolvedFan, who speaks and since when a Provenance",
        within: "",
    },
    Settled { gone: &["Said"], instead: "a forecast that is kept is a ForecastRecord", within: "" },
    Settled { gone: &["News", "Sift"], instead: "telling what is new is dedupe", within: "" },
    Settled {
        gone: &["Candidate"],
        instead: "a recipe that learns beside the champion is a challenger",
        within: "",
    },
    Settled {
        gone: &["Batch"],
        instead: "a batch is what one pull brought; what a refit brings is a RefitLearner",
        within: "engine/src/",
    },
    Settled {
        gone: &["Lesson"],
        instead: "what teaches an expert of the spread is a RevealedResidual",
        within: "engine/",
    },
];

#[test]
fn nothing_is_called_by_a_name_that_is_gone() -> anyhow::Result<()> {
    let (mut breaches, mut count) = (Vec::new(), 0);
    for file in files()? {
        for (number, line) in file.lines_in(&Place::Product) {
            let Some(name) = defined(line) else { continue };
            count += 1;
            let path = &file.path;
            for settled in SETTLED.iter().filter(|settled| path.starts_with(settled.within)) {
                if settled.gone.iter().any(|gone| gone.eq_ignore_ascii_case(&name.replace('_', ""))) {
                    breaches.push(format!("{path}:{number}: no `{name}`: {}", settled.instead));
                }
            }
        }
    }
    anyhow::ensure!(count > 500, "the definitions were not read: {count} of them");
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn a_type_or_a_module_is_known_by_the_line_that_defines_it() {
    assert_eq!(defined("pub(crate) struct HeadModel<'a> {"), Some("HeadModel"));
    assert_eq!(defined("    pub type Answer = Vec<u8>;"), Some("Answer"));
    assert_eq!(defined("mod head_model;"), Some("head_model"));
    assert_eq!(defined("pub enum Interval {"), Some("Interval"));
    assert_eq!(defined("/// mod head_model;"), None);
    assert_eq!(defined("let model = structure;"), None);
}

/// The name of the type or module that a line defines.
fn defined(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
    ["struct", "enum", "type", "trait", "union", "mod"].contains(&words.next()?).then_some(())?;
    words.next()?.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

#[test]
fn nothing_banned_is_written() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for file in files()? {
        for ban in &BANS {
            let needle = ban.needle.replace('|', "");
            for (number, line) in file.lines_in(&ban.place) {
                if line.contains(&needle) {
                    breaches.push(format!("{}:{number}: no `{needle}`: {}", file.path, ban.instead));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn every_rust_file_says_what_it_is_for_and_is_read_in_one_sitting() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for file in files()?.into_iter().filter(File::is_rust) {
        if !file.text.starts_with("//! ") {
            breaches.push(format!("{}: line 1 must be `//! ` and what the file is for", file.path));
        }
        let lines = file.text.lines().count();
        if lines > MAX_LINES {
            breaches.push(format!("{}: {lines} lines, {MAX_LINES} at most: one kind, one file", file.path));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

#[test]
fn every_name_says_what_is_inside() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for file in files()?.into_iter().filter(File::is_rust) {
        let path = Path::new(&file.path).with_extension("");
        let names = path.iter().filter_map(|name| name.to_str());
        for name in names.filter(|name| EMPTY_NAMES.contains(name)) {
            breaches.push(format!("{}: `{name}` says nothing: name what it holds", file.path));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    Ok(())
}

/// A text file of the repository.
struct File {
    /// Relative to the repository, with forward slashes.
    path: String,
    text: String,
}

impl File {
    fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }

    /// Tests live in `tests` folders, in files called `tests.rs`, and at the end of a file.
    fn is_test(&self) -> bool {
        self.path.split('/').any(|name| name == "tests" || name == "tests.rs")
    }

    /// The lines, numbered from 1, that a ban on `place` concerns.
    fn lines_in(&self, place: &Place) -> impl Iterator<Item = (usize, &str)> {
        let concerned = match place {
            Place::Everywhere => true,
            Place::Code => self.is_rust(),
            Place::Product => self.is_rust() && !self.is_test(),
            Place::OutsideHandlers => self.is_rust() && !self.path.ends_with("/handler.rs"),
        };
        let end_of_product = *place == Place::Product;
        let lines = (1..).zip(self.text.lines());
        lines.take_while(move |(_, line)| concerned && !(end_of_product && line.trim() == "#[cfg(test)]"))
    }
}

/// All text files of the repository, whether git knows them yet or not.
fn files() -> anyhow::Result<Vec<File>> {
    let root = Path::new(ROOT);
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() && is_ours(&path) {
                folders.push(path);
            } else if is_text(&path) {
                let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
                files.push(File { path, text });
            }
        }
    }
    anyhow::ensure!(files.iter().any(File::is_rust), "no Rust file found below {}", root.display());
    Ok(files)
}

fn is_ours(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    !["target", ".git", "paridad-data"].contains(&&*name)
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    ["css", "html", "js", "md", "rs", "toml"].contains(&&*extension) || path.ends_with(".ci/run")
}

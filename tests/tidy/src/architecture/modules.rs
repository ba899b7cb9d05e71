//! The modules of a package, and which of its files use which.

use super::graph::{Graph, Use};
use super::written::{By, Written, read};
use anyhow::Context;
use std::collections::BTreeMap;

/// How many re-exports in a row are followed: more would be a circle, which the compiler refuses.
const DOORS_MAX: usize = 16;

/// The modules of one package, the first being its root.
#[derive(Debug, Default)]
pub(crate) struct Modules {
    /// Relative to the folder of the sources.
    files: Vec<String>,
    modules: Vec<Module>,
}

#[derive(Debug)]
struct Module {
    file: usize,
    parent: usize,
    children: BTreeMap<String, usize>,
    written: Written,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Landing {
    Module(usize),
    /// Something that a module in this file defines.
    Item(usize),
}

/// What a segment of a path is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sought {
    /// What stands before `::`.
    Module,
    /// What stands at the end.
    Thing,
}

impl Modules {
    /// Reads the file at `root` and all that it declares; `text` has the text of a file.
    pub(crate) fn load(root: &str, text: &dyn Fn(&str) -> anyhow::Result<String>) -> anyhow::Result<Self> {
        let mut modules = Self::default();
        let mut waiting = vec![(root.to_owned(), String::new(), 0)];
        while let Some((file, folder, parent)) = waiting.pop() {
            let written = read(&text(&file)?).with_context(|| file.clone())?;
            modules.files.push(file.clone());
            let name = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
            for (at, module, folder) in modules.add(name, parent, &folder, written) {
                let path = format!("{folder}{module}");
                waiting.push((format!("{path}.rs"), format!("{path}/"), at));
            }
        }
        Ok(modules)
    }

    /// Adds a module of the file that was read last, with those within it; returns the modules in files of their
    /// own that they declare, each with the number of what declares it and the folder where it lies.
    fn add(
        &mut self,
        name: &str,
        parent: usize,
        folder: &str,
        mut written: Written,
    ) -> Vec<(usize, String, String)> {
        let at = self.modules.len();
        let inline = std::mem::take(&mut written.inline);
        let declared = std::mem::take(&mut written.files);
        let file = self.files.len() - 1;
        self.modules.push(Module { file, parent, children: BTreeMap::new(), written });
        if at > 0 {
            self.modules[parent].children.insert(name.to_owned(), at);
        }
        let mut files: Vec<_> = declared.into_iter().map(|module| (at, module, folder.to_owned())).collect();
        for (name, written) in inline {
            files.extend(self.add(&name, at, &format!("{folder}{name}/"), written));
        }
        files
    }

    /// Which file uses which, and by what.
    pub(crate) fn graph(&self) -> Graph {
        let mut graph = Graph::of(self.files.clone());
        for (at, module) in self.modules.iter().enumerate() {
            for named in &module.written.named {
                let used = match self.resolve(at, &named.path, DOORS_MAX) {
                    Some(Landing::Item(file)) => file,
                    // What is used of a module is named where it is used.
                    Some(Landing::Module(_)) if named.by == By::Import => continue,
                    // No code uses a module by one word: that is a variable's name.
                    Some(Landing::Module(_)) if named.by == By::Code && named.path.len() == 1 => continue,
                    Some(Landing::Module(module)) => self.modules[module].file,
                    None => continue,
                };
                let by = Use { line: named.line, path: named.path.join("::") };
                graph.add(module.file, used, by);
            }
        }
        graph
    }

    /// What `path` leads to from within module `at`, if it is of this package.
    fn resolve(&self, at: usize, path: &[String], doors: usize) -> Option<Landing> {
        let mut here = Landing::Module(at);
        for (index, segment) in path.iter().enumerate() {
            let Landing::Module(module) = here else { break };
            let sought = if index + 1 == path.len() { Sought::Thing } else { Sought::Module };
            here = match segment.as_str() {
                "crate" if index == 0 => Landing::Module(0),
                "self" if index == 0 => here,
                "super" => Landing::Module(self.modules[module].parent),
                name => match self.lookup(module, name, sought, doors) {
                    Some(landing) => landing,
                    None if index == 0 => return None,
                    // A macro makes names that are written nowhere.
                    None => Landing::Item(self.modules[module].file),
                },
            };
        }
        Some(here)
    }

    /// What `name` leads to in `module`: before `::` a module comes first, at the end what is defined.
    fn lookup(&self, at: usize, name: &str, sought: Sought, doors: usize) -> Option<Landing> {
        let doors = doors.checked_sub(1)?;
        let module = &self.modules[at];
        let child = module.children.get(name).map(|child| Landing::Module(*child));
        if child.is_some() && sought == Sought::Module {
            return child;
        }
        let mut imports = module.written.imports.iter().filter(|(import, _)| import == name);
        let mut globs = module.written.globs.iter().filter_map(|glob| match self.resolve(at, glob, doors) {
            Some(Landing::Module(of)) if of != at => Some(of),
            _ => None,
        });
        let defined = || module.written.items.contains(name).then_some(Landing::Item(module.file));
        imports
            .find_map(|(_, path)| self.resolve(at, path, doors))
            .or_else(defined)
            .or(child)
            .or_else(|| globs.find_map(|of| self.lookup(of, name, sought, doors)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The uses in a package of these files, as `from -> to (line: path)`.
    fn uses(files: &[(&str, &str)]) -> anyhow::Result<Vec<String>> {
        let texts: BTreeMap<_, _> = files.iter().copied().collect();
        let text = |file: &str| texts.get(file).map(ToString::to_string).context("no such file");
        Ok(Modules::load("lib.rs", &text)?.graph().lines())
    }

    #[test]
    fn an_import_is_a_use_of_the_file_that_defines_it() -> anyhow::Result<()> {
        let lib = ("lib.rs", "mod a;\nmod b;\nmod c;");
        let door = ("b.rs", "mod inner;\npub(crate) use inner::Thing;");
        let inner = ("b/inner.rs", "pub(crate) struct Thing;");
        let above = ("a.rs", "use crate::b::Thing;\nuse crate::c;\nfn f(_: Thing) -> u8 {\n    c::g()\n}");
        let below = ("c.rs", "pub(crate) fn g() -> u8 {\n    1\n}");
        let uses = uses(&[lib, door, inner, above, below])?;
        assert_eq!(uses, ["a.rs -> b/inner.rs (line 1: crate::b::Thing)", "a.rs -> c.rs (line 4: c::g)"]);
        Ok(())
    }

    #[test]
    fn a_child_that_uses_what_its_parent_defines_is_seen() -> anyhow::Result<()> {
        let lib = ("lib.rs", "pub mod a;");
        let parent =
            ("a.rs", "mod child;\npub trait Learner {}\npub fn f() -> child::Ridge {\n    child::Ridge\n}");
        let child = ("a/child.rs", "pub struct Ridge;\nimpl super::Learner for Ridge {}");
        let uses = uses(&[lib, parent, child])?;
        assert_eq!(
            uses,
            ["a.rs -> a/child.rs (line 3: child::Ridge)", "a/child.rs -> a.rs (line 2: super::Learner)"]
        );
        Ok(())
    }

    #[test]
    fn paths_in_macros_and_attributes_are_seen_and_those_of_tests_are_not() -> anyhow::Result<()> {
        let lib = ("lib.rs", "mod a;\nmod b;\nmod c;\nmod d;");
        let tests = "#[cfg(test)]\nmod tests {\n    use crate::d::D;\n}\n#[cfg(test)]\nmod more;";
        let above = "use crate::c;\nfn f() {\n    assert!(crate::b::ready(), \"crate::d::D\");\n}\n\
                    struct S {\n    #[serde(with = \"c\", rename = \"d\")]\n    day: u8,\n}\n";
        let above = format!("{above}{tests}");
        let below = ("b.rs", "pub(crate) fn ready() -> bool {\n    true\n}");
        let uses = uses(&[lib, ("a.rs", &above), below, ("c.rs", ""), ("d.rs", "pub(crate) struct D;")])?;
        assert_eq!(uses, ["a.rs -> b.rs (line 3: crate::b::ready)", "a.rs -> c.rs (line 6: c)"]);
        Ok(())
    }
}

//! Assembles the dashboard: fills in its page, names its files by content, compresses them.

mod assets;

use crate::wasm_module;
use crate::workspace::Workspace;
use anyhow::Context;
use std::fs;
use std::process::Command;

/// The packages that become the dashboard: both halves of its pages, and the engine beside them.
pub(crate) const PACKAGES: [&str; 3] = ["paridad-analyst", "paridad-control", "paridad-worker"];

/// The environment variable from which the server's build takes the dashboard's folder.
const DIR_VARIABLE: &str = "PARIDAD_DASHBOARD_DIR";

/// Makes the bindings of the compiled dashboard and writes its finished files.
pub(crate) fn assemble(workspace: &Workspace) -> anyhow::Result<()> {
    let source = workspace.root.join("wasm");
    let read = |name: &str| {
        fs::read_to_string(source.join(name)).with_context(|| format!("wasm/{name} could not be read"))
    };
    let style = assets::named("style", "css", read("style.css")?.into_bytes());
    let icon = assets::named("icon", "svg", read("icon.svg")?.into_bytes());
    let [analyst, control, engine] = PACKAGES;
    let analyst = Module::new(workspace, analyst, "analyst")?;
    let control = Module::new(workspace, control, "control")?;
    let engine = Module::new(workspace, engine, "engine")?;
    let boot = control.filled(&analyst.filled(&read("boot.js")?));
    let boot = assets::named("boot", "js", boot.into_bytes());
    let worker = engine.filled(&read("worker/worker.js")?);
    let worker = assets::named("worker", "js", worker.into_bytes());
    let index = read("index.html")?
        .replace("{{style}}", &style.name)
        .replace("{{icon}}", &icon.name)
        .replace("{{engine}}", &worker.name)
        .replace("{{boot}}", &boot.name);
    let index = assets::Asset { name: "index.html".to_owned(), bytes: index.into_bytes() };
    let modules = [analyst, control, engine].into_iter().flat_map(|module| [module.script, module.wasm]);
    let all: Vec<_> = [index, boot, worker, style, icon].into_iter().chain(modules).collect();
    let sizes = assets::write(&workspace.dashboard(), &all)?;
    assets::print(&sizes);
    Ok(())
}

/// Compiles both packages.
pub(crate) fn compile(workspace: &Workspace) -> anyhow::Result<()> {
    PACKAGES.into_iter().try_for_each(|package| wasm_module::compile(workspace, package))
}

/// A package that was compiled, with its bindings.
struct Module {
    stem: &'static str,
    script: assets::Asset,
    wasm: assets::Asset,
}

impl Module {
    fn new(workspace: &Workspace, package: &str, stem: &'static str) -> anyhow::Result<Self> {
        let bound = wasm_module::bind(workspace, package)?;
        Ok(Self {
            stem,
            script: assets::named(stem, "js", bound.script.into_bytes()),
            wasm: assets::named(stem, "wasm", bound.module),
        })
    }

    /// What names the module's files with their hashes.
    fn filled(&self, text: &str) -> String {
        let name = |kind: &str| format!("{{{{{}.{kind}}}}}", self.stem);
        text.replace(&name("js"), &self.script.name).replace(&name("wasm"), &self.wasm.name)
    }
}

/// Lets a command of cargo build the server with the finished dashboard inside.
pub(crate) fn embed<'a>(command: &'a mut Command, workspace: &Workspace) -> &'a mut Command {
    command.env(DIR_VARIABLE, workspace.dashboard())
}

//! Assembles the dashboard: fills in its page, names its files by content, compresses them.

mod assets;

use crate::wasm_module;
use crate::workspace::Workspace;
use anyhow::Context;
use std::fs;
use std::process::Command;

/// The package that becomes the dashboard.
pub(crate) const PACKAGE: &str = "paridad-wasm";

/// The environment variable from which the server's build takes the dashboard's folder.
const DIR_VARIABLE: &str = "PARIDAD_DASHBOARD_DIR";

/// Makes the bindings of the compiled dashboard and writes its finished files.
pub(crate) fn assemble(workspace: &Workspace) -> anyhow::Result<()> {
    let source = workspace.root.join("wasm");
    let read = |name: &str| {
        fs::read_to_string(source.join(name)).with_context(|| format!("wasm/{name} could not be read"))
    };
    let bound = wasm_module::bind(workspace, PACKAGE)?;
    let style = assets::named("style", "css", read("style.css")?.into_bytes());
    let icon = assets::named("icon", "svg", read("icon.svg")?.into_bytes());
    let module = assets::named("paridad", "js", bound.script.into_bytes());
    let wasm = assets::named("paridad", "wasm", bound.module);
    let fill = |page: &str| {
        page.replace("{{style}}", &style.name)
            .replace("{{icon}}", &icon.name)
            .replace("{{module}}", &module.name)
            .replace("{{wasm}}", &wasm.name)
    };
    let boot = assets::named("boot", "js", fill(&read("boot.js")?).into_bytes());
    let page = fill(&read("index.html")?).replace("{{boot}}", &boot.name);
    let index = assets::Asset { name: "index.html".to_owned(), bytes: page.into_bytes() };
    let sizes = assets::write(&workspace.dashboard(), &[index, boot, module, wasm, style, icon])?;
    assets::print(&sizes);
    Ok(())
}

/// Lets a command of cargo build the server with the finished dashboard inside.
pub(crate) fn embed<'a>(command: &'a mut Command, workspace: &Workspace) -> &'a mut Command {
    command.env(DIR_VARIABLE, workspace.dashboard())
}

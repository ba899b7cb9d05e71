//! WASM modules: compiled as small as they get, and bound to JavaScript at the locked version of
//! wasm-bindgen, in process.

use crate::toolchain::{self, WASM};
use crate::workspace::{Workspace, run};
use anyhow::{Context, bail};
use std::fs;
use wasm_bindgen_cli_support::Bindgen;

/// A module ready for the browser, and the script that instantiates it.
pub(crate) struct Bound {
    /// The JavaScript module.
    pub(crate) script: String,
    /// The WASM module without names and producers.
    pub(crate) module: Vec<u8>,
}

/// Compiles one package's library to a WASM module.
pub(crate) fn compile(workspace: &Workspace, package: &str) -> anyhow::Result<()> {
    // The crate type is given here because cargo leaves out link-time optimisation, and with it
    // much of the shrinking, for a package whose library is also an `rlib`.
    let mut compile = workspace.cargo("rustc --lib --profile wasm --crate-type cdylib");
    run(compile.args(["--package", package, "--target", WASM]).env(FLAGS, shortened()?))
}

/// The variable with flags for what is compiled for the browser.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Takes from the places of panics where this machine keeps the crates that it has downloaded: nobody needs to know, and each
/// visitor would transfer it.
fn shortened() -> anyhow::Result<String> {
    let mut flags = Vec::new();
    // There is no such folder where all crates are vendored.
    for registry in fs::read_dir(toolchain::cargo_home()?.join("registry/src")).into_iter().flatten() {
        flags.push(format!("--remap-path-prefix={}/=", registry?.path().display()));
    }
    Ok(flags.join(" "))
}

/// Makes the bindings of a package that has been compiled.
pub(crate) fn bind(workspace: &Workspace, package: &str) -> anyhow::Result<Bound> {
    let name = package.replace('-', "_");
    let path = workspace.target.join(WASM).join("wasm").join(name).with_extension("wasm");
    let mut output = Bindgen::new()
        .input_path(&path)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The boot script passes the address: the file's name, with its hash, is not known yet.
        .omit_default_module_path(true)
        .generate_output()
        .with_context(|| format!("no bindings could be made for {}", path.display()))?;
    let no_snippets = output.snippets().values().all(Vec::is_empty);
    if !no_snippets || !output.local_modules().is_empty() {
        bail!("a dependency of {package} brings JavaScript of its own, which nothing would serve");
    }
    Ok(Bound { script: output.js().to_owned(), module: output.wasm_mut().emit_wasm() })
}

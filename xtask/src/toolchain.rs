//! What must be installed before anything can be built, and a plain sentence when it is not.

use crate::debian;
use crate::workspace::run;
use anyhow::{Context, bail};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The target of everything that runs in the browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Checks for a C compiler and adds the WASM target to the toolchain if it is missing.
pub(crate) fn ensure() -> anyhow::Result<()> {
    ensure_c_compiler()?;
    ensure_wasm_target()
}

/// Checks for rustfmt and clippy, and adds them to the toolchain if they are missing.
pub(crate) fn ensure_lints() -> anyhow::Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        // rustup puts a stand-in on the PATH even where the component is missing: it starts, and fails.
        let answers =
            Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !answers.is_ok_and(|status| status.success()) {
            run(Command::new("rustup").args(["component", "add", component]))
                .with_context(|| format!("{component} is missing and rustup could not add it"))?;
        }
    }
    Ok(())
}

fn ensure_c_compiler() -> anyhow::Result<()> {
    let named = env::var("CC").ok();
    let candidates = named.as_deref().into_iter().chain(["cc", "gcc", "clang", "cl"]);
    if candidates.into_iter().any(starts) {
        return Ok(());
    }
    bail!("no C compiler found: install gcc or clang (on Debian: apt-get install gcc libc6-dev)")
}

/// Checks for a C++ compiler, which libFuzzer needs; installs one as root on Debian.
pub(crate) fn ensure_cpp_compiler() -> anyhow::Result<()> {
    let present = || env::var("CXX").is_ok_and(|named| starts(&named)) || starts("c++");
    if present() {
        return Ok(());
    }
    debian::install(&["g++"])?;
    if present() {
        return Ok(());
    }
    bail!("no C++ compiler found, which the fuzz targets need: install g++ (on Debian: apt-get install g++)")
}

/// The target that this machine runs itself, such as `x86_64-unknown-linux-gnu`.
pub(crate) fn host() -> anyhow::Result<String> {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("-vV")
        .output()
        .context("rustc could not be started: install Rust from https://rustup.rs")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say for which machine it compiles")
}

/// Where cargo keeps what it has downloaded.
pub(crate) fn cargo_home() -> anyhow::Result<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| Some(env::home_dir()?.join(".cargo"))).context("nobody has a home here")
}

fn ensure_wasm_target() -> anyhow::Result<()> {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--print", "target-libdir", "--target", WASM])
        .output()
        .context("rustc could not be started: install Rust from https://rustup.rs")?;
    if Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir() {
        return Ok(());
    }
    if !starts("rustup") {
        bail!("the Rust target {WASM} is missing and rustup is not there to add it: see https://rustup.rs");
    }
    run(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("the Rust target {WASM} is missing and rustup could not add it"))
}

/// Whether the program exists and can be started.
pub(crate) fn starts(program: &str) -> bool {
    let quiet = |command: &mut Command| command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    quiet(Command::new(program).arg("--version"))
}

//! Where the workspace and its target folder are, and how its commands are run.

use anyhow::{Context, bail};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// What is compiled for this machine: all that builds it names the same packages, or cargo would give what they share other features,
/// and compile much of it once more.
pub(crate) const TOGETHER: [&str; 5] = ["--workspace", "--exclude", "xtask", "--exclude", "paridad-tidy"];

/// The folders everything else is found from.
pub(crate) struct Workspace {
    /// The repository's root.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever the user's settings put it.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Finds the workspace from what cargo tells a program that it runs.
    pub(crate) fn locate() -> anyhow::Result<Self> {
        let xtask = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
        let root = Path::new(&xtask).parent().context("xtask has no parent folder")?.to_path_buf();
        let output = cargo(&root, "metadata --no-deps --format-version 1")
            .output()
            .context("cargo metadata could not be started")?;
        if !output.status.success() {
            bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let target =
            metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
        Ok(Self { target: PathBuf::from(target), root })
    }

    /// A cargo command in the workspace's root, its words parted by spaces.
    pub(crate) fn cargo(&self, words: &str) -> Command {
        cargo(&self.root, words)
    }

    /// Where the dashboard's finished files are put.
    pub(crate) fn dashboard(&self) -> PathBuf {
        self.target.join("dashboard")
    }

    /// The server's binary.
    pub(crate) fn server(&self) -> PathBuf {
        self.built(&format!("paridad{}", env::consts::EXE_SUFFIX))
    }

    /// What cargo has built for this machine, by its name.
    pub(crate) fn built(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// The module that the parity test runs in an interpreter.
    pub(crate) fn parity_module(&self) -> PathBuf {
        self.target.join("parity.wasm")
    }
}

/// Runs a command to its end; a failure is an error that names the command.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("{} could not be started", shown(command)))?;
    succeeded(command, status)
}

/// An error that names the command, unless it succeeded.
pub(crate) fn succeeded(command: &Command, status: ExitStatus) -> anyhow::Result<()> {
    if status.success() { Ok(()) } else { bail!("{} failed: {status}", shown(command)) }
}

fn cargo(root: &Path, words: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(words.split(' '));
    // What cargo told this program about itself is no matter of what it builds: some build scripts ask for it, so that what is
    // built from here and what is built by hand would be compiled in turns.
    for (name, _) in env::vars_os().filter(|(name, _)| is_about_this_program(name)) {
        command.env_remove(name);
    }
    command
}

fn is_about_this_program(variable: &OsStr) -> bool {
    let name = variable.to_string_lossy();
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    [format!("`{}", program.to_string_lossy())].into_iter().chain(words).collect::<Vec<_>>().join(" ") + "`"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_says_of_this_program_is_not_passed_on() {
        let command = cargo(Path::new("."), "build");
        let removed = |variable| command.get_envs().any(|(name, value)| name == variable && value.is_none());
        assert!(removed("CARGO_MANIFEST_DIR") && removed("CARGO_PKG_NAME") && !removed("PATH"));
    }
}

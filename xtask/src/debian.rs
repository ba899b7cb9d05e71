//! What the build tool installs by itself: packages of Debian, as root.

use crate::workspace::run;
use std::path::Path;
use std::process::Command;

/// Installs `packages` as root on Debian; does nothing anywhere else.
pub(crate) fn install(packages: &[&str]) -> anyhow::Result<()> {
    if !(Path::new("/etc/debian_version").exists() && is_root()) {
        return Ok(());
    }
    run(Command::new("apt-get").arg("update"))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    run(install.env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

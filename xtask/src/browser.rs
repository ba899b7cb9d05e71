//! The browser that the browser test drives: found, installed where that is possible, or asked for.

use crate::toolchain::starts;
use crate::workspace::run;
use anyhow::bail;
use std::path::Path;
use std::process::Command;

/// A font too, for what is tested is also looked at.
const INSTALL: [&str; 6] =
    ["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver", "fonts-dejavu-core"];

/// Checks for Chromium and its driver; installs them as root on Debian.
pub(crate) fn ensure() -> anyhow::Result<()> {
    if present() {
        return Ok(());
    }
    if Path::new("/etc/debian_version").exists() && is_root() {
        run(Command::new("apt-get").arg("update"))?;
        run(Command::new("apt-get").args(INSTALL).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    if present() {
        return Ok(());
    }
    bail!(
        "the browser test needs chromium and chromedriver on the PATH (on Debian: apt-get install \
         chromium chromium-driver); `cargo xtask test --fast` leaves it out"
    )
}

fn present() -> bool {
    starts("chromium") && starts("chromedriver")
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

//! The browser that the browser test drives: found, installed where that is possible, or asked for.

use crate::debian;
use crate::toolchain::starts;
use anyhow::bail;

/// A font too, for what is tested is also looked at.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-dejavu-core"];

/// Checks for Chromium and its driver; installs them as root on Debian.
pub(crate) fn ensure() -> anyhow::Result<()> {
    if present() {
        return Ok(());
    }
    debian::install(&PACKAGES)?;
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

//! The browser that the tests drive: what it says is heard, and it ends.

use anyhow::ensure;
use paridad_tests::chromium::Chromium;
use std::time::{Duration, Instant};

const PAGE: &str = "data:text/html,<title>Paridad</title><script>console.info('fine');\
                    console.error('broken')</script>";

const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn errors_on_the_console_are_seen_once_and_nothing_else_is() -> anyhow::Result<()> {
    let chromium = Chromium::start().await?;
    chromium.client().goto(PAGE).await?;
    let errors = chromium.console_errors().await?;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("broken"), "{errors:?}");
    assert_eq!(chromium.console_errors().await?, Vec::<String>::new());
    chromium.close().await
}

#[tokio::test]
async fn a_browser_that_is_dropped_has_ended() -> anyhow::Result<()> {
    let chromium = Chromium::start().await?;
    let profile = chromium.profile().to_string_lossy().into_owned();
    assert!(is_used(&profile)?, "a browser runs on its profile");
    drop(chromium);
    let deadline = Instant::now() + PATIENCE;
    while is_used(&profile)? {
        ensure!(Instant::now() < deadline, "a browser still runs on {profile}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Whether a process names the profile on its command line.
fn is_used(profile: &str) -> anyhow::Result<bool> {
    let mut processes = std::fs::read_dir("/proc")?.flatten();
    // A process that has ended meanwhile has no command line.
    Ok(processes.any(|process| {
        let line = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains(profile)
    }))
}

//! Measures what is promised, and prints each figure beside what it is compared with.

use paridad_tests::measure::{Figure, accuracy, backfill, browser, engine, server};
use std::io::{Write, stdout};
use std::path::Path;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let as_json = std::env::args().any(|word| word == "--json");
    let mut figures = engine::figures()?;
    figures.extend(server::figures().await?);
    if Path::new("/proc/self/status").exists() {
        figures.extend(backfill::figures().await?);
    } else {
        writeln!(std::io::stderr(), "no /proc: the backfill is not measured")?;
    }
    if Path::new("/usr/bin/chromedriver").exists() {
        figures.extend(browser::figures().await?);
    } else {
        writeln!(std::io::stderr(), "no chromedriver: the dashboard is not measured")?;
    }
    figures.extend(accuracy::figures()?);
    let mut out = stdout().lock();
    if as_json {
        writeln!(out, "{}", serde_json::to_string_pretty(&figures)?)?;
        return Ok(());
    }
    for Figure { name, value, unit, against, ratio } in &figures {
        writeln!(out, "{name:<52} {value:>14.9} {unit:<8} {ratio:>10.3} x  ({against})")?;
    }
    Ok(())
}

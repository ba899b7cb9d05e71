//! What the first visit weighs, and how it looks in light and dark.

use super::page::Page;
use anyhow::Context;
use serde_json::json;

/// What the first page may transfer until it can be read, all that it asks of the server included: 250 KiB in 12 requests.
const FIRST: (f64, f64) = (250.0 * 1_024.0, 12.0);

/// Bytes and requests up to the moment at which the page could be read.
const TRANSFERRED: &str = "const ready = performance.getEntriesByName('ready')[0].startTime;
    const all = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'));
    const sum = entries => entries.reduce((sum, entry) => sum + entry.transferSize, 0);
    const first = all.filter(entry => entry.startTime < ready);
    return [sum(first), first.length];";

#[tokio::test]
async fn the_first_view_is_light() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    let numbers = page.script(TRANSFERRED).await?;
    let numbers = numbers.as_array().context("numbers")?.iter().filter_map(serde_json::Value::as_f64);
    let numbers: Vec<f64> = numbers.collect();
    assert!(numbers[0] <= FIRST.0 && numbers[1] <= FIRST.1, "{numbers:?}");
    page.close().await
}

#[tokio::test]
async fn what_is_drawn_late_moves_nothing() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    let shift = "return new Promise(answer => { let sum = 0;
        new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; })
            .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => answer(sum), 1500); })";
    let shift = page.script(shift).await?.as_f64().context("a number")?;
    assert!(shift < 0.05, "layout shift {shift}");
    page.close().await
}

#[tokio::test]
async fn it_is_shown_in_light_and_dark() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    let background = "return getComputedStyle(document.body).backgroundColor";
    let mut seen = Vec::new();
    for theme in ["light", "dark"] {
        page.click("#settings summary").await?;
        page.click(&format!("[data-theme-choice='{theme}']")).await?;
        page.click("#settings summary").await?;
        seen.push(page.script(background).await?);
        page.chromium.screenshot(&format!("dashboard-{theme}")).await?;
    }
    assert_ne!(seen[0], seen[1], "dark is dark");
    page.client().set_window_size(360, 900).await?;
    page.chromium.screenshot("dashboard-narrow").await?;
    let kept = page.script("return localStorage.getItem('paridad.theme')").await?;
    assert_eq!(kept, json!("dark"));
    page.close().await
}

//! The real dashboard in a real Chromium.

use anyhow::{Context, ensure};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use paridad_tests::chromium::Chromium;
use paridad_tests::measure::browser::LOADED;
use paridad_tests::server::{Options, Server};
use paridad_wire::{Series, Status, VersionKind, Versions};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
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

/// A dashboard that is ready.
struct Page {
    server: Server,
    chromium: Chromium,
}

impl Page {
    async fn open() -> anyhow::Result<Self> {
        let page = Self { server: Server::start(&Options::default())?, chromium: Chromium::start().await? };
        page.client().set_window_size(1280, 1800).await?;
        page.client().goto(&page.server.url("/")).await?;
        page.element("html[data-ready=true]").await?;
        Ok(page)
    }

    fn client(&self) -> &Client {
        self.chromium.client()
    }

    async fn element(&self, css: &str) -> anyhow::Result<Element> {
        let found = self.client().wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        found.with_context(|| format!("waiting for {css}"))
    }

    async fn attribute(&self, css: &str, name: &str) -> anyhow::Result<String> {
        self.element(css).await?.attr(name).await?.with_context(|| format!("{css} has no {name}"))
    }

    async fn text(&self, css: &str) -> anyhow::Result<String> {
        Ok(self.element(css).await?.text().await?)
    }

    async fn ask<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let answer = paridad_tests::http::client()?.get(self.server.url(path)).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    /// Sets an input as a person does, so that the page hears of it.
    async fn set(&self, css: &str, value: &str) -> anyhow::Result<()> {
        let script = "const [css, value] = arguments; const input = document.querySelector(css);
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, value);
            input.dispatchEvent(new Event('input', { bubbles: true }));
            input.dispatchEvent(new Event('change', { bubbles: true }));";
        self.client().execute(script, vec![json!(css), json!(value)]).await?;
        Ok(())
    }

    /// Ends the visit; a page that has complained has failed.
    async fn close(self) -> anyhow::Result<()> {
        let errors = self.chromium.console_errors().await?;
        ensure!(errors.is_empty(), "the console says {errors:?}");
        self.chromium.close().await
    }
}

#[tokio::test]
async fn the_page_shows_what_the_server_has_and_computes_the_same_bits() -> anyhow::Result<()> {
    let page = Page::open().await?;
    let status: Status = page.ask("/api/v1/status").await?;
    let year_ago = status.provenance.origin - chrono::Months::new(12);
    let series: Series = page.ask(&format!("/api/v1/series/usdmxn?from={year_ago}")).await?;
    let points: usize = page.attribute("svg#fan", "data-points").await?.parse()?;
    assert_eq!(points, series.points.len(), "one point for each day of the last year");
    for level in ["50", "80", "95"] {
        let band = page.attribute(&format!("path.band[data-level='{level}']"), "d").await?;
        assert!(band.len() > 100 && !band.contains("NaN"), "{level} %: {band}");
    }
    assert_eq!(page.attribute("#parity", "data-equal").await?, "true");
    assert_eq!(page.attribute("#sum-check", "data-equal").await?, "true");
    assert_eq!(page.attribute("#age", "data-stale").await?, "true", "a history that ends in October says so");
    assert_eq!(page.text("#version-speaking").await?, status.provenance.version.to_string());
    let features = page.client().find_all(Locator::Css("#drift [data-feature]")).await?.len();
    assert_eq!(features, 23, "a row for each feature");
    let horizons = page.client().find_all(Locator::Css("#scores tr[data-horizon]")).await?.len();
    assert_eq!(horizons, 8, "scores for each horizon that is learned");
    let bars = page.client().find_all(Locator::Css("svg#width rect.part")).await?.len();
    assert_eq!(bars, 7, "the six features that change the width most, and the rest");
    for horizon in ["1", "126"] {
        page.element(&format!("button[data-horizon='{horizon}']")).await?.click().await?;
        let forecast: Value = page.ask(&format!("/api/v1/forecast?horizon={horizon}")).await?;
        let point = format!("{:.4}", forecast["point"].as_f64().context("a point")?);
        assert_eq!(page.text("#fan-point").await?, point);
        page.element(&format!("#parity[data-equal='true'][data-horizon='{horizon}']")).await?;
    }
    page.close().await
}

#[tokio::test]
async fn a_slider_moves_the_point_without_the_server() -> anyhow::Result<()> {
    let page = Page::open().await?;
    let band = "path.band[data-level='80']";
    let (fan, same) = (page.attribute(band, "d").await?, page.text("#scenario-change").await?);
    let requests = "return performance.getEntriesByType('resource').length";
    let before = page.client().execute(requests, Vec::new()).await?;
    let (low, high) = (page.attribute("#slider-0", "min").await?, page.attribute("#slider-0", "max").await?);
    let mut moved = Vec::new();
    for value in [low, high] {
        page.set("#slider-0", &value).await?;
        moved.push(page.text("#scenario-change").await?);
    }
    let up = |change: &String| change.contains("+0.000");
    assert!(moved.iter().any(up) && !moved.iter().all(up), "the point moves to either side: {moved:?}");
    page.element("#scenario-reset").await?.click().await?;
    assert_eq!((page.attribute(band, "d").await?, page.text("#scenario-change").await?), (fan, same));
    assert_eq!(page.client().execute(requests, Vec::new()).await?, before, "no request was made");
    page.close().await
}

#[tokio::test]
async fn a_feature_of_the_spread_widens_the_fan_and_leaves_the_point() -> anyhow::Result<()> {
    let page = Page::open().await?;
    let sliders = page.client().find_all(Locator::Css("input[id^='slider-spread-']")).await?.len();
    assert_eq!(sliders, 12, "a slider for each pace, and none for the calendar");
    let seen = async || -> anyhow::Result<(String, String, String)> {
        let point = page.text("#scenario-point").await?;
        Ok((point, page.text("#scenario-interval").await?, page.text("#why-wide").await?))
    };
    let before = seen().await?;
    let high = page.attribute("#slider-spread-3", "max").await?;
    page.set("#slider-spread-3", &high).await?;
    let after = seen().await?;
    assert_eq!(after.0, before.0, "the point stays");
    assert_ne!(after.1, before.1, "the interval does not");
    assert_ne!(after.2, before.2, "and its reasons are the scenario's");
    page.element("#scenario-reset").await?.click().await?;
    assert_eq!(seen().await?, before);
    page.close().await
}

#[tokio::test]
async fn an_event_called_off_narrows_the_fan_and_a_rate_asked_about_is_explained() -> anyhow::Result<()> {
    let page = Page::open().await?;
    page.element("button[data-horizon='10']").await?.click().await?;
    let event = page.attribute("input[id^='event-']", "id").await?;
    let (wide, table) = (page.text("#scenario-interval").await?, page.text("#why-wide").await?);
    page.set(&format!("[id='{event}']"), "").await?;
    let narrow = page.text("#scenario-interval").await?;
    let low = |interval: &str| {
        interval.rsplit(": ").next().and_then(|ends| ends.split(' ').next()?.parse::<f64>().ok())
    };
    assert!(low(&narrow) > low(&wide), "without the event less is in doubt: {wide}, then {narrow}");
    assert_ne!(page.text("#why-wide").await?, table, "and the reasons are the scenario's");
    page.element("#scenario-reset").await?.click().await?;
    assert_eq!(page.text("#scenario-interval").await?, wide);
    let today = page.text("#why-above").await?;
    page.set("#above-rate", "19.5").await?;
    let asked = page.text("#why-above").await?;
    assert!(asked.contains("19.5000") && asked != today, "{asked}");
    assert!(asked.contains(&page.text("#above").await?), "the same probability in both places: {asked}");
    page.close().await
}

#[tokio::test]
async fn a_horizon_of_years_says_that_nothing_is_claimed_of_it() -> anyhow::Result<()> {
    let page = Page::open().await?;
    assert!(page.client().find_all(Locator::Css("#extended")).await?.is_empty());
    page.set("#horizon", "1260").await?;
    page.element("#extended").await?;
    let forecast: Value = page.ask("/api/v1/forecast?horizon=1260").await?;
    assert_eq!(forecast["maturity"]["extended"], true);
    let point = format!("{:.4}", forecast["point"].as_f64().context("a point")?);
    assert_eq!(page.text("#fan-point").await?, point);
    page.element("#parity[data-equal='true'][data-horizon='1260']").await?;
    assert!(page.text("#skill").await?.contains("252"), "what is claimed, and what is not");
    page.close().await
}

/// What the first view should transfer at most, all that it asks of the server included: 250 KiB.
const TRANSFER_BUDGET: f64 = 250.0 * 1_024.0;

#[tokio::test]
async fn the_first_view_is_light() -> anyhow::Result<()> {
    let page = Page::open().await?;
    for shown in LOADED {
        page.element(shown).await?;
    }
    let sum = "return performance.getEntriesByType('resource')
        .concat(performance.getEntriesByType('navigation'))
        .reduce((sum, entry) => sum + entry.transferSize, 0)";
    let bytes = page.client().execute(sum, Vec::new()).await?.as_f64().context("a number")?;
    assert!(bytes < TRANSFER_BUDGET, "{bytes} bytes");
    page.close().await
}

#[tokio::test]
async fn a_rollback_asks_first_and_resume_takes_it_back() -> anyhow::Result<()> {
    let page = Page::open().await?;
    let before: Versions = page.ask("/api/v1/versions").await?;
    page.element("button[data-rollback='24']").await?.click().await?;
    let confirm = page.element("#rollback-confirm").await?;
    assert!(!confirm.is_enabled().await?, "the version's number must be typed first");
    page.element("#rollback-cancel").await?.click().await?;
    let unchanged: Versions = page.ask("/api/v1/versions").await?;
    assert_eq!(unchanged, before, "asking changes nothing");
    page.element("button[data-rollback='24']").await?.click().await?;
    page.element("#rollback-reason").await?.send_keys("prueba").await?;
    page.element("#rollback-number").await?.send_keys("24").await?;
    page.element("#rollback-confirm").await?.click().await?;
    page.element("#pinned").await?;
    assert_eq!(page.text("#version-speaking").await?, "26");
    page.element("#parity[data-equal='true']").await?;
    page.element("#resume").await?.click().await?;
    page.element("tr[data-version='27'][data-speaks='true']").await?;
    assert_eq!(page.text("#version-speaking").await?, "27");
    let after: Versions = page.ask("/api/v1/versions?limit=2").await?;
    let kinds: Vec<VersionKind> = after.versions.iter().map(|version| version.kind).collect();
    assert_eq!(
        kinds,
        [VersionKind::Resume, VersionKind::Rollback { rollback_to: 24 }],
        "both are entries of the history"
    );
    assert_eq!(after.versions[1].reason, "prueba");
    page.close().await
}

#[tokio::test]
async fn the_chart_is_read_by_keyboard_and_the_page_speaks_both_languages() -> anyhow::Result<()> {
    let page = Page::open().await?;
    assert_eq!(page.attribute("html", "lang").await?, "es-MX");
    let spanish = page.text("#forecast-title").await?;
    page.element("svg#fan").await?;
    let silent = page.text("#readout").await?;
    let press = "const chart = document.querySelector('svg.crosshair'); chart.focus();
        chart.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true }));";
    page.client().execute(press, vec![json!("End")]).await?;
    let end = page.text("#readout").await?;
    assert_ne!(end, silent, "the crosshair answers to keys");
    page.client().execute(press, vec![json!("Home")]).await?;
    assert_ne!(page.text("#readout").await?, end);
    page.element("#language-en").await?.click().await?;
    page.element("html[lang^='en']").await?;
    assert_ne!(page.text("#forecast-title").await?, spanish);
    page.close().await
}

#[tokio::test]
async fn it_is_shown_in_light_and_dark_and_on_a_narrow_screen() -> anyhow::Result<()> {
    let page = Page::open().await?;
    let background = "return getComputedStyle(document.body).backgroundColor";
    let mut seen = Vec::new();
    for theme in ["light", "dark"] {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        page.client().execute(script, vec![json!(theme)]).await?;
        seen.push(page.client().execute(background, Vec::new()).await?);
        page.chromium.screenshot(&format!("dashboard-{theme}")).await?;
    }
    assert_ne!(seen[0], seen[1], "dark is dark");
    page.client().set_window_size(360, 900).await?;
    let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(
        page.client().execute(overflow, Vec::new()).await?,
        json!(0),
        "nothing runs off a narrow screen"
    );
    page.chromium.screenshot("dashboard-narrow").await?;
    page.close().await
}

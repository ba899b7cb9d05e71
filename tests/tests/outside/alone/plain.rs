//! The page in a Chromium that runs no script, and in one that has no WebAssembly: the latest forecast all the same.

use anyhow::{Context, ensure};
use fantoccini::Locator;
use paridad_tests::chromium::Chromium;
use paridad_tests::server::{Options, Server};
use paridad_wire::Forecast;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

/// What somebody reads in the tables at a path.
async fn read(chromium: &Chromium, server: &Server, path: &str, css: &str) -> anyhow::Result<String> {
    let client = chromium.client();
    client.goto(&server.url(path)).await?;
    let shown = client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
    Ok(shown.with_context(|| format!("waiting for {css} at {path}"))?.text().await?)
}

/// Whether a text has the forecast of a month, as the API gives it.
async fn check_month(text: &str, server: &Server) -> anyhow::Result<()> {
    let month = "/api/v1/forecast?horizon=21&quantiles=0.1,0.5,0.9";
    let answer = paridad_tests::http::client()?.get(server.url(month)).send().await?;
    let forecast: Forecast = answer.error_for_status()?.json().await?;
    let rates: Vec<String> = forecast.quantiles.iter().map(|one| format!("{:.2}", one.rate)).collect();
    let [low, middle, high] = &rates[..] else { anyhow::bail!("{rates:?}") };
    let row = text.lines().find(|line| line.starts_with("1 mes") || line.starts_with("1 month"));
    let row = row.with_context(|| format!("no month in {text}"))?;
    ensure!(row.ends_with(&format!("{middle} {low} {high}")), "{row} says not {middle} {low} {high}");
    let spot = format!("{:.4}", forecast.provenance.spot);
    ensure!(text.contains(&spot), "{text} says not {spot}");
    Ok(())
}

#[tokio::test]
async fn who_runs_no_script_reads_the_latest_forecast() -> anyhow::Result<()> {
    let (server, chromium) = (Server::start(&Options::default())?, Chromium::start_without_script().await?);
    for path in ["/", "/confianza?x=1"] {
        let text = read(&chromium, &server, path, "#latest").await?;
        check_month(&text, &server).await?;
        // This browser speaks English.
        ensure!(text.contains("needs JavaScript and WebAssembly"), "{text}");
        ensure!(text.contains("business days late"), "a history that ends in October says so: {text}");
        let rows = chromium.client().find_all(Locator::Css("#latest tbody tr")).await?.len();
        assert_eq!(rows, 12, "six horizons, twice");
        let waits = chromium.client().find(Locator::Css("#app")).await?;
        assert!(!waits.is_displayed().await?, "nobody is told to wait for what never comes");
    }
    chromium.screenshot("plain").await?;
    ensure!(chromium.console_errors().await?.is_empty());
    chromium.close().await
}

#[tokio::test]
async fn a_report_has_its_own_look_and_no_other() -> anyhow::Result<()> {
    let (server, chromium) = (Server::start(&Options::default())?, Chromium::start().await?);
    let text = read(&chromium, &server, "/api/v1/report?horizon=21&lang=es", "main").await?;
    ensure!(text.contains("Pronóstico de USD/MXN"), "{text}");
    let colour = "return getComputedStyle(document.querySelector('h1')).color";
    assert_eq!(chromium.client().execute(colour, Vec::new()).await?, "rgb(11, 92, 75)");
    chromium.screenshot("report").await?;
    ensure!(chromium.console_errors().await?.is_empty());
    chromium.close().await
}

#[tokio::test]
async fn who_has_no_web_assembly_reads_the_latest_forecast_too() -> anyhow::Result<()> {
    let (server, chromium) = (Server::start(&Options::default())?, Chromium::start_without_wasm().await?);
    for path in ["/", "/por-que"] {
        let text = read(&chromium, &server, path, "#app #latest").await?;
        check_month(&text, &server).await?;
        assert!(chromium.client().find_all(Locator::Css(".skeleton")).await?.is_empty());
    }
    let errors = chromium.console_errors().await?;
    let is_that = |error: &String| error.contains("WebAssembly");
    ensure!(
        !errors.is_empty() && errors.iter().all(is_that),
        "the console says why, and nothing else: {errors:?}"
    );
    chromium.close().await
}

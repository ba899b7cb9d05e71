//! The dashboard in a real browser: how much it transfers, and when it is interactive.

use super::Figure;
use crate::chromium::Chromium;
use crate::server::{Options, Server};
use anyhow::Context;
use fantoccini::Locator;
use serde_json::Value;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

/// What shows that all that the first page asks for has come, behind what can be read the engine too.
pub const ALL: &str = "#parity";

/// How often the page is opened, each time with an empty cache.
const VISITS: usize = 3;

/// What the browser knows of the page's resources and times, in bytes and milliseconds.
const FACTS: &str = "
    const all = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'));
    const sum = key => all.reduce((sum, entry) => sum + entry[key], 0);
    return [sum('transferSize'), sum('decodedBodySize'), performance.getEntriesByName('ready')[0].startTime,
        performance.getEntriesByType('navigation')[0].responseEnd];";

/// All figures of the dashboard.
///
/// # Errors
///
/// If there is no browser or the page does not become ready.
pub async fn figures() -> anyhow::Result<Vec<Figure>> {
    let server = Server::start(&Options::default())?;
    let mut best: Option<Vec<f64>> = None;
    for _ in 0..VISITS {
        let facts = visit(&server).await?;
        if best.as_ref().is_none_or(|best| facts[2] < best[2]) {
            best = Some(facts);
        }
    }
    let facts = best.context("the page was not visited")?;
    Ok(vec![
        Figure::new("dashboard, bytes transferred", facts[0], "B", ("the same uncompressed", facts[1])),
        Figure::new("dashboard, interactive after", facts[2], "ms", ("the page itself loaded", facts[3])),
    ])
}

async fn visit(server: &Server) -> anyhow::Result<Vec<f64>> {
    let chromium = Chromium::start().await?;
    let client = chromium.client();
    client.goto(&server.url("/")).await?;
    client.wait().at_most(PATIENCE).for_element(Locator::Css(ALL)).await?;
    let facts = client.execute(FACTS, Vec::new()).await?;
    chromium.close().await?;
    let facts: Option<Vec<f64>> =
        facts.as_array().map(|facts| facts.iter().filter_map(Value::as_f64).collect());
    facts.filter(|facts| facts.len() == 4).context("the browser did not say what it knows")
}

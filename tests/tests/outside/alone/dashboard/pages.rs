//! A journey for each page.

use super::page::Page;
use anyhow::Context;
use paridad_wire::{Scores, Series, Status, Today};
use serde_json::{Value, json};

const PATHS: [&str; 7] = ["/", "/pronostico", "/por-que", "/y-si", "/confianza", "/datos", "/versiones"];

#[tokio::test]
async fn today_says_the_rate_where_it_may_go_and_what_to_review() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    let today: Today = page.ask("/api/v1/today").await?;
    assert_eq!(page.text("#rate").await?, format!("{:.4}", today.rate.value));
    let last = today.fan.last().context("a fan")?;
    let interval = page.text("#interval").await?;
    for end in last.bands[1] {
        assert!(interval.contains(&format!("{end:.2}")), "{interval}");
    }
    assert!(page.text("#skew").await?.contains(&format!("{:.2}", last.median)));
    let points: usize = page.attribute("svg.fan", "data-points").await?.parse()?;
    assert_eq!(points, today.history.len(), "one point for each day of half a year");
    assert_eq!(page.count(".matrix tbody tr").await?, today.matrix.rows.len());
    let hits = page.text("#hits").await?;
    assert!(hits.contains(&today.trust.hits.inside.to_string()), "{hits}");
    assert_eq!(page.attribute("#age", "data-stale").await?, "true", "a history that ends in October says so");
    let stops = "return [...document.querySelectorAll('a[href],button:not([disabled]),input,select,summary,[tabindex]')]
        .filter(each => each.tabIndex >= 0 && each.checkVisibility()).length";
    let stops = page.script(stops).await?.as_u64().context("a number")?;
    assert!(stops <= 40, "{stops} stops of the keyboard");
    page.close().await
}

#[tokio::test]
async fn the_forecast_is_the_servers_in_every_number_and_bit() -> anyhow::Result<()> {
    let page = Page::open("/pronostico").await?;
    let status: Status = page.ask("/api/v1/status").await?;
    page.click("button[data-range='1a']").await?;
    let year_ago = status.provenance.origin - chrono::Months::new(12);
    let series: Series = page.ask(&format!("/api/v1/series/usdmxn?from={year_ago}")).await?;
    page.element(&format!("svg.fan[data-points='{}']", series.points.len())).await?;
    for level in ["50", "80", "95"] {
        let band = page.attribute(&format!(".band[data-level='{level}'] .fill"), "d").await?;
        assert!(band.len() > 100 && !band.contains("NaN"), "{level} %: {band}");
    }
    for horizon in ["1", "126"] {
        page.click(&format!("button[data-horizon='{horizon}']")).await?;
        page.element(&format!("#parity[data-equal='true'][data-horizon='{horizon}']")).await?;
        let forecast: Value =
            page.ask(&format!("/api/v1/forecast?horizon={horizon}&quantiles=0.1,0.9")).await?;
        let end = |place: usize| forecast["quantiles"][place]["rate"].as_f64().map(|rate| rate.to_string());
        assert_eq!(Some(page.attribute("#intervals", "data-low").await?), end(0));
        assert_eq!(Some(page.attribute("#intervals", "data-high").await?), end(1));
    }
    page.write("#above-rate", "20.5").await?;
    page.leave().await?;
    let asked: Value = page.ask("/api/v1/forecast?horizon=126&level=20.5").await?;
    let share = asked["probability"]["above"].as_f64().context("a probability")?;
    page.says("#above", &format!("{:.0} %", 100.0 * share)).await?;
    let touched: Value = page.ask("/api/v1/forecast?horizon=126&touch=20.8").await?;
    let share = touched["touch"]["probability"].as_f64().context("a probability")?;
    page.write("#covenant", "20.80").await?;
    page.leave().await?;
    page.says("#touch", &format!("{:.0} %", 100.0 * share)).await?;
    page.close().await
}

#[tokio::test]
async fn a_horizon_of_years_says_that_nothing_is_claimed_of_it() -> anyhow::Result<()> {
    let page = Page::open("/pronostico").await?;
    assert_eq!(page.count("#extended").await?, 0);
    page.write("#horizon", "1260").await?;
    page.leave().await?;
    page.element("#extended").await?;
    page.element("#parity[data-equal='true'][data-horizon='1260']").await?;
    page.close().await
}

#[tokio::test]
async fn reasons_are_large_first_and_say_when_there_is_no_direction() -> anyhow::Result<()> {
    let page = Page::open("/por-que").await?;
    let bars = page.count("svg#width rect.part").await?;
    assert_eq!(bars, 7, "the six features that change the width most, and the rest");
    assert_eq!(page.attribute("#sum-check", "data-equal").await?, "true");
    assert!(page.text("#change-sentence").await?.contains('¢'));
    assert!(
        page.text("#why-point").await?.contains("no ve dirección"),
        "a move of a hundredth of a centavo is none"
    );
    assert_eq!(page.count("svg#waterfall").await?, 0, "and has no bars");
    page.close().await
}

#[tokio::test]
async fn trust_is_a_verdict_first_and_each_chart_has_its_numbers() -> anyhow::Result<()> {
    let page = Page::open("/confianza").await?;
    let scores: Scores = page.ask("/api/v1/scores").await?;
    let row = scores.rows.iter().find(|row| row.regime.is_none() && row.horizon == 63).context("63 days")?;
    let verdict = page.text("#verdict").await?;
    assert!(verdict.contains(&format!("acertaron {:.0}", 100.0 * row.cover80)), "{verdict}");
    for card in ["#coverage", "#skill", "#fall", "#rolling", "#alarms"] {
        page.element(&format!("{card} svg")).await?;
        assert!(page.count(&format!("{card} details table")).await? > 0, "{card} has its numbers");
    }
    page.element("#drift").await?;
    page.close().await
}

#[tokio::test]
async fn every_page_has_a_name_no_code_word_and_stays_on_a_narrow_screen() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    let mut titles = Vec::new();
    for path in PATHS {
        page.client().set_window_size(1280, 900).await?;
        page.go(path).await?;
        titles.push(page.client().title().await?);
        assert_eq!(page.count("main h1").await?, 1, "{path}");
        let words = page.text("main").await?;
        for code in ["new_data", "page_hinkley", "adwin", "at_least", "NaN", "undefined", "0.00000"] {
            assert!(!words.contains(code), "{path} says {code}");
        }
        for width in [320, 768] {
            page.client().set_window_size(width, 900).await?;
            let overflow =
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(page.script(overflow).await?, json!(0), "nothing runs off {path} at {width}");
        }
    }
    titles.dedup();
    assert_eq!(titles.len(), PATHS.len(), "{titles:?}");
    page.close().await
}

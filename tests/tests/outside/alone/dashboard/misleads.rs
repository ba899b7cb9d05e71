//! What once misled, each with what must be seen instead.

use super::page::Page;
use anyhow::Context;
use paridad_wire::Forecast;
use serde_json::json;

#[tokio::test]
async fn a_day_counts_when_it_is_whole_in_either_language() -> anyhow::Result<()> {
    let page = Page::open("/pronostico").await?;
    for (language, text, shown) in [("es", "31/03/2027", "31/03/2027"), ("en", "03/31/2027", "03/31/2027")] {
        page.go(&format!("/pronostico?lang={language}")).await?;
        page.element("#intervals").await?;
        let before = page.path().await?;
        page.write("#maturity", text).await?;
        assert_eq!(page.path().await?, before, "half a day changes nothing");
        page.leave().await?;
        page.element("button[data-horizon]").await?;
        let forecast: Forecast = page.ask("/api/v1/forecast?date=2027-03-31").await?;
        page.element(&format!("#parity[data-horizon='{}']", forecast.maturity.horizon)).await?;
        let value = page.script("return document.querySelector('#maturity').value").await?;
        assert_eq!(value, json!(shown));
    }
    page.close().await
}

#[tokio::test]
async fn what_is_refused_is_said_and_marked() -> anyhow::Result<()> {
    let page = Page::open("/pronostico").await?;
    page.element("#intervals").await?;
    page.write("#maturity", "31/02/2027").await?;
    page.leave().await?;
    page.element("#maturity[aria-invalid='true']").await?;
    assert!(page.text("#maturity-remark").await?.contains("31/12/2026"), "it says how a day is written");
    page.write("#maturity", "01/01/2020").await?;
    page.leave().await?;
    page.says("[id='maturity-remark'][role='alert']", "posterior").await?;
    page.write("#horizon", "0").await?;
    page.leave().await?;
    page.element("#horizon[aria-invalid='true']").await?;
    page.close().await
}

#[tokio::test]
async fn one_scene_speaks_in_chart_sentence_table_and_probability() -> anyhow::Result<()> {
    let page = Page::open("/pronostico?si=volatility:2").await?;
    page.element(".scenario path").await?;
    page.element("#supposed").await?;
    let colour = |css: &str| format!("return getComputedStyle(document.querySelector({css:?})).color");
    let scenario = page.script(&colour("#interval")).await?;
    assert_eq!(
        page.script(&colour(".matrix .scenario-text")).await?,
        scenario,
        "the scenario has one colour"
    );
    let stroke =
        page.script("return getComputedStyle(document.querySelector('.scenario path')).stroke").await?;
    assert_eq!(stroke, scenario);
    let table = page.text("#intervals").await?;
    let ends = page.text("#interval").await?;
    let low = ends.split("entre ").nth(1).and_then(|rest| rest.split(' ').next()).context("an interval")?;
    assert!(table.contains(low), "the table has the sentence's ends: {low} in {table}");
    page.click("#supposed button").await?;
    page.changed("#interval", &ends).await?;
    assert_eq!(page.count(".scenario-text").await?, 0);
    page.close().await
}

#[tokio::test]
async fn the_middle_is_first_and_the_mean_is_explained() -> anyhow::Result<()> {
    let page = Page::open("/pronostico").await?;
    let numbers = page.text("#intervals").await?;
    let (middle, mean) = (numbers.find("Centro"), numbers.find("Media"));
    assert!(middle < mean && middle.is_some(), "{numbers}");
    let skew = page.text("#skew").await?;
    assert!(skew.contains("al alza") && skew.contains("a la baja") && skew.contains('¢'), "{skew}");
    page.close().await
}

#[tokio::test]
async fn the_way_back_leads_where_one_was_and_a_link_keeps_the_readers_language() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    page.click("nav a[href^='/pronostico']").await?;
    page.click("button[data-horizon='21']").await?;
    page.click("nav a[href^='/por-que']").await?;
    assert_eq!(page.path().await?, "/por-que?h=21", "what is looked at goes along");
    page.client().back().await?;
    page.element("#forecast-title").await?;
    page.client().back().await?;
    page.element("button[data-horizon='63'][aria-pressed='true']").await?;
    page.client().back().await?;
    page.element("#today-page").await?;
    page.go("/?lang=en").await?;
    page.element("html[lang^='en']").await?;
    page.go("/").await?;
    page.element("html[lang^='es']").await?;
    page.close().await
}

#[tokio::test]
async fn the_future_has_two_fifths_of_the_width() -> anyhow::Result<()> {
    let page = Page::open("/pronostico?rango=todo&h=5").await?;
    page.element("svg.fan .origin").await?;
    let share = "const svg = document.querySelector('svg.fan');
        const at = Number(svg.querySelector('.origin').getAttribute('x1'));
        const lines = [...svg.querySelectorAll('.tick line')];
        const left = Math.min(...lines.map(line => Number(line.getAttribute('x1'))));
        const right = Math.max(...lines.map(line => Number(line.getAttribute('x2'))));
        return (right - at) / (right - left)";
    let share = page.script(share).await?.as_f64().context("a number")?;
    assert!(share > 0.399, "{share}");
    page.close().await
}

//! The page is read by keyboard, in both languages.

use super::page::Page;
use fantoccini::key::Key;
use serde_json::json;

#[tokio::test]
async fn the_chart_is_read_by_keyboard_and_the_page_speaks_both_languages() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    assert_eq!(page.attribute("html", "lang").await?, "es-MX");
    let silent = page.text(".readout").await?;
    let press = "const chart = document.querySelector('svg.crosshair'); chart.focus();
        chart.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true }));";
    page.client().execute(press, vec![json!("End")]).await?;
    let end = page.changed(".readout", &silent).await?;
    page.client().execute(press, vec![json!("Home")]).await?;
    page.changed(".readout", &end).await?;
    let spanish = page.text("#next-title").await?;
    page.click("#settings summary").await?;
    page.click("#language-en").await?;
    page.element("html[lang^='en']").await?;
    page.changed("#next-title", &spanish).await?;
    page.close().await
}

#[tokio::test]
async fn keys_show_what_they_do_and_find_a_page() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    let press = "window.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], ctrlKey: arguments[1], cancelable: true }));";
    page.client().execute(press, vec![json!("?"), json!(false)]).await?;
    page.element("dialog#keys[open]").await?;
    page.click("dialog#keys button").await?;
    page.client().execute(press, vec![json!("k"), json!(true)]).await?;
    let field = page.element("#palette-text").await?;
    field.send_keys("confi").await?;
    field.send_keys(&Key::Enter.to_string()).await?;
    page.element("#verdict").await?;
    assert_eq!(page.path().await?, "/confianza");
    page.close().await
}

#[tokio::test]
async fn the_first_visit_is_shown_around_and_the_second_is_not() -> anyhow::Result<()> {
    let page = Page::open("/").await?;
    page.script("localStorage.removeItem('paridad.toured')").await?;
    page.go("/").await?;
    for _ in 0..5 {
        page.click("#tour-next").await?;
    }
    page.go("/").await?;
    assert_eq!(page.count("#tour").await?, 0);
    page.close().await
}

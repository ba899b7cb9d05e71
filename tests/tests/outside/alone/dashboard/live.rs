//! The page is live: what happens elsewhere is seen here, and a server that dies leaves the page working on what it has.

use super::page::Page;
use serde_json::json;

#[tokio::test]
async fn a_rollback_in_another_tab_is_seen_in_this_one() -> anyhow::Result<()> {
    let page = Page::open("/versiones").await?;
    page.post("/api/v1/rollback", json!({ "version": 24, "reason": "otra pestaña" })).await?;
    page.element("tr[data-version='26'][data-speaks='true']").await?;
    page.element("#version-speaking[data-version='26']").await?;
    page.click("nav a[href^='/pronostico']").await?;
    page.element("#pinned-banner").await?;
    page.element("#parity[data-equal='true']").await?;
    page.close().await
}

#[tokio::test]
async fn a_server_that_dies_leaves_the_page_working_and_is_asked_anew_when_it_is_back() -> anyhow::Result<()>
{
    let mut page = Page::open("/pronostico").await?;
    page.element("#parity").await?;
    let before = page.text("#interval").await?;
    page.server.kill()?;
    page.element("#silent").await?;
    page.click("button[data-horizon='21']").await?;
    let moved = page.changed("#interval", &before).await?;
    assert!(moved.contains("21"), "the engine goes on: {moved}");
    page.click("#settings summary").await?;
    page.click("#language-en").await?;
    page.says("#interval", "times in 100").await?;
    page.click("[data-theme-choice='dark']").await?;
    page.click("nav a[href^='/por-que']").await?;
    page.element("svg#width").await?;
    page.server.start_again()?;
    let gone = "return document.querySelector('#silent') === null";
    for _ in 0..200 {
        if page.script(gone).await? == json!(true) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(page.script(gone).await?, json!(true), "it is heard again");
    page.chromium.close().await
}

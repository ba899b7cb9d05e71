//! Versions: to look at one changes nothing, to go back asks first, and everybody sees it.

use super::page::Page;
use paridad_wire::{VersionKind, Versions};

#[tokio::test]
async fn a_rollback_asks_first_and_resume_takes_it_back() -> anyhow::Result<()> {
    let page = Page::open("/versiones").await?;
    let before: Versions = page.ask("/api/v1/versions").await?;
    let back = "[data-action='rollback'][data-number='24']";
    page.click(back).await?;
    let confirm = page.element("#confirm-do").await?;
    assert!(!confirm.is_enabled().await?, "reason and number must be typed first");
    page.write("#confirm-number", "24").await?;
    assert!(!confirm.is_enabled().await?, "a reason must be given");
    page.click("#confirm-cancel").await?;
    let unchanged: Versions = page.ask("/api/v1/versions").await?;
    assert_eq!(unchanged, before, "asking changes nothing");
    page.click(back).await?;
    page.write("#confirm-reason", "prueba").await?;
    page.write("#confirm-number", "24").await?;
    page.click("#confirm-do").await?;
    page.element("#pinned").await?;
    page.element("#version-speaking[data-version='26']").await?;
    page.says("#versions-done", "26").await?;
    let focused = page.script("return document.activeElement.id").await?;
    assert_eq!(focused, "page", "the keyboard is not lost");
    page.click("#resume").await?;
    assert!(page.text("#confirm-effect").await?.contains("26"), "resume says what it changes");
    page.write("#confirm-reason", "fin de la prueba").await?;
    page.click("#confirm-do").await?;
    page.element("tr[data-version='27'][data-speaks='true']").await?;
    page.element("#version-speaking[data-version='27']").await?;
    let after: Versions = page.ask("/api/v1/versions?limit=2").await?;
    let kinds: Vec<VersionKind> = after.versions.iter().map(|version| version.kind).collect();
    let both = [VersionKind::Resume, VersionKind::Rollback { rollback_to: 24 }];
    assert_eq!(kinds, both, "both are entries of the history");
    let reasons: Vec<&str> = after.versions.iter().map(|version| version.reason.as_str()).collect();
    assert_eq!(reasons, ["fin de la prueba", "prueba"]);
    page.close().await
}

#[tokio::test]
async fn a_version_is_looked_at_without_a_change_and_by_a_link_for_ever() -> anyhow::Result<()> {
    let page = Page::open("/versiones").await?;
    page.click("tr[data-version='20'] a").await?;
    page.element("#other-version").await?;
    page.element("#intervals").await?;
    assert!(page.path().await?.contains("version=20"));
    let (low, link) =
        (page.attribute("#intervals", "data-low").await?, page.attribute("#copy-link", "data-link").await?);
    assert!(link.contains("version=20"), "{link}");
    let versions: Versions = page.ask("/api/v1/versions").await?;
    assert_eq!(versions.speaking, 25, "nothing has changed for anybody");
    let path = link.split_once("/pronostico").map(|(_, query)| format!("/pronostico{query}"));
    page.go(&path.unwrap_or_default()).await?;
    assert_eq!(page.attribute("#intervals", "data-low").await?, low, "the same bits by the link");
    page.close().await
}

//! What if: every default lever moves the fan, and nothing is asked of the server for it.

use super::page::Page;

/// The levers that are there on the bundled history.
const LEVERS: [(&str, &str); 2] = [("spot", "19.90"), ("volatility", "2.00")];

const REQUESTS: &str = "return performance.getEntriesByType('resource').length";

#[tokio::test]
async fn every_default_lever_visibly_moves_the_fan_without_the_server() -> anyhow::Result<()> {
    let page = Page::open("/y-si").await?;
    page.element(".lever").await?;
    page.element("#parity").await?;
    let (fan, base) =
        (page.attribute(".band[data-level='80'] .fill", "d").await?, page.text("#interval").await?);
    let before = page.script(REQUESTS).await?;
    for (lever, value) in LEVERS {
        page.write(&format!("[id='value-{lever}']"), value).await?;
        page.leave().await?;
        let moved = page.changed("#interval", &base).await?;
        assert!(page.text("#scenario-change").await?.contains('¢'), "{lever}: {moved}");
        let drawn = page.attribute(".scenario path", "d").await?;
        assert!(!drawn.contains("NaN") && drawn.len() > 100, "{lever}: {drawn}");
        assert_eq!(
            page.attribute(".band[data-level='80'] .fill", "d").await?.len(),
            fan.len(),
            "the forecast stays"
        );
        page.click("#scenario-reset").await?;
        page.says("#interval", &base).await?;
    }
    let entries = page.script("return history.length").await?.as_u64();
    page.drag("[id='lever-volatility']", "3").await?;
    page.changed("#interval", &base).await?;
    let after = page.script("return history.length").await?.as_u64();
    assert_eq!(after, entries.map(|entries| entries + 1), "what is let go is one step of the way back");
    assert!(page.path().await?.contains("si=volatility:3"), "and stands in the address");
    assert_eq!(page.script(REQUESTS).await?, before, "no request was made");
    page.close().await
}

#[tokio::test]
async fn an_event_called_off_narrows_the_fan_and_levers_stand_by_what_they_move() -> anyhow::Result<()> {
    let page = Page::open("/y-si?h=10").await?;
    let event = page.attribute("input[id^='lever-event.']", "id").await?;
    let said = page.text("#scenario-change").await?;
    page.write(&format!("[id='{event}']"), " ").await?;
    page.leave().await?;
    let narrow = page.changed("#scenario-change", &said).await?;
    assert!(narrow.contains("ancho \u{2212}"), "without the event less is in doubt: {narrow}");
    let effects = "return [...document.querySelectorAll('.levers > .lever .effect')].map(each => parseFloat(each.textContent.replace(/[^0-9.]/g, '')))";
    let effects = page.script(effects).await?;
    let effects: Vec<f64> =
        effects.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
    let sorted = effects.iter().skip(2);
    assert!(effects.len() > 4 && sorted.is_sorted_by(|a, b| a >= b), "{effects:?}");
    page.close().await
}

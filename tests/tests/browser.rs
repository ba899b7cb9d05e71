//! The real dashboard in a real Chromium.

use paridad_tests::chromium::Chromium;

const PAGE: &str = "data:text/html,<title>Paridad</title><script>console.info('fine');\
                    console.error('broken')</script>";

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

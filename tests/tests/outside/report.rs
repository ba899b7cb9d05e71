//! A report from outside: what the API says, on a page that needs nothing but itself.

use anyhow::{Context, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::command;
use paridad_tests::start::Start;
use paridad_wire::{Forecast, Scores};
use std::fs;

async fn text(api: &Api, path: &str) -> anyhow::Result<String> {
    let answer = api.client.get(api.server.url(path)).send().await?;
    ensure!(answer.status() == 200, "{path}: {}", answer.text().await?);
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
    assert_eq!(header("content-type"), Some("text/html; charset=utf-8"));
    let policy = header("content-security-policy").context("no policy")?;
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    Ok(answer.text().await?)
}

#[tokio::test]
async fn a_report_says_what_the_api_says_and_needs_nothing_but_itself() -> anyhow::Result<()> {
    let start = Start::new(500, 0)?;
    let api = Api::start(&start)?;
    let report = text(&api, "/api/v1/report?lang=es&horizon=63").await?;
    for foreign in ["<script", "<link", "<img", "src=", "@import", "url(", " style=", "javascript:"] {
        assert!(!report.contains(foreign), "{foreign}");
    }
    let ends = "/api/v1/forecast?horizon=63&quantiles=0.025,0.1,0.25,0.5,0.75,0.9,0.975";
    let forecast: Forecast = api.get(ends).await?;
    let cells: Vec<String> =
        forecast.quantiles.iter().map(|quantile| format!("<td>{:.2}</td>", quantile.rate)).collect();
    ensure!(report.contains(&cells.concat()), "{report}");
    let provenance = &forecast.provenance;
    for said in [
        format!("Versión {}", provenance.version),
        provenance.snapshot.clone(),
        format!("{:.4}", provenance.spot),
        format!("href=\"{}\"", api.server.url("/pronostico?horizon=63")),
        "lang=\"es-MX\"".to_owned(),
    ] {
        ensure!(report.contains(&said), "{report} says not {said}");
    }
    let scores: Scores = api.get("/api/v1/scores").await?;
    let row =
        scores.rows.iter().find(|row| row.horizon == 63 && row.regime.is_none()).context("no scores")?;
    ensure!(report.contains(&format!("De {} pronósticos a 63 días", row.count)), "{report}");
    let english = text(&api, "/api/v1/report?lang=en&horizon=400").await?;
    ensure!(english.contains("Beyond a year nothing has been measured."), "{english}");
    for (query, code) in
        [("lang=fr", "unreadable-parameter"), ("horizon=0", "horizon"), ("horizont=3", "unknown-parameter")]
    {
        assert_eq!(api.refused(&format!("/api/v1/report?{query}"), "en").await?.code, code, "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn a_report_is_written_to_a_file_by_whoever_has_the_archive() -> anyhow::Result<()> {
    let start = Start::new(300, 0)?;
    let file = start.scratch().join("report.html");
    let mut reports = Vec::new();
    let mut server = Some(Api::start(&start)?);
    for _ in 0..2 {
        let mut command = command()?;
        command.args(start.args()).arg("--data-dir").arg(start.data_dir());
        let done = command.args(["report", "--lang", "en", "--out"]).arg(&file).output()?;
        ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        reports.push(fs::read_to_string(&file)?);
        // Dropping it kills it.
        server = None;
    }
    assert!(server.is_none());
    let [there, alone] = &reports[..] else { anyhow::bail!("two reports") };
    let body = |report: &str| report.split("<footer>").next().map(str::to_owned);
    assert_eq!(body(there), body(alone));
    ensure!(
        there.contains("/pronostico\"") && !alone.contains("/pronostico\""),
        "who has no server has no place"
    );
    Ok(())
}

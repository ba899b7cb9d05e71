//! The paths of the dashboard: each shows the page, filled with the latest forecast, and what is none says so to whom it concerns.

use anyhow::{Context, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server};
use paridad_tests::start::Start;
use paridad_wire::{Problem, Version};
use reqwest::{Method, Response, StatusCode};
use serde_json::json;

const PATHS: [&str; 7] = ["/", "/pronostico", "/por-que", "/y-si", "/confianza", "/datos", "/versiones"];

async fn ask(api: &Api, method: Method, path: &str, headers: &[(&str, &str)]) -> anyhow::Result<Response> {
    let request = api.client.request(method, api.server.url(path));
    Ok(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send().await?)
}

fn header(answer: &Response, name: &str) -> Option<String> {
    Some(answer.headers().get(name)?.to_str().ok()?.to_owned())
}

#[tokio::test]
async fn each_path_of_the_dashboard_is_the_page_whatever_is_asked_of_it() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?;
    let page = ask(&api, Method::GET, "/", &[]).await?.text().await?;
    for path in PATHS {
        for query in ["", "?horizon=21&lang=en", "?%FF"] {
            let answer = ask(&api, Method::GET, &format!("{path}{query}"), &[]).await?;
            assert_eq!(answer.status(), 200, "{path}{query}");
            assert_eq!(header(&answer, "content-type").as_deref(), Some("text/html; charset=utf-8"));
            assert_eq!(header(&answer, "cache-control").as_deref(), Some("no-cache"));
            assert_eq!(answer.text().await?, page, "{path}{query}");
        }
        assert_eq!(ask(&api, Method::HEAD, path, &[]).await?.status(), 200, "{path}");
        assert_eq!(ask(&api, Method::POST, path, &[]).await?.status(), 405, "{path}");
    }
    assert_eq!(ask(&api, Method::POST, "/pronosticos", &[]).await?.status(), 404);
    Ok(())
}

#[tokio::test]
async fn a_path_that_is_none_is_a_page_for_people_and_a_problem_for_programs() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?;
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for path in ["/pronosticos", "/pronostico/", "/index.php", "/api/v1/nada"] {
        for accept in ["*/*", "application/json"] {
            let answer = ask(&api, Method::GET, path, &[("accept", accept)]).await?;
            assert_eq!(answer.status(), 404);
            assert_eq!(
                header(&answer, "content-type").as_deref(),
                Some("application/problem+json"),
                "{path}"
            );
            assert_eq!(answer.json::<Problem>().await?.code, "not-found");
        }
        for (language, title) in [("es-MX", "No hay nada aquí"), ("en", "There is nothing here")] {
            let headers = [("accept", browser), ("accept-language", language)];
            let answer = ask(&api, Method::GET, path, &headers).await?;
            assert_eq!(answer.status(), 404);
            assert_eq!(
                header(&answer, "content-type").as_deref(),
                Some("text/html; charset=utf-8"),
                "{path}"
            );
            assert!(header(&answer, "content-security-policy").is_some());
            let text = answer.text().await?;
            ensure!(text.contains(title) && text.contains("href=\"/\""), "{text}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_page_is_asked_about_each_time_and_sent_when_it_is_another() -> anyhow::Result<()> {
    let start = Start::new(300, 1)?;
    let api = Api::start(&start)?;
    let first = ask(&api, Method::GET, "/", &[]).await?;
    let tag = header(&first, "etag").context("no tag")?;
    let vary: Vec<_> =
        first.headers().get_all("vary").iter().map(|value| value.to_str().unwrap_or("")).collect();
    ensure!(vary.join(", ").contains("accept-language"), "{vary:?}");
    let again = async |headers: &[(&str, &str)]| {
        let headers = [headers, &[("if-none-match", tag.as_str())]].concat();
        ask(&api, Method::GET, "/datos", &headers).await
    };
    let same = again(&[]).await?;
    assert_eq!((same.status(), header(&same, "etag")), (StatusCode::NOT_MODIFIED, Some(tag.clone())));
    assert_eq!(again(&[("accept-encoding", "br")]).await?.status(), 304, "in whatever form it was sent");
    let english = again(&[("accept-language", "en")]).await?;
    assert_eq!(english.status(), 200);
    ensure!(english.text().await?.contains("Probability that the dollar ends above"));
    let _: Version = api.post("/api/v1/rollback", json!({ "version": 1, "reason": "to see" })).await?;
    let pinned = again(&[]).await?;
    assert_eq!(pinned.status(), 200);
    ensure!(pinned.text().await?.contains(", fijada."));
    Ok(())
}

#[tokio::test]
async fn before_there_is_a_forecast_the_page_says_so() -> anyhow::Result<()> {
    // A history that is not bundled takes a while to learn.
    let start = Start::new(2_000, 0)?;
    let options = Options { args: start.args(), data_dir: Some(start.data_dir()), ..Options::default() };
    let api = Api::of(Server::start_unready(&options)?)?;
    let text = ask(&api, Method::GET, "/", &[]).await?.text().await?;
    ensure!(text.contains("Aún no hay pronóstico"), "{text}");
    Ok(())
}

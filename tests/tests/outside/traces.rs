//! One id leads through the log from a request through the pull that it asks for to the archive, and from the schedule too.

use anyhow::{Context, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server};
use paridad_tests::start::Start;
use serde_json::json;

/// The id of a trace that somebody else has begun.
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

#[tokio::test]
async fn what_comes_of_a_request_bears_its_trace_from_the_edge_to_the_archive() -> anyhow::Result<()> {
    let start = Start::new(80, 2)?;
    let env = vec![("PARIDAD_LOG".to_owned(), "paridad=debug".to_owned())];
    let options = Options { args: start.args(), env, data_dir: Some(start.data_dir()) };
    let api = Api::of(Server::start(&options)?)?;
    start.ecb.publish_until(*start.coming.last().context("days")?);
    let pull = api.client.post(api.server.url("/api/v1/pull")).json(&json!({ "source": "ecb" }));
    let answer = pull.header("traceparent", format!("00-{TRACE}-b7ad6b7169203331-01")).send().await?;
    let told = answer.headers()["traceresponse"].to_str()?.to_owned();
    ensure!(answer.status().is_success() && told.starts_with(&format!("00-{TRACE}-")), "{told}");

    let log = api.server.stderr();
    let of_pull: Vec<&str> = log.lines().filter(|line| line.contains(TRACE)).collect();
    for (span, event) in [
        ("request{", "answered"),
        (":pull{source=\"ecb\"}", "fetched"),
        (":pull{source=\"ecb\"}", "written to the archive"),
    ] {
        let is_there = of_pull.iter().any(|line| line.contains(span) && line.contains(event));
        ensure!(is_there, "no {event} in {span} of this trace:\n{log}");
    }
    let other = api.client.get(api.server.url("/api/v1/status")).send().await?;
    ensure!(!other.headers()["traceresponse"].to_str()?.contains(TRACE), "another request is another trace");
    Ok(())
}

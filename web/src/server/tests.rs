//! What every request passes, tried on routes without an archive.

mod asked;

use super::*;
use crate::app::{Declared, Needs};
use crate::cli::Cli;
use crate::secrets::token::Right;
use crate::setup::running::INSTANCE;
use crate::setup::sources::Sources;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use axum::routing::get;
use clap::Parser;
use tower::Service;

fn app() -> Arc<App> {
    // Fails only if a test before this one has installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let nowhere = "http://127.0.0.1:9/";
    let words = ["paridad", "--ecb-url", nowhere, "--ecb-portal-url", nowhere, "verify"];
    let options = Cli::parse_from(words).options;
    Arc::new(App::new(&options, Sources::of(&options).unwrap(), "0123".to_owned()))
}

async fn ask(mut router: Router, method: Method, path: &str, host: &str) -> Response {
    let request = Request::builder().method(method).uri(path).header("host", host);
    router.call(request.body(Body::empty()).unwrap()).await.unwrap()
}

fn assert_is_problem(response: &Response, status: StatusCode) {
    assert_eq!(response.status(), status);
    let headers = response.headers();
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
}

#[tokio::test]
async fn every_refusal_is_a_problem_with_the_headers_of_any_answer() {
    let cases = [
        (Method::DELETE, "/api/v1/status", "localhost", StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, "/nothing", "localhost", StatusCode::NOT_FOUND),
        (Method::POST, "/api/v1/verify", "localhost", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (Method::POST, "/api/v1/backup", "localhost", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (Method::GET, "/api/v1/series/%FF", "localhost", StatusCode::BAD_REQUEST),
        (Method::GET, "/api/v1/snapshot?x=1", "localhost", StatusCode::BAD_REQUEST),
        (Method::GET, "/api/v1/forecast?horizon=5&horizon=7", "localhost", StatusCode::BAD_REQUEST),
        (Method::GET, "/api/v1/batches?limit=0", "localhost", StatusCode::BAD_REQUEST),
        (Method::GET, "/api/v1/weights?limit=1001", "localhost", StatusCode::BAD_REQUEST),
        (Method::GET, "/api/v1/held?before=x", "localhost", StatusCode::BAD_REQUEST),
        (Method::GET, "/api/v1/jobs/7", "localhost", StatusCode::NOT_FOUND),
        (Method::GET, "/api/v1/audit", "localhost", StatusCode::SERVICE_UNAVAILABLE),
        (Method::GET, "/livez", "evil.example", StatusCode::MISDIRECTED_REQUEST),
    ];
    for (method, path, host, status) in cases {
        assert_is_problem(&ask(router(app()), method, path, host).await, status);
    }
}

#[tokio::test]
async fn a_parameter_that_has_no_meaning_is_refused_wherever_it_stands() {
    let asked = ["/livez", "/readyz", "/metrics", "/api/v1/tokens", "/api/v1/precedents", "/api/v1/jobs"];
    let changed =
        ["pull", "rollback", "resume", "backup", "verify", "observations", "webhooks/a", "tokens", "held/1"];
    let changed = changed.map(|path| format!("/api/v1/{path}"));
    let asked = asked.map(|path| (Method::GET, path.to_owned()));
    for (method, path) in asked.into_iter().chain(changed.map(|path| (Method::POST, path))) {
        let refused = ask(router(app()), method, &format!("{path}?x=1"), "localhost").await;
        assert_is_problem(&refused, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_panic_is_counted_and_answered_as_a_problem() {
    let app = app();
    let broken = get(async || -> &'static str { panic!("broken") });
    let router = protected(Router::new().route("/broken", broken), app.clone());
    assert_is_problem(
        &ask(router, Method::GET, "/broken", "localhost").await,
        StatusCode::INTERNAL_SERVER_ERROR,
    );
    let metrics = app.metrics.render(None, &[], chrono::Utc::now()).unwrap();
    assert!(metrics.contains("route=\"/broken\",status=\"500\""), "{metrics}");
}

#[tokio::test]
async fn a_server_says_which_run_it_is() {
    let response = ask(router(app()), Method::GET, "/livez", "localhost").await;
    assert_eq!(response.headers()[INSTANCE], "0123");
}

#[tokio::test]
async fn a_header_without_a_token_is_refused_with_a_challenge_and_one_with_a_token_waits_for_the_archive() {
    let ask_as = async |authorization: &str| {
        let request = Request::builder().uri("/api/v1/status").header("host", "localhost");
        let request = request.header("authorization", authorization).body(Body::empty()).unwrap();
        router(app()).call(request).await.unwrap()
    };
    for wrong in ["Basic cGR0", "Bearer", "pdt_0"] {
        let response = ask_as(wrong).await;
        assert!(response.headers().contains_key(header::WWW_AUTHENTICATE));
        assert_is_problem(&response, StatusCode::UNAUTHORIZED);
    }
    assert_is_problem(&ask_as("Bearer pdt_0").await, StatusCode::SERVICE_UNAVAILABLE);
}

/// Each route with its method and what it needs, as the API has them; `PARIDAD_BLESS=1` writes them down anew.
const ROUTES: &str = "src/server/routes.txt";

#[test]
fn every_route_says_what_it_needs() {
    let word = |needs| match needs {
        Needs::Nothing => "open".to_owned(),
        Needs::Signature => "signed".to_owned(),
        Needs::Right(right) => format!("{right:?}").to_lowercase(),
    };
    let line = |route: &Declared| format!("{} {} {}\n", route.method, route.path, word(route.needs));
    let declared: String = routes().apart().1.iter().map(line).collect();
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(ROUTES);
    if std::env::var_os("PARIDAD_BLESS").is_some() {
        std::fs::write(&file, &declared).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), declared, "PARIDAD_BLESS=1 writes {ROUTES} anew");
}

#[test]
fn what_is_not_declared_is_an_administrators_where_it_would_change_something() {
    let gate = Gate::new(app(), routes().apart().1);
    let needed = |method, path| gate.needed(&method, path);
    assert_eq!(needed(Method::GET, "/api/v1/held"), Right::Read.into());
    assert_eq!(needed(Method::HEAD, "/api/v1/tokens"), Right::Administer.into());
    assert_eq!(needed(Method::POST, "/api/v1/held"), Right::Review.into());
    assert_eq!(needed(Method::POST, "/api/v1/webhooks/{name}"), Needs::Signature);
    assert_eq!(needed(Method::DELETE, "/api/v1/webhooks/{name}"), Right::Administer.into());
    assert_eq!(needed(Method::DELETE, "/api/v1/forecast"), Right::Administer.into());
    assert_eq!(needed(Method::POST, "/livez"), Needs::Nothing);
    assert_eq!(needed(Method::POST, ""), Right::Administer.into());
    assert_eq!(needed(Method::GET, ""), Right::Read.into());
}

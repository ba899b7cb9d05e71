//! The HTTP server: routes, and what every request passes.

mod args;
mod command;
mod connections;
mod gate;
mod guard;
mod headers;
mod panic;
mod refitter;
mod socket;
mod trail;

pub(crate) use args::ServeArgs;
pub(crate) use command::run;

use crate::app::{App, Routes, TraceId};
use crate::{
    audit, backup, calendar, change, co_movement, dashboard, drift, episodes, exclusion, explanation,
    forecast, freshness, health, jobs, live, precedents, push, quality, report, review, scores, series,
    sources, today, tokens, verify, versions, weights,
};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use gate::Gate;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::RequestBodyDeadlineLayer;
use tracing::Instrument;

/// How long a client may take to send a body.
const BODY_WITHIN: Duration = Duration::from_secs(120);

/// How hard answers are compressed: above it each percent costs ten times the time.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(6);

/// What every capability answers, and what each route needs of who asks.
fn routes() -> Routes {
    let capabilities = [
        audit::routes(),
        backup::routes(),
        calendar::routes(),
        change::routes(),
        co_movement::routes(),
        drift::routes(),
        episodes::routes(),
        exclusion::routes(),
        explanation::routes(),
        forecast::routes(),
        freshness::routes(),
        health::routes(),
        jobs::routes(),
        live::routes(),
        precedents::routes(),
        push::routes(),
        quality::routes(),
        report::routes(),
        review::routes(),
        scores::routes(),
        series::routes(),
        sources::routes(),
        today::routes(),
        tokens::routes(),
        verify::routes(),
        versions::routes(),
        weights::routes(),
    ];
    capabilities.into_iter().fold(Routes::default(), Routes::and)
}

/// The whole of what is answered.
pub(crate) fn router(app: Arc<App>) -> Router {
    let (routes, declared) = routes().apart();
    let gate = Gate::new(app.clone(), declared);
    let routes = routes
        .fallback(dashboard::asset)
        .method_not_allowed_fallback(dashboard::method_not_allowed)
        .layer(from_fn_with_state(gate, gate::check));
    protected(routes, app)
}

/// Routes with what every request passes, the innermost first: refusals and panics are counted, and carry the same
/// headers as any other answer.
fn protected(routes: Router<Arc<App>>, app: Arc<App>) -> Router {
    routes
        .layer(DefaultBodyLimit::max(guard::BODY_MAX_BYTES))
        .layer(RequestBodyDeadlineLayer::new(BODY_WITHIN))
        .layer(CompressionLayer::new().quality(COMPRESSION))
        .layer(from_fn(guard::check))
        .layer(CatchPanicLayer::custom(panic::catch))
        .layer(from_fn(panic::report))
        .layer(from_fn_with_state(app.clone(), count))
        .layer(map_response(headers::secure))
        .layer(from_fn(trace))
        .with_state(app)
}

/// Lets all that is logged of a request bear one id, which the answer bears too.
async fn trace(request: Request, next: Next) -> Response {
    let trace = TraceId::of(request.headers());
    let (method, path) = (request.method().as_str(), request.uri().path());
    let span = tracing::info_span!("request", %trace, method, path);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    span.in_scope(|| tracing::debug!(status, took = ?began.elapsed(), "answered"));
    if let Ok(value) = trace.response().try_into() {
        response.headers_mut().insert(TraceId::RESPONSE, value);
    }
    response
}

/// Counts each request by its route and status.
async fn count(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or_else(|| "asset".to_owned(), |path| path.as_str().to_owned());
    let start = Instant::now();
    let response = next.run(request).await;
    app.metrics.observe(route, response.status().as_u16(), start.elapsed());
    response
}

#[cfg(test)]
mod tests;

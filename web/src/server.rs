//! The HTTP server: routes, and what every request passes.

pub(crate) mod connections;
mod guard;
mod headers;
mod identity;
mod panic;
mod refitter;
mod socket;
mod trail;

pub(crate) use refitter::run as refit;
pub(crate) use socket::{Owner, Socket, SocketFile};
pub(crate) use trail::{note_knocks, watch_door};

use crate::app::App;
use crate::handlers;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::RequestBodyDeadlineLayer;

/// How long a client may take to send a body.
const BODY_WITHIN: Duration = Duration::from_secs(120);

/// How hard answers are compressed: above it each percent costs ten times the time.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(6);

/// All routes.
pub(crate) fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .route("/status", get(handlers::status))
        .route("/forecast", get(handlers::forecast))
        .route("/explanation", get(handlers::explanation))
        .route("/paths", get(handlers::paths))
        .route("/change", get(handlers::change))
        .route("/scores", get(handlers::scores))
        .route("/drift", get(handlers::drift))
        .route("/weights", get(handlers::weights))
        .route("/series", get(handlers::series_list))
        .route("/series/{id}", get(handlers::series))
        .route("/series/{id}/profiles", get(handlers::profiles))
        .route("/series/{id}/vintages", get(handlers::vintages))
        .route("/versions", get(handlers::versions))
        .route("/batches", get(handlers::batches))
        .route("/audit", get(handlers::audit))
        .route("/sources", get(handlers::sources))
        .route("/runs", get(handlers::runs))
        .route("/freshness", get(handlers::freshness))
        .route("/held", get(handlers::held).post(handlers::decide_group))
        .route("/held/groups", get(handlers::held_groups))
        .route("/held/{number}", post(handlers::decide))
        .route("/precedents", get(handlers::precedents).post(handlers::propose))
        .route("/precedents/{number}/agree", post(handlers::agree))
        .route("/precedents/{number}/revoke", post(handlers::revoke_precedent))
        .route("/batches/{number}/take-out", get(handlers::extent_of).post(handlers::take_out))
        .route("/batches/{number}/take-out/preview", post(handlers::preview_take_out))
        .route("/batches/{number}/put-back", post(handlers::put_back))
        .route("/batches/{number}/put-back/preview", post(handlers::preview_put_back))
        .route("/challengers", post(handlers::challenger))
        // What it was called before.
        .route("/candidates", post(handlers::challenger))
        .route("/versions/{number}/promote", post(handlers::promote))
        .route("/snapshot", get(handlers::snapshot))
        .route("/pull", post(handlers::pull))
        .route("/rollback", post(handlers::rollback))
        .route("/resume", post(handlers::resume))
        .route("/verify", post(handlers::verify))
        .route("/jobs", get(handlers::jobs))
        .route("/jobs/{number}", get(handlers::job))
        .route("/jobs/{number}/cancel", post(handlers::cancel))
        .route("/backup", post(handlers::backup))
        .route("/observations", post(handlers::observations))
        .route("/webhooks/{name}", post(handlers::webhook))
        .route("/tokens", get(handlers::tokens).post(handlers::make_token))
        .route("/tokens/{name}/revoke", post(handlers::revoke_token));
    let routes = Router::new()
        .nest("/api/v1", api)
        .route("/livez", get(handlers::livez))
        .route("/readyz", get(handlers::readyz))
        .route("/metrics", get(handlers::metrics))
        .fallback(handlers::asset)
        .method_not_allowed_fallback(handlers::method_not_allowed)
        .layer(from_fn_with_state(app.clone(), identity::check));
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
        .with_state(app)
}

/// Counts each request by its route and status.
async fn count(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or_else(|| "asset".to_owned(), |path| path.as_str().to_owned());
    let start = std::time::Instant::now();
    let response = next.run(request).await;
    app.metrics.observe(route, response.status().as_u16(), start.elapsed());
    response
}

#[cfg(test)]
mod tests;

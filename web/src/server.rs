//! The HTTP server: routes, and what every request passes.

mod address;
mod beside;
pub(crate) mod connections;
mod door;
mod guard;
mod headers;
mod holders;
mod identity;
mod jobs;
mod metrics;
mod panic;
pub(crate) mod pulling;
mod readers;
mod refitter;
mod scheduler;
mod socket;
mod trail;
mod turn;
mod watcher;

pub(crate) use address::{Address, INSTANCE, Remembered};
pub(crate) use beside::{carry_out, challenge};
pub(crate) use door::Door;
pub(crate) use holders::Holders;
pub(crate) use identity::Identity;
pub(crate) use jobs::{Jobs, Kind};
pub(crate) use metrics::Metrics;
pub(crate) use readers::{Laid, Readers};
pub(crate) use refitter::run as refit;
pub(crate) use scheduler::run as schedule;
pub(crate) use socket::{Owner, SOCKET_FILE, Socket, SocketFile};
pub(crate) use trail::{Knocks, note, note_knocks, watch_door};
pub(crate) use turn::{Turns, choose, conduct};
pub(crate) use watcher::run as watch;

use crate::cli::Options;
use crate::concerns::Concerns;
use crate::conductor::{Choice, Conductor, Published, Stop};
use crate::handlers;
use crate::problem::Trouble;
use crate::sources::Sources;
use crate::view::View;
use crate::wording::Language;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Notify, OnceCell};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::RequestBodyDeadlineLayer;

/// The most bytes that a body may have.
pub(super) const BODY_MAX_BYTES: usize = 64 << 20;

/// How long a client may take to send a body.
const BODY_WITHIN: Duration = Duration::from_secs(120);

/// How hard answers are compressed: above it each percent costs ten times the time.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(6);

/// What the handlers share.
#[derive(Debug)]
pub(crate) struct App {
    /// By what this run is recognised.
    pub(crate) instance: String,
    /// The folder of the archive, and of the small files beside it.
    pub(crate) folder: PathBuf,
    /// The folder for backups.
    pub(crate) backups: PathBuf,
    /// What readers see.
    pub(crate) published: Published,
    /// What somebody should look after.
    pub(crate) concerns: Concerns,
    /// The one writer, once it is ready; whoever holds the lock writes.
    pub(crate) conductor: OnceCell<Arc<Mutex<Conductor>>>,
    /// Who chooses which version speaks, once it is ready.
    pub(crate) choice: OnceCell<Choice>,
    /// Its archive, for whoever reads for a request.
    pub(crate) readers: Readers,
    /// Who holds a token.
    pub(crate) holders: Holders,
    /// Told whenever something may have been learned, which may have opened refits.
    pub(crate) learned: Notify,
    /// Where data come from, as configured.
    pub(crate) sources: Sources,
    /// Who pulls them now.
    pub(crate) turns: Turns,
    /// What goes on after its request was answered.
    pub(crate) jobs: Jobs,
    /// Who learns beside the one writer now: it takes a core for long.
    pub(crate) beside: Mutex<()>,
    /// Asked to end together with the server.
    pub(crate) stop: Stop,
    /// Whether who shows no token is let in.
    pub(crate) door: Door,
    /// Those who were not let in.
    pub(crate) knocks: Knocks,
    /// What has been counted.
    pub(crate) metrics: Metrics,
}

impl App {
    /// What they share before anything is open.
    pub(crate) fn new(options: &Options, sources: Sources, instance: String) -> Self {
        let stop = Stop::default();
        Self {
            instance,
            folder: options.data_dir.clone(),
            backups: options.backups(),
            published: Published::default(),
            concerns: Concerns::default(),
            conductor: OnceCell::new(),
            choice: OnceCell::new(),
            readers: Readers::default(),
            holders: Holders::default(),
            learned: Notify::new(),
            sources,
            turns: Turns::default(),
            jobs: Jobs::until(stop.clone()),
            beside: Mutex::default(),
            stop,
            door: Door::default(),
            knocks: Knocks::default(),
            metrics: Metrics::default(),
        }
    }

    /// The version that speaks, once there is one.
    pub(crate) fn view(&self) -> Result<Arc<View>, Trouble> {
        self.published.load_full().ok_or(Trouble::NotReady)
    }
}

/// The language of a request.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    Language::preferred(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

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
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
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

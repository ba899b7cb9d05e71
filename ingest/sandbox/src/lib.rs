//! A sandbox: it speaks on loopback as the public sources do, of generated series, and misbehaves on demand.
//!
//! Every series of the catalogue is there, in values that follow from a seed and are named synthetic in every title. What is
//! published depends on the sandbox's own clock and on the catalogue's rules of availability. Nothing here is
//! data: it shows that sources are read, checked and learned from as they should be, without a token and without them.

mod app;
mod banxico;
mod cboe;
mod clock;
mod control;
pub mod counters;
mod dice;
mod ecb;
mod fed;
mod inegi;
mod look;
mod mischief;
pub mod switches;
mod twin;
mod ustreasury;
mod world;

pub use clock::{ClockError, DAYS, after_publications};

use app::App;
use axum::middleware::from_fn_with_state;
use chrono::{DateTime, NaiveDate, Utc};
use clock::Clock;
use counters::Counters;
use std::net::SocketAddr;
use std::sync::Arc;
use switches::Switches;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use twin::Twin;

/// The sources that it stands in for.
const TWINS: [Twin; 6] = [ecb::TWIN, banxico::TWIN, inegi::TWIN, ustreasury::TWIN, fed::TWIN, cboe::TWIN];

/// What a sandbox starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Where to listen; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// What all values follow from.
    pub seed: u64,
    /// The first day of which there are values.
    pub from: NaiveDate,
    /// What the clock shows at the start.
    pub now: DateTime<Utc>,
    /// How it misbehaves at the start.
    pub switches: Switches,
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// What it says is not true, so nobody else may hear it.
    #[error("the sandbox must listen on a loopback address such as 127.0.0.1:8090, got {0}")]
    NotLoopback(SocketAddr),
    /// The clock cannot be set so.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// The address is taken, or not ours.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

/// The way to start one.
#[derive(Debug, Clone, Copy)]
pub struct Sandbox;

/// A sandbox that serves until it is stopped or dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    app: Arc<App>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Sandbox {
    /// Generates the series and serves them.
    pub async fn start(options: Options) -> Result<Running, StartError> {
        let Options { listen, seed, from, now, switches } = options;
        if !listen.ip().is_loopback() {
            return Err(StartError::NotLoopback(listen));
        }
        let app = Arc::new(App::new(seed, from, Clock::set_to(now)?, switches));
        let listen_error = |source| StartError::Listen { address: listen, source };
        let listener = TcpListener::bind(listen).await.map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let until_stopped = async move {
            // A dropped sender stops it too.
            let _ = stopped.await;
        };
        let server = axum::serve(listener, router(app.clone())).with_graceful_shutdown(until_stopped);
        let serving = tokio::spawn(server.into_future());
        Ok(Running { address, app, stop, serving })
    }
}

fn router(app: Arc<App>) -> axum::Router {
    let sources = TWINS.iter().fold(axum::Router::new(), |all, twin| all.merge((twin.routes)()));
    let spoilt = sources.layer(from_fn_with_state(app.clone(), mischief::spoil));
    spoilt.merge(control::router()).with_state(app)
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the source is that is asked at the address with this flag, such as `banxico-url`; the sandbox itself where none is.
    pub fn place(&self, flag: &str) -> String {
        let places = TWINS.iter().flat_map(|twin| twin.places);
        let path = places.into_iter().find(|place| place.0 == flag).map_or("", |place| place.1);
        self.url(path)
    }

    /// The addresses of all sources, each with its flag.
    pub fn places(&self) -> impl Iterator<Item = (&'static str, String)> {
        TWINS.iter().flat_map(|twin| twin.places).map(|(flag, path)| (*flag, self.url(path)))
    }

    /// All rates that its ECB has published, in the form of `eurofxref-hist.csv`: an archive may begin with them.
    pub fn ecb_history(&self) -> String {
        ecb::table(&self.app.look())
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was counted so far.
    pub fn counters(&self) -> Counters {
        self.app.counters()
    }

    /// How it misbehaves.
    pub fn switches(&self) -> Switches {
        self.app.switches()
    }

    /// Sets all switches.
    pub fn switch(&self, switches: Switches) {
        self.app.switch(switches);
    }

    /// What its clock shows.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.now()
    }

    /// Sets its clock, which runs on from there.
    pub fn set_clock(&self, moment: DateTime<Utc>) -> Result<(), ClockError> {
        self.app.set_clock(moment)
    }

    /// Answers what is being asked and stops.
    pub async fn stop(self) {
        // Both fail only if the server has ended already.
        let _ = self.stop.send(());
        let _ = self.serving.await;
    }
}

#[cfg(test)]
mod tests;

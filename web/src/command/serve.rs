//! `paridad serve`: the API and the dashboard, on loopback.

use super::output::{Bar, line, warn};
use super::{HISTORY_UNUSED, history};
use crate::cli::Options;
use crate::client::Client;
use crate::conductor::{ARCHIVE_FILE, Conductor, Published};
use crate::server::{Address, App, Metrics, refit, router};
use crate::sources::Sources;
use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Mutex, Notify, OnceCell};

/// How long requests in flight may take after the server was asked to stop.
const FAREWELL: Duration = Duration::from_secs(10);

pub(super) async fn run(options: &Options, listen: SocketAddr) -> Result<ExitCode> {
    if !listen.ip().is_loopback() {
        bail!(
            "--listen must be a loopback address such as 127.0.0.1:8080, got {listen}: there are no tokens yet"
        );
    }
    std::fs::create_dir_all(&options.data_dir)
        .with_context(|| format!("the folder {} cannot be made", options.data_dir.display()))?;
    if let Some(other) = Client::discover(&options.data_dir).await? {
        bail!("a server runs on {} already: {}", options.data_dir.display(), other.base());
    }
    let sources = Sources::of(options)?;
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    let own = Address::new(address);
    let app = Arc::new(App {
        instance: own.instance.clone(),
        published: Published::default(),
        conductor: OnceCell::new(),
        archive: OnceCell::new(),
        learned: Notify::new(),
        sources,
        metrics: Metrics::default(),
    });
    let _remembered = own.remember(&options.data_dir)?;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let server = axum::serve(listener, router(app.clone())).with_graceful_shutdown(until(stopped.clone()));
    let serving = tokio::spawn(async move { server.await });
    let is_new = !options.data_dir.join(ARCHIVE_FILE).exists();
    let next = if is_new { "learning the history" } else { "opening the archive" };
    line(&format!("Paridad listens on http://{address}; {next} ..."))?;
    open(options, &app).await?;
    tokio::spawn(refit(app.clone()));
    app.learned.notify_one();
    line(&format!("Paridad is ready: http://{address}"))?;
    asked_to_stop().await?;
    stop.send_replace(true);
    if tokio::time::timeout(FAREWELL, serving).await.is_err() {
        tracing::warn!("requests were still in flight after {} s", FAREWELL.as_secs());
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the archive, learning the history first where it is empty, while the server already says that it lives.
async fn open(options: &Options, app: &Arc<App>) -> Result<()> {
    let (folder, history, published) = (options.data_dir.clone(), history(options), app.published.clone());
    let opened = tokio::task::spawn_blocking(move || {
        let mut bar = Bar::default();
        let conductor = Conductor::open(&folder, &history, published, &mut |at| bar.show(at))?;
        Ok::<_, anyhow::Error>((conductor, bar.finish()))
    });
    let (conductor, has_learned) = opened.await??;
    if !has_learned && options.history.is_some() {
        warn(HISTORY_UNUSED);
    }
    app.archive.set(conductor.archive().clone()).context("the archive was opened twice")?;
    app.conductor.set(Arc::new(Mutex::new(conductor))).context("the archive was opened twice")?;
    Ok(())
}

async fn until(mut stopped: tokio::sync::watch::Receiver<bool>) {
    // The sender lives as long as the server; without it there is nothing to wait for.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn asked_to_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        asked = tokio::signal::ctrl_c() => asked?,
        _ = terminate.recv() => {}
    }
    Ok(())
}

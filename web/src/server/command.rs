//! `paridad serve`: the API and the dashboard, on loopback.

use super::args::ServeArgs;
use super::connections::{self, Port};
use super::socket::{Owner, Socket, SocketFile};
use super::trail::{note_knocks, watch_door};
use super::{refitter, router};
use crate::app::{App, note};
use crate::conductor::{ARCHIVE_FILE, Conductor, ConductorError, Deed, Stage, archive_in, chain};
use crate::console::{Bar, Client, HISTORY_UNUSED, history, line, warn};
use crate::intake::{schedule, watch};
use crate::live::watch_lateness;
use crate::setup::Options;
use crate::setup::running::{Address, Remembered};
use crate::setup::sources::{SCHEDULE_FILE, Sources};
use crate::view::concerns::Matter;
use anyhow::{Context, Result, bail};
use axum::Extension;
use chrono::Utc;
use paridad_ingest::schedule::Schedule;
use paridad_store::{Archive, sweep};
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch::Receiver;
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

/// How long requests in flight may take after the server was asked to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// How long an archive that cannot be opened for writing is left alone.
const TRY_AGAIN: Duration = Duration::from_secs(60);

/// How long the trail may take to be told that the server stops.
const LAST_WORD: Duration = Duration::from_millis(500);

/// Serves until it is asked to stop.
pub(crate) async fn run(options: &Options, wanted: &ServeArgs) -> Result<ExitCode> {
    let listen = wanted.listen;
    if !listen.ip().is_loopback() {
        bail!(
            "--listen must be a loopback address such as 127.0.0.1:8080, got {listen}: other machines are not served"
        );
    }
    if let Some(other) = Client::discover(&options.data_dir).await? {
        bail!("a server runs on {} already: {}", options.data_dir.display(), other.base());
    }
    let sources = Sources::of(options)?;
    for (name, variable) in sources.without_secret() {
        warn(&format!("{name} is not pulled: neither {variable} nor {variable}_FILE is set"));
    }
    let plans = plans(&options.data_dir, &sources)?;
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    let own = Address::new(address);
    let app = Arc::new(App::new(options, sources, own.instance.clone()));
    if wanted.require_tokens {
        app.door.close();
    }
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let serving =
        tokio::spawn(connections::serve(Port::from(listener), router(app.clone()), until(stopped.clone())));
    let is_new = !options.data_dir.join(ARCHIVE_FILE).exists();
    let next = if is_new { "learning the history" } else { "opening the archive" };
    let (archive, remembered) = settle(options, wanted, own).await?;
    // Dropped before the archive: as long as the file is there, nobody else can write one.
    let (_archive, _remembered) = (archive.clone(), remembered);
    app.door.settle(&archive);
    let (owners, _socket) = let_owner_in(&app, stopped);
    line(&format!("Paridad listens on http://{address}; {next} ..."))?;
    // One wait from here to the end: what is asked between two would be asked of nobody.
    let mut asked = tokio::spawn(asked_to_stop());
    tokio::select! {
        opened = open(options, &app, archive) => opened?,
        asked = &mut asked => return asked?.map(|()| ExitCode::SUCCESS),
    }
    say(&app, Deed::own("start", format!("version {} on {address}", env!("CARGO_PKG_VERSION")))).await;
    tokio::spawn(watch_door(app.clone()));
    tokio::spawn(watch_lateness(app.clone()));
    tokio::spawn(refitter::run(app.clone()));
    app.learned.notify_one();
    let by_itself = (!wanted.no_schedule)
        .then(|| [tokio::spawn(schedule(app.clone(), plans)), tokio::spawn(watch(app.clone()))]);
    line(&format!("Paridad is ready: http://{address}"))?;
    asked.await??;
    app.stop.ask();
    // Who listens would be waited for.
    app.happenings.end();
    // What takes long may have the archive just then: nobody waits for it.
    let _ = tokio::time::timeout(LAST_WORD, last_word(&app)).await;
    by_itself.iter().flatten().for_each(JoinHandle::abort);
    stop.send_replace(true);
    farewell([Some(serving), owners]).await;
    Ok(ExitCode::SUCCESS)
}

/// Waits for the requests in flight, over the network and over the socket.
async fn farewell(serving: [Option<JoinHandle<()>>; 2]) {
    let answered = async {
        for connections in serving.into_iter().flatten() {
            // One that has panicked answers nobody any more.
            let _ = connections.await;
        }
    };
    if tokio::time::timeout(FAREWELL, answered).await.is_err() {
        tracing::warn!("requests were still in flight after {} s", FAREWELL.as_secs());
    }
}

/// Puts on record that the server stops.
async fn last_word(app: &App) {
    note_knocks(app).await;
    say(app, Deed::own("stop", "it was asked to".to_owned())).await;
}

/// Puts on record what the server itself does; a full disk keeps it from nothing.
async fn say(app: &App, deed: Deed) {
    let what = deed.action;
    if let Err(trouble) = note(app, deed).await {
        tracing::warn!(trouble = trouble.in_log(), "the {what} is not on record");
    }
}

/// Lets the owner of the folder in without a token, over the socket in it, as long as the file that is given lives.
fn let_owner_in(app: &Arc<App>, stopped: Receiver<bool>) -> (Option<JoinHandle<()>>, Option<SocketFile>) {
    let Some((socket, file)) = Socket::in_folder(&app.folder) else { return (None, None) };
    let router = router(app.clone()).layer(Extension(Owner));
    (Some(tokio::spawn(connections::serve(socket, router, until(stopped)))), Some(file))
}

/// When sources are pulled, as the program says and the file in the data folder changes it.
fn plans(folder: &Path, sources: &Sources) -> Result<Schedule> {
    let file = folder.join(SCHEDULE_FILE);
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", file.display())),
    };
    let schedule = Schedule::bundled().with(sources.scheduled());
    schedule.overridden(&text).with_context(|| file.display().to_string())
}

/// Takes possession of the folder, and writes down there where this server listens.
///
/// Of two that start at once one gets the archive; the other ends, and has changed nothing in the folder by then.
async fn settle(options: &Options, wanted: &ServeArgs, own: Address) -> Result<(Arc<Archive>, Remembered)> {
    let (folder, history, is_synthetic) = (options.data_dir.clone(), history(options), wanted.synthetic);
    let backups = options.backups();
    let settled = tokio::task::spawn_blocking(move || {
        let archive = archive_in(&folder, &history)?;
        if is_synthetic {
            archive.mark_synthetic()?;
        }
        let remembered = own.remember(&folder)?;
        for folder in [&folder, &backups].into_iter().filter(|folder| folder.is_dir()) {
            let swept = sweep(folder)?;
            if swept > 0 {
                tracing::info!(folder = %folder.display(), "{swept} files that were never finished are gone");
            }
        }
        Ok((archive, remembered))
    });
    settled.await?
}

/// Opens the archive for writing, and learns the history first where it is empty, while the server already says that it lives.
///
/// As long as some version can be read a failure is no end: it is said in the status, and tried again.
async fn open(options: &Options, app: &Arc<App>, archive: Arc<Archive>) -> Result<()> {
    let (conductor, has_learned) = loop {
        let error = match open_once(options, app, archive.clone()).await? {
            Ok(opened) => break opened,
            Err(error) if app.published.load().is_none() => return Err(error.into()),
            Err(error) => error,
        };
        app.concerns.raise(Matter::Archive, chain(&error), Utc::now());
        // What is on record can be read, as far as it is whole.
        app.readers.open(archive.clone());
        tokio::time::sleep(TRY_AGAIN).await;
    };
    app.concerns.settle(Matter::Archive);
    if !has_learned && options.history.is_some() {
        warn(HISTORY_UNUSED);
    }
    app.readers.open(archive);
    let _ = app.choice.set(conductor.choice());
    app.conductor.set(Arc::new(Mutex::new(conductor))).context("the archive was opened twice")
}

/// What opening came to: the conductor, and whether it has learned a history first.
type Opened = Result<(Conductor, bool), ConductorError>;

/// Opens the archive on a thread of its own, which does not outlive a server that is asked to stop.
async fn open_once(options: &Options, app: &Arc<App>, archive: Arc<Archive>) -> Result<Opened> {
    let (history, published, concerns) = (history(options), app.published.clone(), app.concerns.clone());
    let happenings = app.happenings.clone();
    let synthetic = archive.read()?.is_synthetic()?;
    let (tell, told) = oneshot::channel();
    std::thread::Builder::new().name("open".to_owned()).spawn(move || {
        let mut bar = Bar::default();
        let stage = Stage::new(published, concerns, synthetic).telling(happenings);
        let opened = Conductor::on(archive, &history, stage, &mut |at| bar.show(at));
        // Nobody waits for it any more where the server was asked to stop.
        let _ = tell.send(opened.map(|conductor| (conductor, bar.finish())));
    })?;
    // Some damage makes redb panic: loud, and no reason not to show what was shown before.
    Ok(told.await.unwrap_or(Err(ConductorError::Panicked)))
}

async fn until(mut stopped: Receiver<bool>) {
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

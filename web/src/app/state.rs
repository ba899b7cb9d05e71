//! What the handlers share.

use super::archived::Archived;
use super::door::Door;
use super::holders::Holders;
use super::jobs::Jobs;
use super::knocks::Knocks;
use super::metrics::Metrics;
use super::readers::Readers;
use super::turns::Turns;
use crate::conductor::{Choice, Conductor, Stop};
use crate::problem::Trouble;
use crate::setup::Options;
use crate::setup::sources::Sources;
use crate::view::concerns::Concerns;
use crate::view::happenings::Happenings;
use crate::view::{Published, View};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{Mutex, Notify, OnceCell, Semaphore};

/// How many may listen at once to what happens.
pub(crate) const STREAMS: usize = 64;

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
    /// Who is told what happens.
    pub(crate) happenings: Happenings,
    /// Places for those who listen to it.
    pub(crate) streams: Arc<Semaphore>,
    /// The one writer, once it is ready; whoever holds the lock writes.
    pub(crate) conductor: OnceCell<Arc<Mutex<Conductor>>>,
    /// Who chooses which version speaks, once it is ready.
    pub(crate) choice: OnceCell<Choice>,
    /// Its archive, for whoever reads for a request.
    pub(crate) readers: Readers,
    /// Versions that do not speak, as they were read from it.
    pub(crate) archived: Arc<Archived>,
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
        let (stop, happenings) = (Stop::default(), Happenings::default());
        Self {
            instance,
            folder: options.data_dir.clone(),
            backups: options.backups(),
            published: Published::default(),
            concerns: Concerns::telling(happenings.clone()),
            happenings,
            streams: Arc::new(Semaphore::new(STREAMS)),
            conductor: OnceCell::new(),
            choice: OnceCell::new(),
            readers: Readers::default(),
            archived: Arc::default(),
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

//! Refits as part of the timeline: a cut of the data, the jobs that follow from it, and the origin that waits for them.

use crate::data::digest::Digest;
use crate::experts::location::LabelledRows;
use crate::experts::refit::{Fitted, Job};
use crate::experts::spread::Garch;
use crate::features::moments::Moments;
use crate::forecaster::head::LABEL_CLIP;
use crate::judging::recent_rows::{RecentRows, Seen};
use crate::recipe::Recipe;
use crate::time::horizon::ANCHORS;
use serde::{Deserialize, Serialize};

/// Which part of a forecaster is refitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Refitted {
    /// The variance of daily returns, which all horizons share.
    Garch,
    /// An expert of location at one horizon.
    Location {
        /// The index of the horizon among the anchors.
        horizon: u8,
        /// The place of the expert in the recipe.
        expert: u8,
    },
}

/// What is asked of a refit: its result is to be given back with this and the hash of its job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Request {
    /// After how many origins the data were cut.
    pub cut: u64,
    /// What is refitted.
    pub part: Refitted,
    /// The hash of the job.
    pub job: Digest,
}

/// Answers jobs: what each was asked for, with what came of it; nothing where the fit failed.
pub type Refit<'a> = &'a mut dyn FnMut(Vec<(Request, Job)>) -> Vec<(Request, Option<Fitted>)>;

/// Where a job stands. The order is that of the snapshots that hold it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Answer {
    /// It waits.
    Open,
    /// It gave numbers.
    Fitted(Fitted),
    /// It gave none: what was fitted before is kept.
    Kept,
}

/// A cut of the data with its jobs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cut {
    /// How many origins there were.
    number: u64,
    /// The moments by which rows are standardised.
    moments: Moments,
    wanted: Vec<(Request, Answer)>,
}

/// A refit needs at least so many labels.
const LABELS_MIN: usize = 250;

/// What jobs are made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Material<'a> {
    pub(crate) recipe: &'a Recipe,
    pub(crate) recent_rows: &'a RecentRows,
    pub(crate) garch: &'a Garch,
}

impl Cut {
    /// Cuts the data after the last origin, if the recipe wants it there.
    pub(crate) fn after(material: &Material, moments: &Moments) -> Option<Self> {
        let number = material.recent_rows.count();
        if !number.is_multiple_of(u64::from(material.recipe.refits.every.max(1))) {
            return None;
        }
        let mut cut = Self { number, moments: moments.clone(), wanted: Vec::new() };
        cut.wanted = parts(material.recipe)
            .filter_map(|part| {
                let job = cut.job(part, material)?.digest();
                Some((Request { cut: number, part, job }, Answer::Open))
            })
            .collect();
        (!cut.wanted.is_empty()).then_some(cut)
    }

    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The number of the origin that waits for the results.
    pub(crate) fn due(&self, recipe: &Recipe) -> u64 {
        self.number + u64::from(recipe.refits.lag.max(1))
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.wanted.iter().all(|(_, answer)| *answer != Answer::Open)
    }

    /// The jobs whose results have not come yet.
    pub(crate) fn jobs(&self, material: &Material) -> Vec<(Request, Job)> {
        let open = self.wanted.iter().filter(|(_, answer)| *answer == Answer::Open);
        open.filter_map(|(request, _)| Some((*request, self.job(request.part, material)?))).collect()
    }

    /// Takes in what came of a job. What was not asked for changes nothing, nor what belongs to another input than the job has.
    pub(crate) fn fill(&mut self, material: &Material, request: &Request, fitted: Option<&Fitted>) {
        let is_open = |(wanted, answer): &(Request, Answer)| wanted == request && *answer == Answer::Open;
        let Some(place) = self.wanted.iter().position(is_open) else { return };
        let job = self.job(request.part, material);
        if job.is_some_and(|job| job.digest() == request.job) {
            self.wanted[place].1 = fitted.map_or(Answer::Kept, |fitted| Answer::Fitted(fitted.clone()));
        }
    }

    /// The numbers that came, once all have ended.
    pub(crate) fn results(self) -> impl Iterator<Item = (Refitted, Fitted)> {
        self.wanted.into_iter().filter_map(|(request, answer)| match answer {
            Answer::Fitted(fitted) => Some((request.part, fitted)),
            Answer::Open | Answer::Kept => None,
        })
    }

    /// The number of the first origin whose row a job may still ask for.
    pub(crate) fn needs_from(&self, recipe: &Recipe) -> u64 {
        self.number.saturating_sub(u64::from(recipe.refits.rows))
    }

    fn job(&self, part: Refitted, material: &Material) -> Option<Job> {
        match part {
            Refitted::Garch => {
                let returns = material.garch.returns();
                // The first origin has no return.
                let until = usize::try_from(self.number).ok()?.checked_sub(1)?.min(returns.len());
                let job = Job::Gjr { returns: returns[..until].to_vec(), start: material.garch.gjr() };
                (until >= LABELS_MIN).then_some(job)
            }
            Refitted::Location { horizon, expert } => {
                self.location_job(usize::from(horizon), usize::from(expert), material)
            }
        }
    }

    fn location_job(&self, index: usize, expert: usize, material: &Material) -> Option<Job> {
        let Material { recipe, recent_rows, .. } = material;
        let horizon = ANCHORS[index];
        let seen = recent_rows.last_until(self.number, usize::from(recipe.refits.rows));
        let labelled = seen.len().checked_sub(horizon.days()).filter(|count| *count >= LABELS_MIN)?;
        let row = |seen: &&Seen| self.moments.standardise(&seen.row);
        let rows: Vec<Vec<f64>> = seen[..labelled].iter().map(row).collect();
        let later = &seen[horizon.days()..];
        let label = |(now, then): (&&Seen, &&Seen)| {
            let unit = now.reference * horizon.root();
            ((then.log_spot - now.log_spot) / unit).clamp(-LABEL_CLIP, LABEL_CLIP)
        };
        let labels: Vec<f64> = seen.iter().zip(later).map(label).collect();
        let start = self.number ^ ((index as u64) << 32);
        let learner = recipe.location.get(expert)?.kind.begin(&recipe.beginning(index));
        learner.as_dyn().job(LabelledRows { rows, labels, seed: start })
    }
}

/// All parts of a recipe that are refitted.
fn parts(recipe: &Recipe) -> impl Iterator<Item = Refitted> {
    let garch = recipe.spread.iter().any(|expert| expert.kind.is_refitted());
    let experts = (0_u8..).zip(&recipe.location).filter(|(_, expert)| expert.kind.is_refitted());
    let locations =
        experts.flat_map(|(expert, _)| (0_u8..).zip(ANCHORS).map(move |(horizon, _)| (horizon, expert)));
    garch
        .then_some(Refitted::Garch)
        .into_iter()
        .chain(locations.map(|(horizon, expert)| Refitted::Location { horizon, expert }))
}

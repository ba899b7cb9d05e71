//! Pulls behind the scenes: each source when its plans say so, and once for all that was missed while nobody served.

use super::order::{Mode, Order};
use super::served::pull_here;
use crate::app::{App, TraceId};
use crate::conductor::{ConductorError, known, last_done};
use chrono::{DateTime, Utc};
use paridad_ingest::schedule::{Plan, Schedule};
use paridad_ingest::sources::Source;
use paridad_store::{Reader, StoreError, Trigger};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Who pulls when nobody asks for it.
const ACTOR: &str = "paridad";

/// How long the clock on the wall is trusted: it may be set, and it goes on while a machine sleeps.
const LOOK_AT_CLOCK: Duration = Duration::from_secs(30);

/// Pulls the sources that can be pulled, each on its own, until this is dropped.
pub(crate) async fn run(app: Arc<App>, schedule: Schedule) {
    let mut sources = JoinSet::new();
    for name in app.sources.names() {
        let plans: Vec<Plan> = schedule.of(name).cloned().collect();
        let Ok(source) = app.sources.named(name) else { continue };
        sources.spawn(Puller { app: app.clone(), source, plans }.run());
    }
    while let Some(ended) = sources.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a source is no longer pulled by itself");
        }
    }
}

/// Who pulls one source.
struct Puller {
    app: Arc<App>,
    source: Source,
    plans: Vec<Plan>,
}

impl Puller {
    /// Makes up for what was missed, then pulls whenever a plan is due.
    async fn run(self) {
        let mut since = self.catch_up().await;
        while let Some((due, plan)) = earliest(&self.plans, since) {
            wait_until(due + plan.jitter.mul_f64(fastrand::f64())).await;
            since = self.pull_unless_settled(&[(due, plan)], Trigger::Schedule, Utc::now()).await;
        }
    }

    /// Pulls once if any plan was due since the last run that did not fail, and gives the moment up to which nothing is missed.
    async fn catch_up(&self) -> DateTime<Utc> {
        let now = Utc::now();
        let name = self.source.name().to_owned();
        let last_run = self.read(move |reader| last_done(reader, &name)).await;
        let missed: Vec<(DateTime<Utc>, &Plan)> = self
            .plans
            .iter()
            .filter_map(|plan| Some((plan.missed(last_run.flatten(), now)?, plan)))
            .collect();
        self.pull_unless_settled(&missed, Trigger::CatchUp, now).await
    }

    /// Pulls at `now` if what is due for any of the plans is not known yet, and gives the moment up to which nothing is missed.
    ///
    /// A run brings all that was out when it began. After one that failed the next due moment is waited for, however long it took
    /// to fail: a source that is down is not hammered.
    #[tracing::instrument(name = "schedule", skip_all, fields(trace = %TraceId::new()))]
    async fn pull_unless_settled(
        &self,
        due: &[(DateTime<Utc>, &Plan)],
        trigger: Trigger,
        now: DateTime<Utc>,
    ) -> DateTime<Utc> {
        let known = self.read(|reader| known(reader, None)).await.unwrap_or_default();
        if due.iter().all(|(due, plan)| plan.is_settled(*due, &known)) {
            return now;
        }
        let order = Order { actor: ACTOR.to_owned(), trigger, since: None, mode: Mode::Keep };
        let source = self.source.name();
        match pull_here(&self.app, &self.source, &order).await {
            Ok(pulled) => {
                tracing::info!(source, observed = pulled.observed, held = pulled.held, "pulled");
                now
            }
            Err(trouble) => {
                tracing::warn!(source, trouble = trouble.in_log(), "a pull failed");
                Utc::now()
            }
        }
    }

    /// Reads the archive; what cannot be read is left to the pull, whose writing will say so to everybody.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader) -> Result<T, StoreError> + Send + 'static,
    ) -> Option<T> {
        let read = self.app.readers.read(move |reader| Ok(read(reader).map_err(ConductorError::from)?)).await;
        let read = read.inspect_err(|trouble| {
            tracing::error!(trouble = trouble.in_log(), "what was pulled cannot be read");
        });
        read.ok()
    }
}

/// The plan that is due first after a moment, and when.
fn earliest(plans: &[Plan], since: DateTime<Utc>) -> Option<(DateTime<Utc>, &Plan)> {
    plans.iter().filter_map(|plan| Some((plan.next(since)?, plan))).min_by_key(|(due, _)| *due)
}

/// Waits for a moment of the clock on the wall.
async fn wait_until(moment: DateTime<Utc>) {
    while let Ok(left) = (moment - Utc::now()).to_std() {
        tokio::time::sleep(left.min(LOOK_AT_CLOCK)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_plan_that_is_due_first_comes_first() {
        let schedule = Schedule::bundled();
        let plans: Vec<Plan> = schedule.of("banxico").cloned().collect();
        for (since, due) in [
            ("2026-11-19T17:59:00Z", "2026-11-19T18:00:00Z"),
            ("2026-11-19T20:45:00Z", "2026-11-20T00:30:00Z"),
            ("2026-11-20T20:45:00Z", "2026-11-21T00:30:00Z"),
            ("2026-11-21T00:30:00Z", "2026-11-22T00:30:00Z"),
        ] {
            assert_eq!(earliest(&plans, at(since)).map(|(due, _)| due), Some(at(due)), "after {since}");
        }
        assert!(earliest(&[], at("2026-11-19T17:59:00Z")).is_none());
    }
}

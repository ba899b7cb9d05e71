//! The HTTP handlers: each reads what was asked, and lets the view or the conductor answer.

mod actions;
mod change;
mod dashboard;
mod freshness;
mod health;
mod held;
mod jobs;
mod observations;
mod precedents;
mod read;
mod records;
mod review;
mod series;
mod snapshot;
mod sources;
mod tokens;
mod webhooks;
mod weights;

pub(crate) use actions::{backup, pull, resume, rollback};
pub(crate) use change::change;
pub(crate) use dashboard::{asset, method_not_allowed};
pub(crate) use freshness::freshness;
pub(crate) use health::{livez, metrics, readyz};
pub(crate) use held::{decide, decide_group, groups as held_groups, held};
pub(crate) use jobs::{cancel, job, jobs, preview_put_back, preview_take_out, verify};
pub(crate) use observations::observations;
pub(crate) use precedents::{agree, precedents, propose, revoke_precedent};
pub(crate) use read::{drift, explanation, forecast, paths, scores, status};
pub(crate) use records::{audit, batches, versions};
pub(crate) use review::{challenger, extent_of, promote, put_back, take_out};
pub(crate) use series::{profiles, series, series_list, vintages};
pub(crate) use snapshot::snapshot;
pub(crate) use sources::{runs, sources};
pub(crate) use tokens::{make_token, revoke_token, shown, tokens};
pub(crate) use webhooks::webhook;
pub(crate) use weights::weights;

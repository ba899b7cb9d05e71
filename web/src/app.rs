//! What the handlers share: the state of the server, who asks, and how he is answered.

mod aside;
mod body;
mod caller;
mod door;
mod holders;
mod identity;
mod jobs;
mod knocks;
mod metrics;
mod query;
mod reach;
mod readers;
mod respond;
mod routes;
mod state;
mod trace;
mod turn;
mod turns;

pub(crate) use aside::aside;
pub(crate) use body::{Body, Nothing, json, recordable, whole};
pub(crate) use caller::Caller;
pub(crate) use identity::Identity;
pub(crate) use jobs::{Going, Kind};
pub(crate) use query::{NoQuery, Number, Query};
pub(crate) use reach::{Audience, DEFAULT_HORIZON, Maturity, likelihood, side};
pub(crate) use readers::{Laid, Readers};
pub(crate) use respond::{accepts, answer, answer_laid, audience, failed, language};
pub(crate) use routes::{Declared, Needs, Routes};
pub(crate) use state::{App, STREAMS};
pub(crate) use trace::{TraceId, traced};
pub(crate) use turn::{choose, conduct, note};

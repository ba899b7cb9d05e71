//! What the handlers share: the state of the server, who asks, and how he is answered.

mod aside;
mod beside;
mod body;
mod caller;
mod door;
mod holders;
mod identity;
mod jobs;
mod knocks;
mod metrics;
mod query;
mod readers;
mod respond;
mod state;
mod turn;
mod turns;

pub(crate) use aside::aside;
pub(crate) use beside::{carry_out, challenge};
pub(crate) use body::{Body, Nothing, json, recordable, whole};
pub(crate) use caller::Caller;
pub(crate) use identity::Identity;
pub(crate) use jobs::Kind;
pub(crate) use query::{NoQuery, Number, Query};
pub(crate) use readers::{Laid, Readers};
pub(crate) use respond::{answer, answer_laid, audience, failed, language};
pub(crate) use state::App;
pub(crate) use turn::{choose, conduct, note};

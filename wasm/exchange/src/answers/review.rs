//! How what is held is read, and what people have said of it.

use crate::json::{Json, Read, read};
use paridad_wire::{Held, HeldGroup, KnownFrom, Opinion};

read! {
    Held {
        held, batch, series, period, value, received_at, rule, detail, reviewers, decided, disputed, decisions
    }
    HeldGroup { batch, rule, held, waiting, example }
    Opinion { actor, at, decision, value, known, people, breaks, note }
}

impl Read for KnownFrom {
    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Text(text) if text == "published" => Some(Self::Published),
            moment => Read::read(moment).map(Self::Since),
        }
    }
}

//! How a change is read.

use crate::json::{Json, Read, read};
use paridad_wire::{Change, ChangePart, ChangeSide, Moved};

read! {
    ChangeSide { version, snapshot, engine_revision, origin, spot, horizon }
    ChangePart { cause, rate }
    Moved { from, to, parts }
}

impl Read for Change {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            from: json.member("from")?,
            to: json.member("to")?,
            maturity: json.member("maturity")?,
            moved_from: json.member("moved_from")?,
            point: json.member("point")?,
            low80: json.member("low80")?,
            high80: json.member("high80")?,
            // The page does not ask about a level here.
            above: None,
        })
    }
}

//! An expectation as it is written: no member of it may be misspelt and read past.

use crate::sources::own::expectation::Expectation;
use serde::Deserialize;
use serde_json::Value;

/// The expectation, or what is wrong with it.
pub(super) fn expectation(written: &Value) -> Result<Expectation, String> {
    let read = Expectation::deserialize(written).map_err(|error| format!("expect: {error}"))?;
    let understood = serde_json::to_value(&read).map_err(|error| format!("expect: {error}"))?;
    match unread(written, &understood) {
        Some(name) => Err(format!("expect: nobody reads {name:?}")),
        None => Ok(read),
    }
}

/// The name of the first member of `written` that is not in `understood`.
fn unread(written: &Value, understood: &Value) -> Option<String> {
    match (written, understood) {
        (Value::Object(written), Value::Object(understood)) => {
            written.iter().find_map(|(name, value)| match understood.get(name) {
                Some(other) => unread(value, other),
                None => Some(name.clone()),
            })
        }
        _ => None,
    }
}

//! A value that people let in: what they decided, as a payload of its own.

use crate::parse::{self, ParseError};
use crate::source::{Parsed, Payload};
use chrono::{DateTime, Utc};
use paridad_engine::series::Observation;
use serde::{Deserialize, Serialize};

/// The name of this source in its payloads.
pub const NAME: &str = "review";

const MEDIA_TYPE: &str = "application/json";

/// What was decided on a value that was held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Admission {
    /// The number under which the value was held.
    pub held: u64,
    /// Who decided, the last one last.
    pub actors: Vec<String>,
    /// Why, in the words of the last one.
    pub note: String,
    /// The value as it may enter.
    pub observation: Observation,
}

impl Admission {
    /// The decision as a payload.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "plain fields with text for keys are always written"
    )]
    pub fn payload(&self, at: DateTime<Utc>) -> Payload {
        Payload {
            source: NAME.to_owned(),
            origin: format!("held value {}", self.held),
            media_type: MEDIA_TYPE.to_owned(),
            bytes: serde_json::to_vec(self).expect("plain fields are written"),
            received_at: at,
        }
    }
}

/// Reads the value of a decision.
pub fn parse(payload: &Payload) -> Result<Parsed, ParseError> {
    let admission: Admission = parse::json(parse::text(payload)?)?;
    Ok(Parsed { observations: vec![admission.observation], findings: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    #[test]
    fn a_decision_comes_back_as_the_value_that_may_enter() {
        let observation = Observation {
            series: "banxico.sf43718".try_into().unwrap(),
            period: "2026-03-17".parse().unwrap(),
            value: 17.123_456_789,
            known_at: "2026-03-17T18:00:00Z".parse().unwrap(),
        };
        let actors = vec!["ana".to_owned(), "luis".to_owned()];
        let admission = Admission { held: 7, actors, note: "DOF".to_owned(), observation };
        let payload = admission.payload("2026-03-18T09:00:00Z".parse().unwrap());
        assert_eq!(source::parse(&payload).unwrap().observations, [admission.observation]);
    }
}

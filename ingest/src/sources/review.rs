//! A value that people let in: what they decided, as a payload of its own.

use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Parsed, Payload};
use chrono::{DateTime, Utc};
use paridad_engine::data::series::Observation;
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

/// What was decided, on one value or on many at once.
#[derive(Deserialize)]
#[serde(untagged)]
enum Document {
    One(Box<Admission>),
    Many(Vec<Admission>),
}

/// What was decided as a payload; nothing if nothing was.
#[expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "plain fields with text for keys are always written"
)]
pub fn payload(admissions: &[Admission], at: DateTime<Utc>) -> Option<Payload> {
    let (first, others) = admissions.split_first()?;
    let (origin, bytes) = match others.len() {
        0 => (format!("held value {}", first.held), serde_json::to_vec(first)),
        more => (format!("held value {} and {more} more", first.held), serde_json::to_vec(admissions)),
    };
    let (source, media_type) = (NAME.to_owned(), MEDIA_TYPE.to_owned());
    let bytes = bytes.expect("plain fields are written");
    Some(Payload { source, origin, media_type, bytes, received_at: at })
}

/// Reads the values of decisions.
pub fn parse(payload: &Payload) -> Result<Parsed, ParseError> {
    let admissions = match parse::json(parse::text(payload)?)? {
        Document::One(admission) => vec![*admission],
        Document::Many(admissions) => admissions,
    };
    let observations = admissions.into_iter().map(|admission| admission.observation).collect();
    Ok(Parsed { observations, findings: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources;

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
        let at = "2026-03-18T09:00:00Z".parse().unwrap();
        let one = payload(std::slice::from_ref(&admission), at).unwrap();
        assert_eq!(sources::parse(&one).unwrap().observations, std::slice::from_ref(&admission.observation));
        let two = payload(&[admission.clone(), admission], at).unwrap();
        assert_eq!(two.origin, "held value 7 and 1 more");
        assert_eq!(sources::parse(&two).unwrap().observations.len(), 2);
        assert!(payload(&[], at).is_none());
    }
}

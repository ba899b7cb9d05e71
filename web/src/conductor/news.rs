//! What of a batch is new, and what it is compared with.

use super::ConductorError;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use paridad_engine::series::Observation;
use paridad_ingest::quality::Known;
use paridad_store::Reader;

/// The observations that the archive does not have, and how many it has.
///
/// One is known if any vintage of its period has the same value and moment, or if the latest one has the same value.
/// Another value for a known period is a revision: unless it says of itself that it became known later, it is known from
/// `now` on, for it was not there before.
pub(super) fn sift(
    reader: &Reader,
    observations: Vec<Observation>,
    now: DateTime<Utc>,
) -> Result<(Vec<Observation>, usize), ConductorError> {
    let mut known = 0;
    let mut news = Vec::new();
    for mut observation in observations {
        observation.known_at = observation.known_at.trunc_subsecs(0);
        let vintages = vintages(reader, &observation)?;
        let same_value = |vintage: &Observation| vintage.value.to_bits() == observation.value.to_bits();
        let latest = vintages.iter().max_by_key(|vintage| vintage.known_at);
        let is_known = latest.is_some_and(same_value)
            || vintages.iter().any(|v| same_value(v) && v.known_at == observation.known_at);
        if is_known {
            known += 1;
            continue;
        }
        if latest.is_some_and(|latest| observation.known_at <= latest.known_at) {
            observation.known_at = now;
        }
        news.push(observation);
    }
    Ok((news, known))
}

/// What the archive has to compare an observation with. What cannot be read is as if it were not there: the write that
/// follows will say so.
pub(super) fn known(reader: &Reader, observation: &Observation) -> Known {
    let replaced = vintages(reader, observation).unwrap_or_default();
    let before = NaiveDate::MIN..=observation.period.pred_opt().unwrap_or(NaiveDate::MIN);
    let last =
        reader.observations(&observation.series, before).ok().and_then(|mut rows| rows.next_back()?.ok());
    Known {
        replaced: replaced.iter().max_by_key(|vintage| vintage.known_at).map(|vintage| vintage.value),
        last: last.map(|(_, row)| (row.observation.period, row.observation.value)),
    }
}

/// All vintages of the observation's period.
fn vintages(reader: &Reader, observation: &Observation) -> Result<Vec<Observation>, ConductorError> {
    let rows = reader.observations(&observation.series, observation.period..=observation.period)?;
    Ok(rows.map(|row| row.map(|(_, row)| row.observation)).collect::<Result<_, _>>()?)
}

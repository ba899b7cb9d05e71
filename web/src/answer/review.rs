//! What waits for a person, and what people have decided.

use crate::conductor::{Extent, Part, Wish};
use crate::problem::Trouble;
use chrono::SubsecRound;
use paridad_engine::data::series::SeriesId;
use paridad_store::{
    Decision, DecisionRow, Entry, HeldRow, Known, Reader, Standing, StoreError, is_disputed, standing,
};
use paridad_wire as wire;

/// Which of the values that are held are listed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HeldPage {
    /// At most how many.
    pub(crate) limit: usize,
    /// Those with a number below this one, if there is one.
    pub(crate) before: Option<u64>,
    /// Whether those that were decided are listed too.
    pub(crate) all: bool,
}

/// The values that wait for a person, or all that ever did, newest first. What is not listed is not read.
pub(crate) fn held_values(reader: &Reader, page: HeldPage) -> Result<Vec<wire::Held>, StoreError> {
    let HeldPage { limit, before, all } = page;
    let is_before = |number: &u64| before.is_none_or(|before| *number < before);
    let numbers: Vec<u64> = if all {
        let last = reader.held_from(1)?.next_back().transpose()?.map_or(0, |(number, _)| number);
        (1..=last.min(before.map_or(last, |before| before.saturating_sub(1)))).rev().take(limit).collect()
    } else {
        reader.waiting()?.into_iter().rev().filter(is_before).take(limit).collect()
    };
    let read = |number| held_value(reader, number).transpose();
    numbers.into_iter().filter_map(read).collect()
}

/// The value that was held under a number.
pub(crate) fn held_value(reader: &Reader, number: u64) -> Result<Option<wire::Held>, StoreError> {
    let Some(row) = reader.held(number)? else { return Ok(None) };
    let decisions = reader.decisions_on(number)?.collect::<Result<_, _>>()?;
    Ok(Some(value(number, row, decisions)))
}

fn value(number: u64, row: HeldRow, decisions: Vec<DecisionRow>) -> wire::Held {
    let decided = match standing(&row, &decisions) {
        Standing::Decided(decision) => Some(words(&decision).0.to_owned()),
        Standing::Open { .. } => None,
    };
    let disputed = is_disputed(&row, &decisions);
    let opinion = |made: DecisionRow| {
        let (decision, value) = words(&made.decision);
        let (decision, people) = (decision.to_owned(), made.decision.people(&row));
        let (known, breaks) = match made.decision {
            Decision::Enter(Entry { known, breaks, .. }) => (known.map(said), breaks),
            _ => (None, Vec::new()),
        };
        let DecisionRow { actor, at, note, .. } = made;
        wire::Opinion { actor, at, decision, value, known, people, breaks, note }
    };
    let decisions = decisions.into_iter().map(opinion).collect();
    let HeldRow { observation, rule, detail, batch, received_at, reviewers } = row;
    wire::Held {
        held: number,
        batch,
        series: observation.series.to_string(),
        period: observation.period,
        value: observation.value,
        received_at,
        rule,
        detail,
        reviewers,
        decided,
        disputed,
        decisions,
    }
}

/// How much of history a batch is, as the API shows it.
pub(crate) fn extent(batch: u64, extent: &Extent) -> wire::Extent {
    let part = |(id, part): (&SeriesId, &Part)| {
        let (id, Part { values, first, last }) = (id.to_string(), part.clone());
        wire::SeriesExtent { id, values, first, last }
    };
    wire::Extent {
        batch,
        values: extent.values,
        series: extent.parts.iter().map(part).collect(),
        target_days: extent.target_days,
        target_share: extent.target_days as f64 / extent.target_days_of.max(1) as f64,
        much: extent.is_much,
        confirm: extent.is_much.then(|| extent.confirmation()),
    }
}

fn words(decision: &Decision) -> (&'static str, Option<f64>) {
    match decision {
        Decision::Correct { value } | Decision::Enter(Entry { value: Some(value), .. }) => {
            ("correct", Some(*value))
        }
        Decision::Accept | Decision::Enter(_) => ("accept", None),
        Decision::Reject | Decision::RejectLike { .. } => ("reject", None),
        Decision::Reopen => ("reopen", None),
    }
}

/// A statement as it is listed.
pub(crate) fn said(known: Known) -> wire::Known {
    match known {
        Known::Published => wire::Known::Published,
        Known::Since(moment) => wire::Known::Since(moment),
    }
}

/// What is decided, if it makes sense.
pub(crate) fn wish(wanted: &wire::Decide) -> Result<Wish, Trouble> {
    let decision = match (wanted.decision.as_str(), wanted.value) {
        ("accept", None) => Decision::Accept,
        ("correct", Some(value)) if value.is_finite() && !wanted.note.trim().is_empty() => {
            Decision::Correct { value }
        }
        ("reject", None) if wanted.known.is_none() => Decision::Reject,
        ("reopen", None) if wanted.known.is_none() => Decision::Reopen,
        _ => return Err(Trouble::Decision),
    };
    // Moments are kept to the second.
    let known = wanted.known.map(|known| match known {
        wire::Known::Published => Known::Published,
        wire::Known::Since(moment) => Known::Since(moment.trunc_subsecs(0)),
    });
    Ok(Wish { decision, known })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use paridad_engine::data::series::Observation;
    use paridad_store::Archive;

    #[test]
    fn what_is_held_is_listed_page_by_page_newest_first() {
        let archive = Archive::in_memory().unwrap();
        let (at, period) = (DateTime::UNIX_EPOCH, "2026-11-18".parse().unwrap());
        let series = SeriesId::try_from("rate.mxn").unwrap();
        for value in [1.0, 2.0, 3.0, 4.0, 5.0] {
            let observation = Observation { series: series.clone(), period, value, known_at: at };
            let (rule, detail) = ("implausible".to_owned(), String::new());
            let row = HeldRow { observation, rule, detail, batch: 1, received_at: at, reviewers: 1 };
            archive.write(|writer| writer.append_held(&row)).unwrap();
        }
        let made = |actor: &str| DecisionRow {
            held: 4,
            decision: Decision::Reject,
            note: String::new(),
            actor: actor.to_owned(),
            at,
        };
        archive.write(|writer| writer.append_decision(&made("ana"))).unwrap();
        let reader = archive.read().unwrap();
        let listed = |limit, before, all| -> Vec<u64> {
            let page = held_values(&reader, HeldPage { limit, before, all }).unwrap();
            page.iter().map(|held| held.held).collect()
        };
        assert_eq!(listed(2, None, false), [5, 3]);
        assert_eq!(listed(2, Some(3), false), [2, 1]);
        assert_eq!(listed(2, None, true), [5, 4]);
        assert_eq!(listed(9, Some(4), true), [3, 2, 1]);
        assert!(listed(9, Some(1), true).is_empty() && listed(9, Some(0), false).is_empty());
    }
}

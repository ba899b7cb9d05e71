//! What waits for a person, and what people have decided.

use crate::conductor::{GroupWish, Wish};
use crate::problem::Trouble;
use chrono::SubsecRound;
use paridad_engine::data::series::SeriesId;
use paridad_store::{
    Decision, DecisionRow, Entry, HeldGroup, HeldIn, HeldRow, HeldState, KnownFrom, Reader, Standing,
    StoreError, is_disputed, standing,
};
use paridad_wire as wire;

/// Which of the values that are held are listed.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldPage {
    /// At most how many.
    pub(crate) limit: usize,
    /// Those with a number below this one, if there is one.
    pub(crate) before: Option<u64>,
    /// Where; everywhere if nothing is said.
    pub(crate) place: Option<HeldPlace>,
    /// Those that wait, or others.
    pub(crate) state: Review,
}

/// Where held values are looked for.
#[derive(Debug, Clone)]
pub(crate) enum HeldPlace {
    /// In a batch.
    Batch(u64),
    /// In a batch, those that failed one rule.
    Group(u64, String),
    /// In a series.
    Series(SeriesId),
}

/// How far the review of what is listed has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Review {
    /// It waits for a person.
    #[default]
    Waiting,
    /// It is settled.
    Decided,
    /// It is either.
    All,
}

impl Review {
    fn states(self) -> &'static [HeldState] {
        match self {
            Self::Waiting => &[HeldState::Waiting],
            Self::Decided => &[HeldState::Decided],
            Self::All => &[HeldState::Waiting, HeldState::Decided],
        }
    }
}

/// A page of the values that are held, newest first. What is not listed is not read.
pub(crate) fn held_values(reader: &Reader, page: &HeldPage) -> Result<Vec<wire::Held>, StoreError> {
    let (limit, before) = (page.limit, page.before.unwrap_or(u64::MAX));
    let numbers: Vec<u64> = match (&page.place, page.state) {
        (None, Review::Waiting) => reader.waiting_before(before, limit)?,
        (None, _) => {
            let last = reader.held_from(1)?.next_back().transpose()?.map_or(0, |(number, _)| number);
            (1..=last.min(before.saturating_sub(1))).rev().take(limit).collect()
        }
        (Some(place), state) => placed(reader, place, state.states(), (before, limit))?,
    };
    let read = |number| held_value(reader, number).transpose();
    numbers.into_iter().filter_map(read).collect()
}

/// The numbers of held values in a place, newest first.
fn placed(
    reader: &Reader,
    place: &HeldPlace,
    states: &[HeldState],
    (before, limit): (u64, usize),
) -> Result<Vec<u64>, StoreError> {
    // A batch breaks few rules.
    let groups = match place {
        HeldPlace::Batch(batch) => reader.held_groups_of(*batch)?,
        HeldPlace::Group(..) | HeldPlace::Series(_) => Vec::new(),
    };
    let places: Vec<HeldIn<'_>> = match place {
        HeldPlace::Batch(batch) => {
            groups.iter().map(|group| HeldIn::Group { batch: *batch, rule: &group.rule }).collect()
        }
        HeldPlace::Group(batch, rule) => vec![HeldIn::Group { batch: *batch, rule }],
        HeldPlace::Series(series) => vec![HeldIn::Series(series)],
    };
    let mut numbers = Vec::new();
    for place in places {
        for state in states {
            numbers.extend(reader.held_in(place, *state, (before, limit))?);
        }
    }
    numbers.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
    numbers.truncate(limit);
    Ok(numbers)
}

/// A page of the groups of which something waits, or nothing any more: the newest batch first.
pub(crate) fn held_groups(
    reader: &Reader,
    state: HeldState,
    after: Option<(u64, &str)>,
    limit: usize,
) -> Result<Vec<wire::HeldGroup>, StoreError> {
    let groups = reader.held_groups(state, after, limit)?;
    groups.into_iter().map(|group| shown(reader, group)).collect()
}

/// A group as it stands, if there is one.
pub(crate) fn held_group(
    reader: &Reader,
    batch: u64,
    rule: &str,
) -> Result<Option<wire::HeldGroup>, StoreError> {
    reader.held_group(batch, rule)?.map(|group| shown(reader, group)).transpose()
}

fn shown(reader: &Reader, group: HeldGroup) -> Result<wire::HeldGroup, StoreError> {
    let state = group.state();
    let HeldGroup { batch, rule, held, waiting } = group;
    let newest = reader.held_in(HeldIn::Group { batch, rule: &rule }, state, (u64::MAX, 1))?;
    let example = newest.first().map_or(Ok(None), |number| held_value(reader, *number))?;
    Ok(wire::HeldGroup { batch, rule, held, waiting, example })
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
pub(crate) fn said(known: KnownFrom) -> wire::KnownFrom {
    match known {
        KnownFrom::Published => wire::KnownFrom::Published,
        KnownFrom::Since(moment) => wire::KnownFrom::Since(moment),
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
        wire::KnownFrom::Published => KnownFrom::Published,
        wire::KnownFrom::Since(moment) => KnownFrom::Since(moment.trunc_subsecs(0)),
    });
    Ok(Wish { decision, known })
}

/// What is decided on a group, if it makes sense: no one value is right for all.
pub(crate) fn group_wish(wanted: &wire::DecideGroup) -> Result<GroupWish, Trouble> {
    let wire::DecideGroup { batch, rule, decision, known, note } = wanted.clone();
    let wish = wish(&wire::Decide { decision, value: None, known, note: note.clone() })?;
    Ok(GroupWish { batch, rule, wish, note })
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
        let listed_in = |limit, before, place, state| -> Vec<u64> {
            let page = held_values(&reader, &HeldPage { limit, before, place, state }).unwrap();
            page.iter().map(|held| held.held).collect()
        };
        let listed = |limit, before, state| listed_in(limit, before, None, state);
        assert_eq!(listed(2, None, Review::Waiting), [5, 3]);
        assert_eq!(listed(2, Some(3), Review::Waiting), [2, 1]);
        assert_eq!(listed(2, None, Review::All), [5, 4]);
        assert_eq!(listed(9, Some(4), Review::All), [3, 2, 1]);
        assert!(listed(9, Some(1), Review::All).is_empty() && listed(9, Some(0), Review::Waiting).is_empty());
        let group = HeldPlace::Group(1, "implausible".to_owned());
        for place in [HeldPlace::Batch(1), group, HeldPlace::Series(series.clone())] {
            let listed = |limit, before, state| listed_in(limit, before, Some(place.clone()), state);
            assert_eq!(listed(2, None, Review::Waiting), [5, 3], "{place:?}");
            assert_eq!(listed(2, Some(3), Review::Waiting), [2, 1], "{place:?}");
            assert_eq!(listed(9, None, Review::Decided), [4], "{place:?}");
            assert_eq!(listed(2, None, Review::All), [5, 4], "{place:?}");
        }
        for place in [HeldPlace::Batch(2), HeldPlace::Group(1, "jump".to_owned())] {
            assert!(listed_in(9, None, Some(place), Review::All).is_empty());
        }
    }
}

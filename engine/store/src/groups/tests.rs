//! Groups counted and looked up through decisions.

use super::*;
use crate::{Archive, Decision, DecisionRow};
use chrono::DateTime;
use paridad_engine::data::series::Observation;

fn series(id: &str) -> SeriesId {
    SeriesId::try_from(id).unwrap()
}

fn row(batch: u64, rule: &str, id: &str) -> HeldRow {
    let (at, period) = (DateTime::UNIX_EPOCH, "2026-11-18".parse().unwrap());
    let observation = Observation { series: series(id), period, value: 1.0, known_at: at };
    HeldRow {
        observation,
        rule: rule.to_owned(),
        detail: String::new(),
        batch,
        received_at: at,
        reviewers: 1,
    }
}

fn decide(archive: &Archive, held: u64, decision: Decision) {
    let (note, actor, at) = (String::new(), "ana".to_owned(), DateTime::UNIX_EPOCH);
    archive.write(|w| w.append_decision(&DecisionRow { held, decision, note, actor, at })).unwrap();
}

/// Two rules of batch 7, then one of batch 8.
fn archive() -> Archive {
    let archive = Archive::in_memory().unwrap();
    let rows = [row(7, "jump", "a"), row(7, "jump", "b"), row(7, "stale", "a"), row(8, "jump", "a")];
    archive.write(|w| rows.iter().try_for_each(|row| w.append_held(row).map(drop))).unwrap();
    archive
}

fn group(batch: u64, rule: &str, [held, waiting]: [u64; 2]) -> HeldGroup {
    HeldGroup { batch, rule: rule.to_owned(), held, waiting }
}

#[test]
fn a_group_says_how_many_it_has_and_how_many_wait() {
    let archive = archive();
    let waiting =
        |after, limit| archive.read().unwrap().held_groups(HeldState::Waiting, after, limit).unwrap();
    let all = [group(8, "jump", [1, 1]), group(7, "stale", [1, 1]), group(7, "jump", [2, 2])];
    assert_eq!(waiting(None, 9), all);
    assert_eq!(waiting(None, 1), all[..1]);
    assert_eq!(waiting(Some((8, "jump")), 1), all[1..2]);
    assert_eq!(waiting(Some((7, "stale")), 9), all[2..]);
    decide(&archive, 1, Decision::Reject);
    assert_eq!(archive.read().unwrap().held_group(7, "jump").unwrap(), Some(group(7, "jump", [2, 1])));
    decide(&archive, 2, Decision::Reject);
    assert_eq!(waiting(None, 9), all[..2], "nothing of it waits any more");
    let decided = archive.read().unwrap().held_groups(HeldState::Decided, None, 9).unwrap();
    assert_eq!(decided, [group(7, "jump", [2, 0])]);
    decide(&archive, 2, Decision::Reopen);
    let reader = archive.read().unwrap();
    assert_eq!(reader.held_group(7, "jump").unwrap(), Some(group(7, "jump", [2, 1])));
    assert_eq!(reader.held_groups_of(7).unwrap().len(), 2);
    assert_eq!(reader.held_group(7, "jum").unwrap(), None, "no rule is the beginning of another");
    assert!(archive.scrub().unwrap().is_clean());
}

#[test]
fn values_are_looked_up_by_group_and_by_series_whatever_was_decided() {
    let archive = archive();
    decide(&archive, 1, Decision::Reject);
    let reader = archive.read().unwrap();
    let jumps = HeldIn::Group { batch: 7, rule: "jump" };
    let (of_a, series_b) = (series("a"), series("b"));
    let find = |place, state, before, limit| reader.held_in(place, state, (before, limit)).unwrap();
    assert_eq!(find(jumps, HeldState::Waiting, u64::MAX, 9), [2]);
    assert_eq!(find(jumps, HeldState::Decided, u64::MAX, 9), [1]);
    assert_eq!(find(HeldIn::Series(&of_a), HeldState::Waiting, u64::MAX, 9), [4, 3]);
    assert_eq!(find(HeldIn::Series(&of_a), HeldState::Waiting, u64::MAX, 1), [4]);
    assert_eq!(find(HeldIn::Series(&of_a), HeldState::Waiting, 4, 9), [3]);
    assert_eq!(find(HeldIn::Series(&series_b), HeldState::Waiting, u64::MAX, 9), [2]);
    assert_eq!(reader.waiting_before(4, 9).unwrap(), [3, 2]);
    assert_eq!(reader.waiting_before(u64::MAX, 1).unwrap(), [4]);
}

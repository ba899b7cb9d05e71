//! Verifications that go on from what earlier ones have proven, and say so.

use super::*;
use paridad_engine::snapshot::encode;
use paridad_store::{Extent, Hash, ProofRow};
use paridad_wire::Verified;

/// Verifies, and puts on record what came of it.
fn verify(conductor: &mut Conductor, scope: Scope) -> Verified {
    let done = Verification::of(conductor.archive(), scope, &mut |_| Ok(())).unwrap();
    conductor.keep_verification(&done, ("ana", Utc::now())).unwrap();
    done.verified
}

fn last_batch(conductor: &Conductor) -> u64 {
    conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap().0
}

fn challenge(conductor: &mut Conductor) -> u64 {
    let recipe = Recipe::ecb_cross("brl").unwrap();
    let learned = Challenger::learn(conductor.archive(), recipe, &mut |_| Ok(())).unwrap();
    conductor.keep_challenger(&learned, "to see", ("ana", Utc::now())).unwrap().number
}

/// A proof of all that is there, with another digest than that of its bytes, or by another engine.
fn forge(conductor: &Conductor, digest: Option<Hash>, engine_revision: u32) -> Extent {
    let reader = conductor.archive.read().unwrap();
    let until = reader.extent().unwrap();
    let digest = digest.unwrap_or_else(|| reader.digest_until(&until, &mut || true).unwrap());
    let (at, full_at) = (Utc::now(), Utc::now());
    let row = ProofRow { until, digest, engine_revision, at, full_at };
    conductor.archive.write(|writer| writer.append_proof(&row)).unwrap();
    until
}

/// A version with the state of an earlier one, as if it had been learned; each of its checksums is right.
fn append_wrong_state(conductor: &Conductor) -> u64 {
    let versions: Vec<VersionRow> =
        conductor.archive.read().unwrap().versions().unwrap().collect::<Result<_, _>>().unwrap();
    let number = versions[0].number + 1;
    let row = VersionRow { number, snapshot: versions[1].snapshot, ..conductor.learned.clone() };
    conductor.archive.write(|writer| writer.append_version(&row)).unwrap();
    number
}

#[test]
fn what_is_proven_is_not_replayed_again_and_each_line_says_where_it_began() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    (KNOWN..KNOWN + 3).for_each(|index| drop(scene.bring(&mut conductor, index, 1.0)));
    let early = last_batch(&conductor);
    let challenger = challenge(&mut conductor);
    let first = verify(&mut conductor, Scope::SinceProven);
    assert!(first.clean && first.full && first.proven.is_none(), "nothing is proven yet: {first:?}");

    let again = verify(&mut conductor, Scope::SinceProven);
    let until = conductor.archive.read().unwrap().extent().unwrap();
    let proven = again.proven.unwrap();
    assert!(again.clean && !again.full, "{again:?}");
    assert_eq!(
        (proven.event, proven.version, proven.versions),
        (until.event, until.version, first.reproduced)
    );
    assert_eq!((again.events, again.reproduced, again.records), (0, 0, first.records + 2));
    let on_record = conductor.archive.read().unwrap().proofs().unwrap().count();
    assert_eq!(on_record, 1, "what is on record is not put there again");

    // Each begins a line or changes history, with nothing else between them or with a day.
    conductor.promote(challenger, "", ("ana", Utc::now())).unwrap();
    scene.bring(&mut conductor, KNOWN + 3, 1.0);
    let late = last_batch(&conductor);
    conductor.take_out(late, "", ("ana", Utc::now())).unwrap();
    scene.bring(&mut conductor, KNOWN + 4, 1.0);
    conductor.put_back(late, "", ("ana", Utc::now())).unwrap();
    conductor.take_out(early, "", ("ana", Utc::now())).unwrap();
    let later = verify(&mut conductor, Scope::SinceProven);
    assert!(later.clean && !later.full, "{later:?}");
    let lines: Vec<(&str, bool)> =
        later.lines.iter().map(|line| (line.line.as_str(), line.after_event > 0)).collect();
    // Of what the challenger began with, no state knew nothing.
    let wanted =
        [("learned", true), ("promoted", true), ("without", true), ("put-back", true), ("without", false)];
    assert_eq!(lines, wanted);
    assert_eq!((later.reproduced, later.proven.unwrap().full_at), (6, proven.full_at));

    let full = verify(&mut conductor, Scope::All);
    assert!(full.clean && full.full && full.proven.is_none(), "{full:?}");
    assert!(full.lines.iter().all(|line| line.after_event == 0), "{full:?}");
    assert_eq!(full.reproduced, first.reproduced + later.reproduced);
    let newest = conductor.archive.read().unwrap().proofs().unwrap().next().unwrap().unwrap();
    assert_eq!(newest.at, newest.full_at);
    let reader = conductor.archive.read().unwrap();
    let entry = reader.audit_from(1).unwrap().next_back().unwrap().unwrap();
    assert_eq!((entry.actor.as_str(), entry.action.as_str()), ("ana", "verified"));
    assert!(
        entry.detail.contains("replayed from nothing") && entry.detail.contains(&newest.digest.to_string())
    );
}

#[test]
fn a_wrong_state_with_a_right_checksum_is_found_after_a_proof_and_before_one_by_a_full_verification() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    assert!(verify(&mut conductor, Scope::SinceProven).clean);
    let wrong = append_wrong_state(&conductor);
    let found = verify(&mut conductor, Scope::SinceProven);
    let fault = format!("version {wrong} of {} is not reproduced", conductor.learned.day);
    assert_eq!((found.clean, &found.faults), (false, &vec![fault.clone()]), "{found:?}");
    let proofs = conductor.archive.read().unwrap().proofs().unwrap().count();
    assert_eq!(proofs, 1, "nothing is proven where something is wrong");

    // Somebody who can write to the archive can write that it is proven; he cannot make it so.
    forge(&conductor, None, OWN_REVISION);
    let believed = verify(&mut conductor, Scope::SinceProven);
    assert!(believed.clean && !believed.full && believed.proven.is_some(), "it says so: {believed:?}");
    assert_eq!(verify(&mut conductor, Scope::All).faults, [fault]);
}

#[test]
fn bytes_that_are_others_than_when_they_were_proven_are_a_fault_and_all_is_replayed() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let until = forge(&conductor, Some(Hash::of(b"other bytes")), OWN_REVISION);
    let verified = verify(&mut conductor, Scope::SinceProven);
    assert!(!verified.clean && verified.full && verified.reproduced > 0, "{verified:?}");
    let wanted =
        format!("until event {} and version {}, is not what it was then", until.event, until.version);
    assert!(verified.faults.len() == 1 && verified.faults[0].ends_with(&wanted), "{verified:?}");
    let reader = conductor.archive.read().unwrap();
    let entry = reader.audit_from(1).unwrap().next_back().unwrap().unwrap();
    assert!(entry.detail.starts_with("NOT CLEAN, 1 faults"), "{entry:?}");
}

#[test]
fn what_another_engine_revision_has_proven_is_not_used() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    forge(&conductor, None, OWN_REVISION - 1);
    let verified = verify(&mut conductor, Scope::SinceProven);
    assert!(verified.clean && verified.full, "{verified:?}");
    assert!(verify(&mut conductor, Scope::SinceProven).proven.is_some(), "now it is this one's too");
}

#[test]
fn a_verification_that_is_ended_at_any_step_ends_there_and_proves_nothing() {
    let scene = Scene::new();
    let conductor = scene.open();
    let state = encode(&conductor.forecaster).digest();
    let mut steps = 0_u64;
    Verification::of(conductor.archive(), Scope::All, &mut |_| {
        steps += 1;
        Ok(())
    })
    .unwrap();
    assert!(steps > 800, "each record and each event is a step: {steps}");
    for end in [1, steps / 3, 2 * steps / 3, steps - 1] {
        let mut left = end;
        let ended = Verification::of(conductor.archive(), Scope::All, &mut |_| {
            left -= 1;
            if left == 0 { Err(ConductorError::Cancelled) } else { Ok(()) }
        });
        assert!(matches!(ended, Err(ConductorError::Cancelled)), "{end} of {steps}: {ended:?}");
        assert_eq!(left, 0, "it was asked no more");
    }
    assert_eq!(conductor.archive.read().unwrap().proofs().unwrap().count(), 0);
    assert_eq!(encode(&conductor.forecaster).digest(), state, "what is learned is as it was");
}

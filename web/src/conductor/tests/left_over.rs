//! What a start finds undone or damaged: what can be read is read, and the rest is done behind it.

use super::*;
use crate::view::concerns::Matter;
use paridad_engine::snapshot::{Manifest, PartRef, encode, speaks};
use paridad_store::{Hash, Memory};
use std::collections::BTreeSet;

/// A conductor on a disk in memory.
fn open_on(scene: &Scene, archive: &Arc<Archive>) -> Conductor {
    let stage = Stage::new(Published::default(), Concerns::default(), false);
    Conductor::on(archive.clone(), &HistoryFrom::File(scene.history()), stage, &mut |_| {}).unwrap()
}

fn archive_on(memory: &Memory) -> Arc<Archive> {
    Arc::new(Archive::on(memory).unwrap())
}

fn digest(conductor: &Conductor) -> [u8; 32] {
    encode(&conductor.forecaster).digest()
}

/// Keeps the payload of a day, and ends before anything is learned of it.
fn keep_only(scene: &Scene, conductor: &mut Conductor, index: usize) {
    let brought = brought(scene.payload(index, 1.0));
    let payload = &brought.deliveries[0].payload;
    let now = payload.received_at;
    let run = conductor.begin(&brought, now).unwrap();
    let step = run::Step { run, actor: "test", now, key: None };
    let (checked, _) = conductor.check(payload, &paridad_ingest::sources::parse(payload).unwrap()).unwrap();
    conductor.keep(&brought.deliveries[0], &checked, &[], &step).unwrap();
}

#[test]
fn a_run_that_a_full_disk_keeps_open_keeps_nobody_from_reading_and_is_completed_when_there_is_room() {
    let scene = Scene::new();
    let mut undisturbed = scene.open();
    scene.bring(&mut undisturbed, KNOWN, 1.0);
    let memory = Memory::default();
    let archive = archive_on(&memory);
    let mut conductor = open_on(&scene, &archive);
    let before = conductor.learned.number;
    keep_only(&scene, &mut conductor, KNOWN);
    drop(conductor);
    memory.fill();
    let mut conductor = open_on(&scene, &archive);
    let view = conductor.published.load_full().expect("the version that speaks is shown all the same");
    assert_eq!(view.speaking.number, before);
    let concerns = view.concerns.list();
    assert!(concerns.iter().any(|concern| concern.matter == "runs"), "{concerns:?}");
    conductor.finish_what_is_left();
    assert_eq!(
        view.concerns.list()[0].since,
        concerns[0].since,
        "it is one concern, however often it is tried"
    );
    memory.clear();
    conductor.finish_what_is_left();
    assert!(conductor.concerns.list().is_empty(), "{:?}", conductor.concerns.list());
    assert_eq!(digest(&conductor), digest(&undisturbed), "as if nothing had been in its way");
    assert!(conductor.archive.read().unwrap().open_runs().unwrap().is_empty());
    assert_clean(&conductor);
}

/// The parts of a version's snapshot that speak.
fn spoken_parts(archive: &Archive, row: &VersionRow) -> Vec<PartRef> {
    let manifest = archive.read().unwrap().part(&row.snapshot).unwrap().unwrap();
    let parts = Manifest::decode(&manifest).unwrap().parts;
    parts.into_iter().filter(|part| speaks(&part.name)).collect()
}

fn damage(memory: &Memory, archive: Arc<Archive>, hash: &Hash) {
    let bytes = archive.read().unwrap().part(hash).unwrap().unwrap();
    drop(archive);
    assert!(memory.damage(&bytes) > 0, "it is on the disk as it is");
}

/// A disk with some versions, and the state that the last of them has.
fn some_versions(scene: &Scene, memory: &Memory) -> (VersionRow, [u8; 32]) {
    let mut conductor = open_on(scene, &archive_on(memory));
    for index in KNOWN..KNOWN + 3 {
        assert_eq!(scene.bring(&mut conductor, index, 1.0).learned, 1);
    }
    (conductor.learned.clone(), digest(&conductor))
}

/// What a start makes of damage that leaves no doubt of what was there.
fn assert_mended(scene: &Scene, memory: &Memory, (last, wanted): &(VersionRow, [u8; 32])) {
    let mut conductor = open_on(scene, &archive_on(memory));
    assert_eq!(conductor.learned, *last, "the row of the version is what it was");
    assert_eq!(digest(&conductor), *wanted, "learning goes on from the same bits");
    let view = conductor.published.load_full().unwrap();
    assert_eq!(view.speaking.number, last.number, "and it speaks again");
    assert!(view.concerns.list().is_empty(), "{:?}", view.concerns.list());
    let audit = conductor.archive.read().unwrap().audit_from(1).unwrap().next_back().unwrap().unwrap();
    assert_eq!(audit.action, "make anew", "the damage is on record: {}", audit.detail);
    assert_clean(&conductor);
    assert_eq!(scene.bring(&mut conductor, KNOWN + 3, 1.0).learned, 1);
    assert_clean(&conductor);
}

#[test]
fn of_a_damaged_snapshot_each_part_that_speaks_is_made_anew_from_events() {
    let scene = Scene::new();
    let memory = Memory::default();
    let (last, _) = some_versions(&scene, &memory);
    let parts = spoken_parts(&archive_on(&memory), &last);
    // The bytes of a shorter one may stand elsewhere too.
    let is_found = |hash: &Hash| archive_on(&memory).read().unwrap().part(hash).unwrap().unwrap().len() >= 64;
    let hashes: BTreeSet<Hash> = parts.iter().map(|part| Hash::from(part.digest)).filter(is_found).collect();
    assert!(hashes.len() > 3, "{} of {} parts", hashes.len(), parts.len());
    for hash in hashes {
        let memory = Memory::default();
        let made = some_versions(&scene, &memory);
        damage(&memory, archive_on(&memory), &hash);
        assert_mended(&scene, &memory, &made);
    }
}

#[test]
fn a_damaged_manifest_is_made_anew_from_events() {
    let scene = Scene::new();
    let memory = Memory::default();
    let made = some_versions(&scene, &memory);
    damage(&memory, archive_on(&memory), &made.0.snapshot);
    assert_mended(&scene, &memory, &made);
}

#[test]
fn while_a_damaged_version_is_not_made_anew_the_newest_whole_one_speaks_and_this_is_said() {
    let scene = Scene::new();
    let memory = Memory::default();
    let (last, wanted) = some_versions(&scene, &memory);
    damage(&memory, archive_on(&memory), &last.snapshot);
    let archive = archive_on(&memory);
    memory.fill();
    let mut conductor = open_on(&scene, &archive);
    let view = conductor.published.load_full().unwrap();
    assert_eq!((view.speaking.number, view.learned.number), (last.number - 1, last.number));
    let concerns = view.concerns.list();
    assert_eq!(concerns.len(), 1, "{concerns:?}");
    assert_eq!(concerns[0].matter, "damage");
    assert_eq!(digest(&conductor), wanted, "learning goes on from what events say");
    memory.clear();
    conductor.finish_what_is_left();
    let view = conductor.published.load_full().unwrap();
    assert_eq!(view.speaking.number, last.number);
    assert!(!conductor.concerns.has(Matter::Damage), "{:?}", conductor.concerns.list());
    assert_clean(&conductor);
}

#[test]
fn a_rollback_to_a_version_that_is_damaged_speaks_again_once_it_is_made_anew() {
    let scene = Scene::new();
    let memory = Memory::default();
    let (last, wanted) = some_versions(&scene, &memory);
    let mut conductor = open_on(&scene, &archive_on(&memory));
    let back = wire::Rollback { version: last.number - 1, reason: "a test".to_owned(), speaking: None };
    let pinned = conductor.rollback(&back, "ana", Utc::now()).unwrap();
    drop(conductor);
    damage(&memory, archive_on(&memory), &pinned.snapshot);
    let conductor = open_on(&scene, &archive_on(&memory));
    let view = conductor.published.load_full().unwrap();
    assert!(view.pinned() && view.speaking.number == pinned.number, "{:?}", view.speaking);
    assert_eq!(digest(&conductor), wanted);
    assert!(conductor.concerns.list().is_empty());
    assert_clean(&conductor);
}

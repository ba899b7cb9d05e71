//! Refits as events: asked for at a cut, answered before an origin that waits, by whomever.

use super::*;
use crate::conductor::answer_on;
use crate::conductor::refits::BROKEN;
use paridad_engine::data::digest::Digest;
use paridad_engine::data::series::Observation;
use paridad_engine::forecaster::Event;
use paridad_engine::forecaster::refits::Refitted;
use paridad_engine::snapshot::{Snapshot, encode};
use paridad_store::ObservationRow;

/// The number of the origin at which the data are cut for the first refits, and of the one that waits for them.
const CUT: usize = 252;
const DUE: usize = 257;

/// A scene whose next day is the cut.
fn before_the_cut() -> (Scene, Conductor) {
    let scene = Scene::with(CUT - 1);
    let conductor = scene.open();
    assert!(conductor.jobs().is_empty(), "nothing is asked for before the cut");
    (scene, conductor)
}

/// Brings the days up to an origin.
fn bring_until(scene: &Scene, conductor: &mut Conductor, origin: usize) {
    let known = scene.days.iter().position(|day| *day == conductor.learned.day).unwrap() + 1;
    for index in known..origin {
        assert_eq!(scene.bring(conductor, index, 1.0).learned, 1, "day {index}");
    }
}

fn digest(conductor: &Conductor) -> Digest {
    encode(&conductor.forecaster).digest()
}

fn events(conductor: &Conductor) -> usize {
    conductor.archive.read().unwrap().events_from::<Event>(1).unwrap().count()
}

/// What comes of the first refits when nothing disturbs them.
fn undisturbed() -> Digest {
    let (scene, mut conductor) = before_the_cut();
    bring_until(&scene, &mut conductor, DUE);
    digest(&conductor)
}

#[test]
fn the_last_pull_before_an_origin_that_waits_answers_what_is_still_open() {
    let (scene, mut conductor) = before_the_cut();
    bring_until(&scene, &mut conductor, DUE - 2);
    let (asked, before) = (conductor.jobs().len(), events(&conductor));
    assert!(asked >= 3, "{asked} refits");
    bring_until(&scene, &mut conductor, DUE - 1);
    assert_eq!(events(&conductor), before + 1 + asked, "each answer is an event");
    assert!(conductor.jobs().is_empty());
    bring_until(&scene, &mut conductor, DUE);
    let verified = Conductor::verify(conductor.archive()).unwrap();
    assert!(verified.clean && verified.refits == asked as u64, "{verified:?}");
}

#[test]
fn a_kill_between_a_cut_and_its_answer_changes_no_bit() {
    let (scene, mut conductor) = before_the_cut();
    bring_until(&scene, &mut conductor, CUT);
    let asked = conductor.jobs();
    drop(conductor);
    let mut conductor = scene.open();
    assert_eq!(conductor.jobs(), asked, "what was asked for is asked for again");
    bring_until(&scene, &mut conductor, DUE);
    assert_eq!(digest(&conductor), undisturbed());
    drop(conductor);
    assert_eq!(digest(&scene.open()), undisturbed());
}

#[test]
fn an_answer_from_behind_the_scenes_gives_the_same_snapshot_as_the_writer_s_own() {
    let (scene, mut conductor) = before_the_cut();
    bring_until(&scene, &mut conductor, CUT + 1);
    let answers = answer_on(1, &conductor.jobs());
    let versions = conductor.learned.number;
    // Killed halfway: some answers are there, the others are asked for again.
    conductor.fill(answers[..1].to_vec(), Utc::now()).unwrap();
    drop(conductor);
    let mut conductor = scene.open();
    assert_eq!(conductor.jobs().len(), answers.len() - 1);
    conductor.fill(answers.clone(), Utc::now()).unwrap();
    assert!(conductor.jobs().is_empty());
    assert_eq!(conductor.learned.number, versions, "an answer alone is no version");
    let before = events(&conductor);
    bring_until(&scene, &mut conductor, DUE);
    assert_eq!(digest(&conductor), undisturbed());
    conductor.fill(answers, Utc::now()).unwrap();
    assert_eq!(events(&conductor), before + DUE - CUT - 1, "what nobody waits for is dropped");
    assert_clean(&conductor);
}

#[test]
fn a_cut_that_is_revised_drops_the_answers_to_the_wrong_one() {
    let (scene, mut conductor) = before_the_cut();
    scene.bring(&mut conductor, CUT - 1, 1.02);
    let_in_all(&mut conductor);
    let wrong = answer_on(1, &conductor.jobs());
    scene.bring(&mut conductor, CUT - 1, 1.0);
    let_in_all(&mut conductor);
    let before = events(&conductor);
    conductor.fill(wrong, Utc::now()).unwrap();
    assert_eq!(events(&conductor), before);
    bring_until(&scene, &mut conductor, DUE);
    assert_clean(&conductor);
}

#[test]
fn a_refit_that_fails_is_on_record_and_keeps_neither_its_day_nor_a_start_waiting() {
    let (scene, mut conductor) = before_the_cut();
    BROKEN.set(Some(Refitted::Garch));
    bring_until(&scene, &mut conductor, DUE - 2);
    let index = DUE - 2;
    let pulled = scene.bring(&mut conductor, index, 1.0);
    assert_eq!(pulled.learned, 1, "the day is learned: {pulled:?}");
    let remark =
        "the refit of the variance from the first 252 origins failed; what was fitted before is kept";
    assert!(pulled.findings.iter().any(|finding| finding == remark), "{:?}", pulled.findings);
    bring_until(&scene, &mut conductor, DUE);
    let concerns = |conductor: &Conductor| {
        let all = conductor.published.load_full().unwrap().concerns.list();
        all.into_iter().map(|concern| (concern.matter, concern.detail)).collect::<Vec<_>>()
    };
    assert_eq!(concerns(&conductor), [("refit".to_owned(), remark.to_owned())]);
    let (without, whole) = (digest(&conductor), undisturbed_by(None));
    assert_ne!(without, whole, "the fit is missed");
    let verified = Conductor::verify(conductor.archive()).unwrap();
    assert!(verified.clean && verified.refits > 0, "it fails again: {verified:?}");
    BROKEN.set(None);
    let verified = Conductor::verify(conductor.archive()).unwrap();
    assert!(!verified.clean && verified.faults[0].contains("not reproduced"), "{verified:?}");
    drop(conductor);
    let conductor = scene.open();
    assert_eq!(digest(&conductor), without, "a replay of the line obeys what is on record");
    assert_eq!(concerns(&conductor).len(), 1, "and the concern is known after a start");
    assert!(!conductor.concerns.can_be_tried(), "nothing of it can be tried again before the next cut");
}

#[test]
fn a_refit_that_failed_for_one_line_is_asked_for_anew_by_another() {
    let (scene, mut conductor) = before_the_cut();
    BROKEN.set(Some(Refitted::Garch));
    bring_until(&scene, &mut conductor, DUE);
    BROKEN.set(None);
    let recipe = conductor.forecaster.recipe().clone();
    let challenger = Challenger::learn(conductor.archive(), recipe, &mut |_| Ok(())).unwrap();
    let kept = conductor.keep_challenger(&challenger, "beside", ("ana", Utc::now())).unwrap();
    assert_ne!(kept.snapshot, conductor.learned.snapshot, "it has the fit that the other one missed");
    assert_eq!(*kept.snapshot.as_bytes(), undisturbed_by(None));
}

/// What comes of the first refits when nothing disturbs them but that one part fails.
fn undisturbed_by(broken: Option<Refitted>) -> Digest {
    let before = BROKEN.replace(broken);
    let wanted = undisturbed();
    BROKEN.set(before);
    wanted
}

#[test]
fn an_upgrade_answers_the_refits_that_the_old_engine_never_made() {
    let scene = Scene::with(DUE + 3);
    let learned = scene.open();
    let old = scene.folder.path().join("old");
    std::fs::create_dir(&old).unwrap();
    old_archive(&learned, &Archive::open(old.join(ARCHIVE_FILE)).unwrap(), |_| true);
    let mut shown = Vec::new();
    let mut progress = |at: Progress| shown.push((at.done, at.of));
    let history = HistoryFrom::File(scene.history());
    let upgraded = Conductor::open(&old, &history, Published::default(), &mut progress).unwrap();
    assert_eq!(shown, [(DUE + 3, DUE + 3)]);
    assert_eq!(upgraded.learned.kind, VersionKind::Upgrade);
    assert_eq!(digest(&upgraded), digest(&learned), "as if it had learned so from the first day");
    let verified = Conductor::verify(upgraded.archive()).unwrap();
    assert!(verified.clean && verified.foreign == 1 && verified.refits > 0, "{verified:?}");
}

/// The observations of `learned` that an engine without refits had, as it would have kept them, with one version.
pub(super) fn old_archive(learned: &Conductor, old: &Archive, had: impl Fn(&Observation) -> bool) {
    let reader = learned.archive.read().unwrap();
    let Snapshot { manifest, parts } = encode(&learned.forecaster);
    old.write(|writer| {
        let mut last = 0;
        for event in reader.events_from::<Event>(1)? {
            let Event::Observed(mut observations) = event?.1 else { continue };
            observations.retain(&had);
            for observation in &observations {
                writer.append_observation(&row(observation))?;
            }
            if !observations.is_empty() {
                last = writer.append_event(&Event::Observed(observations))?;
            }
        }
        for part in &parts {
            writer.put_part(&part.bytes)?;
        }
        let snapshot = writer.put_part(&manifest)?;
        let engine_revision = OWN_REVISION - 1;
        let version = VersionRow {
            number: 1,
            parent: None,
            event: last,
            snapshot,
            engine_revision,
            ..learned.learned.clone()
        };
        writer.append_version(&version)
    })
    .unwrap();
}

fn row(observation: &Observation) -> ObservationRow {
    ObservationRow { observation: observation.clone(), received_at: DateTime::UNIX_EPOCH, batch: 0 }
}

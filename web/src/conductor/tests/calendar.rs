//! The calendar of events in an archive that was made before there was one.

use super::refits::old_archive;
use super::*;
use chrono::TimeDelta;
use paridad_engine::data::digest::Digest;
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::snapshot::{Snapshot, encode};
use paridad_ingest::bundle;
use paridad_ingest::sources::events;
use paridad_store::BatchRow;
use std::path::Path;

/// The batches of an archive, the first one first.
fn batches(conductor: &Conductor) -> Vec<(u64, BatchRow)> {
    let reader = conductor.archive.read().unwrap();
    (1..).map_while(|number| Some((number, reader.batch(number).unwrap()?))).collect()
}

#[test]
fn an_archive_made_before_takes_the_calendar_in_once_and_verifies_clean() {
    let scene = Scene::new();
    let learned = scene.open();
    let old = scene.folder.path().join("old");
    std::fs::create_dir(&old).unwrap();
    let is_event = |id: &str| id.starts_with("events.");
    old_archive(&learned, &Archive::open(old.join(ARCHIVE_FILE)).unwrap(), |value| {
        !is_event(value.series.as_str())
    });
    let history = HistoryFrom::File(scene.history());
    let open = || Conductor::open(&old, &history, Published::default(), &mut |_| {}).unwrap();
    let calendar = bundle::calendar().unwrap();
    for _ in 0..2 {
        let conductor = open();
        let kept = batches(&conductor);
        let [(number, batch)] = kept.as_slice() else { panic!("{kept:?}") };
        assert_eq!((batch.source.as_str(), batch.observed as usize), (events::NAME, calendar.len()));
        let reader = conductor.archive.read().unwrap();
        let mut rows = reader.observations_of_batch(*number).unwrap();
        rows.sort_by_key(|row| row.observation.known_at);
        assert!(rows.iter().zip(&calendar).all(|(row, day)| row.observation.known_at == day.known_at));
        assert!(Conductor::verify(conductor.archive()).unwrap().clean);
    }
}

/// So many days that refits were made.
const REFITTED: usize = 260;

fn digest(conductor: &Conductor) -> Digest {
    encode(&conductor.forecaster).digest()
}

/// An archive of another engine with what `learned` knows but the calendar, and its folder.
fn without_calendar(scene: &Scene, learned: &Conductor) -> PathBuf {
    let old = scene.folder.path().join("old");
    std::fs::create_dir(&old).unwrap();
    old_archive(learned, &Archive::open(old.join(ARCHIVE_FILE)).unwrap(), |value| {
        !value.series.as_str().starts_with("events.")
    });
    old
}

fn open(scene: &Scene, folder: &Path) -> Conductor {
    let history = HistoryFrom::File(scene.history());
    Conductor::open(folder, &history, Published::default(), &mut |_| {}).unwrap()
}

#[test]
fn what_an_upgrade_learns_anew_counts_the_events_as_a_first_start_does() {
    let scene = Scene::with(REFITTED);
    let mut first = scene.open();
    let old = without_calendar(&scene, &first);
    let mut upgraded = open(&scene, &old);
    assert_eq!(upgraded.learned.kind, VersionKind::Upgrade);
    assert_eq!(digest(&upgraded), digest(&first), "as if it had known the calendar from the first day on");
    assert_clean(&upgraded);
    // It goes on so, also after a start, and whatever is folded anew.
    scene.bring(&mut first, REFITTED, 1.0);
    scene.bring(&mut upgraded, REFITTED, 1.0);
    drop(upgraded);
    let mut upgraded = open(&scene, &old);
    assert_eq!(digest(&upgraded), digest(&first));
    for conductor in [&mut first, &mut upgraded] {
        let bad = batches(conductor).last().unwrap().0;
        conductor.take_out(bad, "to see", ("ana", Utc::now())).unwrap();
    }
    assert_eq!(digest(&upgraded), digest(&first), "without its last batch");
    assert_clean(&upgraded);
}

#[test]
fn an_upgrade_that_is_cut_short_has_changed_nothing_and_is_made_at_the_next_start() {
    let scene = Scene::with(REFITTED);
    let first = scene.open();
    let old = without_calendar(&scene, &first);
    let cut_short = std::panic::catch_unwind(|| {
        let history = HistoryFrom::File(scene.history());
        let mut cut = |_: Progress| panic!("the power is gone");
        drop(Conductor::open(&old, &history, Published::default(), &mut cut));
    });
    assert!(cut_short.is_err());
    let archive = Archive::open(old.join(ARCHIVE_FILE)).unwrap();
    assert!(archive.read().unwrap().batch(1).unwrap().is_none(), "nothing of the calendar was kept");
    drop(archive);
    let upgraded = open(&scene, &old);
    assert_eq!(digest(&upgraded), digest(&first));
    assert_clean(&upgraded);
}

#[test]
fn a_calendar_that_an_upgrade_brought_can_be_taken_out_and_put_back() {
    let scene = Scene::new();
    let first = scene.open();
    let old = without_calendar(&scene, &first);
    let mut upgraded = open(&scene, &old);
    let (with, calendar) = (digest(&upgraded), batches(&upgraded).last().unwrap().0);
    upgraded.take_out(calendar, "to see", ("ana", Utc::now())).unwrap();
    assert_ne!(digest(&upgraded), with);
    assert_clean(&upgraded);
    upgraded.put_back(calendar, "seen", ("ana", Utc::now())).unwrap();
    assert_eq!(digest(&upgraded), with);
    assert_clean(&upgraded);
}

#[test]
fn a_promoted_line_that_another_engine_learned_knows_the_calendar_too() {
    let scene = Scene::new();
    let mut first = scene.open();
    let old = without_calendar(&scene, &first);
    let recipe = || Recipe::ecb_cross("brl").unwrap();
    let promote = |conductor: &mut Conductor| {
        let learned = Challenger::learn(conductor.archive(), recipe(), &mut |_| Ok(())).unwrap();
        let kept = conductor.keep_challenger(&learned, "to see", ("ana", Utc::now())).unwrap();
        conductor.promote(kept.number, "it is better", ("ana", Utc::now())).unwrap();
    };
    promote(&mut first);
    as_if_promoted(&old, &recipe());
    let upgraded = open(&scene, &old);
    assert_eq!(upgraded.learned.kind, VersionKind::Upgrade);
    assert_eq!(digest(&upgraded), digest(&first));
    assert_clean(&upgraded);
}

/// Lets an archive of another engine be as if a person had made a recipe speak there.
fn as_if_promoted(folder: &Path, recipe: &Recipe) {
    let archive = Archive::open(folder.join(ARCHIVE_FILE)).unwrap();
    let reader = archive.read().unwrap();
    let last = reader.last_learned().unwrap().unwrap();
    let mut forecaster = Forecaster::new(recipe.clone());
    for event in reader.events_from::<Event>(1).unwrap() {
        forecaster.apply(&event.unwrap().1);
    }
    let Snapshot { manifest, parts } = encode(&forecaster);
    archive
        .write(|writer| {
            for part in &parts {
                writer.put_part(&part.bytes)?;
            }
            let snapshot = writer.put_part(&manifest)?;
            let kept = VersionRow {
                number: last.number + 1,
                kind: VersionKind::Challenger,
                parent: None,
                snapshot,
                speaks: false,
                ..last.clone()
            };
            writer.append_version(&kept)?;
            let kind = VersionKind::Promoted { from: kept.number };
            let (number, parent) = (kept.number + 1, Some(last.number));
            writer.append_version(&VersionRow { number, parent, kind, speaks: true, ..kept })
        })
        .unwrap();
}

#[test]
fn a_calendar_that_people_took_out_stays_out() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let known = batches(&conductor);
    assert_eq!(known.last().unwrap().1.source, events::NAME);
    conductor.take_out(known.last().unwrap().0, "to see", ("ana", Utc::now())).unwrap();
    drop(conductor);
    let again = scene.open();
    assert_eq!(batches(&again).len(), known.len());
    assert!(Conductor::verify(again.archive()).unwrap().clean);
}

#[test]
fn a_calendar_that_ends_is_told_until_a_newer_one_comes_and_by_what_is_believed() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let until = |conductor: &Conductor| {
        let view = conductor.published.load_full().unwrap();
        let reaches = view.calendars.iter().find(|(kind, _)| *kind == Scheduled::Fomc);
        let unfilled = view.calendars.iter().any(|(kind, _)| *kind == Scheduled::MexicanPrices);
        assert!(!unfilled, "nobody has given INEGI's days");
        reaches.unwrap().1
    };
    let told = |conductor: &Conductor, day: NaiveDate| {
        let view = conductor.published.load_full().unwrap();
        let mut ending = view.ending(day.and_hms_opt(12, 0, 0).unwrap().and_utc());
        ending.find(|ending| ending.kind == Scheduled::Fomc).map(|ending| (ending.days_left, ending.since))
    };
    let last = until(&conductor);
    let before = |days| last - TimeDelta::days(days);
    assert_eq!(told(&conductor, before(46)), None);
    assert_eq!(told(&conductor, before(45)), Some((45, before(45))));
    assert_eq!(told(&conductor, before(-1)), Some((-1, before(45))));
    // A newer calendar moves no version, and is seen all the same; so is that its last day is called off.
    let (later, version) = (before(-49), conductor.learned.number);
    let line = |state, announced: NaiveDate| format!("events.us.fomc,{later},{state},{announced},a test\n");
    let head = "event,day,state,announced,source\n";
    let now = before(400).and_hms_opt(12, 0, 0).unwrap().and_utc();
    for (state, announced, reaches) in [("on", before(402), later), ("off", before(401), last)] {
        let text = format!("{head}{}", line(state, announced));
        take(&mut conductor, events::NAME, "text/csv", &text, now).unwrap();
        assert_eq!((until(&conductor), conductor.learned.number), (reaches, version), "{state}");
    }
}

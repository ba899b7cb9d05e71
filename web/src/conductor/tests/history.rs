//! History replayed: without a bad batch, by another recipe, and after a run that was cut short.

use super::*;
use paridad_engine::data::digest::Digest;
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::encode;

fn digest(conductor: &Conductor) -> Digest {
    encode(&conductor.forecaster).digest()
}

/// A value of the bank's own, which the recipe reads, as known at a moment.
fn carry(conductor: &mut Conductor, day: NaiveDate, value: f64) -> Pulled {
    let text = format!("series,period,value\nrate.mxn,{day},{value}\nrate.usd,{day},4.0\n");
    take(conductor, Csv::NAME, "text/csv", &text, ecb_publication(day)).unwrap()
}

fn last_batch(conductor: &Conductor) -> u64 {
    conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap().0
}

#[test]
fn history_without_a_batch_has_the_bits_of_one_that_never_knew_it() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    carry(&mut conductor, scene.days[KNOWN], 11.0);
    scene.bring(&mut conductor, KNOWN, 1.0);
    carry(&mut conductor, scene.days[KNOWN + 1], 12.0);
    let bad = last_batch(&conductor);
    scene.bring(&mut conductor, KNOWN + 1, 1.0);
    scene.bring(&mut conductor, KNOWN + 2, 1.0);
    let (poisoned, versions) = (digest(&conductor), conductor.learned.number);
    let row = conductor.take_out(bad, "a typing error", ("ana", Utc::now())).unwrap();
    assert_eq!((row.kind, row.number), (VersionKind::Without { batch: bad }, versions + 1));
    assert_ne!(digest(&conductor), poisoned);

    let other = Scene::new();
    let mut clean = other.open();
    carry(&mut clean, other.days[KNOWN], 11.0);
    (KNOWN..KNOWN + 3).for_each(|index| drop(other.bring(&mut clean, index, 1.0)));
    assert_eq!(digest(&conductor), digest(&clean));
    assert_clean(&conductor);

    // Learning goes on from there, also after a restart, and the right value may come again.
    drop(conductor);
    let mut conductor = scene.open();
    for (scene, conductor) in [(&scene, &mut conductor), (&other, &mut clean)] {
        assert_eq!(carry(conductor, scene.days[KNOWN + 3], 11.0).observed, 2);
        scene.bring(conductor, KNOWN + 3, 1.0);
    }
    assert_eq!(digest(&conductor), digest(&clean));
    assert_clean(&conductor);
    let again = conductor.take_out(bad, "", ("ana", Utc::now())).unwrap_err();
    assert!(matches!(again, ConductorError::AlreadyTakenOut { .. }), "{again}");
    let missing = conductor.take_out(999, "", ("ana", Utc::now())).unwrap_err();
    assert!(matches!(missing, ConductorError::NoSuchBatch { wanted: 999 }), "{missing}");
}

#[test]
fn a_challenger_learns_beside_and_speaks_once_a_person_wants_it() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let real =
        Challenger::learn(conductor.archive(), Recipe::ecb_cross("brl").unwrap(), &mut |_| Ok(())).unwrap();
    let speaking = conductor.learned.number;
    let challenger = conductor.keep_challenger(&real, "to see", ("ana", Utc::now())).unwrap();
    assert_eq!((challenger.kind, challenger.speaks), (VersionKind::Challenger, false));
    scene.bring(&mut conductor, KNOWN + 1, 1.0);
    let target = |conductor: &Conductor| {
        let view = conductor.published.load_full().unwrap();
        (view.model.recipe.target_name.clone(), view.model.origin.day)
    };
    assert_eq!(target(&conductor), ("usdmxn".to_owned(), scene.days[KNOWN + 1]));
    let row = conductor.promote(challenger.number, "it is better", ("ana", Utc::now())).unwrap();
    assert_eq!(row.kind, VersionKind::Promoted { from: challenger.number });
    assert_eq!(target(&conductor), ("usdbrl".to_owned(), scene.days[KNOWN + 1]), "it knows what came since");
    scene.bring(&mut conductor, KNOWN + 2, 1.0);
    assert_eq!(target(&conductor).1, scene.days[KNOWN + 2], "and learns on");
    assert_clean(&conductor);
    drop(conductor);
    let mut conductor = scene.open();
    assert_eq!(target(&conductor).0, "usdbrl", "also after a restart");
    let refused = conductor.promote(speaking, "", ("ana", Utc::now())).unwrap_err();
    assert!(matches!(refused, ConductorError::NoChallenger { .. }), "{refused}");
    assert_clean(&conductor);
}

#[test]
fn a_challenger_that_never_spoke_is_promoted_and_not_rolled_back_to() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let (spoke, ana) = (conductor.learned.number, ("ana", Utc::now()));
    let learned =
        Challenger::learn(conductor.archive(), Recipe::ecb_cross("brl").unwrap(), &mut |_| Ok(())).unwrap();
    let kept = conductor.keep_challenger(&learned, "to see", ana).unwrap();
    let back_to = |version, conductor: &mut Conductor| {
        let wanted = paridad_wire::Rollback { version, reason: String::new(), speaking: None };
        conductor.rollback(&wanted, ana.0, ana.1)
    };
    let refused = back_to(kept.number, &mut conductor).unwrap_err();
    assert!(matches!(refused, ConductorError::NeverSpoke { .. }), "{refused}");
    assert!(refused.to_string().contains("promote"), "{refused}");
    assert_eq!(conductor.published.load_full().unwrap().speaking.number, spoke);
    let promoted = conductor.promote(kept.number, "", ana).unwrap();
    for version in [spoke, promoted.number, kept.number] {
        assert!(back_to(version, &mut conductor).is_ok(), "{version} is of a line that has spoken");
    }
    let reader = conductor.archive.read().unwrap();
    let listed = crate::versions::answer::versions(&reader, 100, None).unwrap().versions;
    assert!(listed.iter().all(|version| version.returnable), "{listed:?}");
}

#[test]
fn what_was_kept_and_not_learned_is_learned_at_the_next_start_as_of_when_it_came() {
    let scene = Scene::new();
    let mut undisturbed = scene.open();
    scene.bring(&mut undisturbed, KNOWN, 1.0);
    let wanted = digest(&undisturbed);

    let other = Scene::new();
    let mut conductor = other.open();
    let day = other.days[KNOWN];
    let brought = brought(other.payload(KNOWN, 1.0));
    let parsed = paridad_ingest::sources::parse(&brought.deliveries[0].payload).unwrap();
    let now = ecb_publication(day);
    let run = conductor.begin(&brought, now).unwrap();
    let step = run::Step { run, actor: "test", now, key: None };
    let (checked, _) = conductor.check(&brought.deliveries[0].payload, &parsed).unwrap();
    conductor.keep(&brought.deliveries[0], &checked, &[], &step).unwrap();
    drop(conductor);
    let conductor = other.open();
    assert_eq!((conductor.learned.day, digest(&conductor)), (day, wanted));
    let reader = conductor.archive.read().unwrap();
    assert!(reader.open_runs().unwrap().is_empty());
    assert_clean(&conductor);
}

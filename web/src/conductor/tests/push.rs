//! Pushes under a key, and the tokens that they come with.

use super::*;
use crate::conductor::Counted;
use crate::push::answer::pushed;
use paridad_ingest::sources::push;
use paridad_store::{PushKey, Table, TokenRow};

const ROWS: &str = r#"{"observations":[{"series":"flow","period":"2024-01-02","value":1}]}"#;

fn sent(actor: &str, key: &str, body: &str, now: DateTime<Utc>) -> Push {
    let payload = push::payload("test".to_owned(), push::JSON, body.as_bytes().to_vec(), now);
    Push { delivery: payload.into(), actor: actor.to_owned(), key: key.to_owned() }
}

#[test]
fn a_push_lands_once_under_its_key_and_two_who_use_the_same_key_do_not_meet() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    let Landed::Now(batch) = conductor.push(sent("desk", "1", ROWS, now), now).unwrap() else {
        panic!("it was not there before");
    };
    let later = now + chrono::TimeDelta::days(1);
    assert_eq!(conductor.push(sent("desk", "1", ROWS, later), later).unwrap(), Landed::Before(batch));
    let other = ROWS.replace(":1}", ":2}");
    let refused = conductor.push(sent("desk", "1", &other, later), later).unwrap_err();
    assert!(matches!(refused, ConductorError::KeyUsed), "{refused}");
    let Landed::Now(of_core) = conductor.push(sent("core", "1", &other, later), later).unwrap() else {
        panic!("it was another who used the key");
    };
    let reader = conductor.archive.read().unwrap();
    let came = |batch| pushed(&reader, batch).unwrap().map(|pushed| (pushed.observed, pushed.known));
    assert_eq!((came(batch), came(of_core)), (Some((1, 0)), Some((1, 0))));
    assert_eq!(came(batch - 1), None, "the history was not pushed");
}

#[test]
fn a_rate_in_another_unit_waits_for_people_and_moves_no_forecast() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let mut push = |key: &str, index: usize, value: f64| {
        let (day, now) = (scene.days[index], ecb_publication(scene.days[index]));
        let row = format!(r#"{{"series":"rate.mxn","period":"{day}","value":{value:e}}}"#);
        let body = format!(r#"{{"observations":[{row}]}}"#);
        let Landed::Now(batch) = conductor.push(sent("desk", key, &body, now), now).unwrap() else {
            panic!("it was not there before");
        };
        let came = pushed(&conductor.archive.read().unwrap(), batch).unwrap().unwrap();
        (came.observed, came.held)
    };
    assert_eq!(push("1", KNOWN, 725.0), (0, 1), "the first value of all is beyond what any bill has paid");
    assert_eq!(push("2", KNOWN, 1e308), (0, 1));
    assert_eq!(push("3", KNOWN, 7.25), (1, 0));
    for (key, wrong) in [("4", 725.0), ("5", 72.5), ("6", 0.0725), ("7", 1e308)] {
        assert_eq!(push(key, KNOWN + 1, wrong), (0, 1), "{wrong}");
    }
    assert_eq!(push("8", KNOWN + 1, 7.0), (1, 0));
    let held: Vec<_> = conductor.archive.read().unwrap().held_from(1).unwrap().map(Result::unwrap).collect();
    let rules: Vec<&str> = held.iter().map(|(_, row)| row.rule.as_str()).collect();
    let units = ["unit_change"; 3];
    assert_eq!(rules, [&["out_of_range"; 2][..], &units, &["implausible"]].concat());
    assert_eq!(held[2].1.reviewers, 2, "two people change what a series means");
    assert_clean(&conductor);
}

/// How many records of all that a push could leave there are.
fn kept(conductor: &Conductor) -> [u64; 4] {
    let reader = conductor.archive.read().unwrap();
    [Table::Runs, Table::Raw, Table::Batches, Table::Held].map(|table| reader.count(table).unwrap())
}

#[test]
fn of_a_push_that_brings_too_much_nothing_is_kept_and_its_key_is_free() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    let row = |series: &str, day: u64, value: u64| {
        let period = NaiveDate::from_ymd_opt(2001, 1, 1).unwrap() + chrono::Days::new(day);
        format!(r#"{{"series":"{series}","period":"{period}","value":{value}}}"#)
    };
    let body = |rows: Vec<String>| format!(r#"{{"observations":[{}]}}"#, rows.join(","));
    let series = |count: u64| body((0..count).map(|number| row(&format!("f{number}"), 0, 1)).collect());
    let conflicts = |count: u64| body((0..count).map(|number| row("flow", number / 2, number)).collect());
    let before = kept(&conductor);
    for (of, flood) in [(Counted::NewSeries, series(1_001)), (Counted::Held, conflicts(1_002))] {
        let refused = conductor.push(sent("desk", "1", &flood, now), now).unwrap_err();
        let ConductorError::TooMuch(much) = refused else { panic!("{refused}") };
        assert_eq!((much.of, much.most), (of, 1_000));
        assert!(much.got > 1_000);
        assert_eq!(kept(&conductor), before, "{refused}");
    }
    conductor.push(sent("desk", "1", &conflicts(1_000), now), now).unwrap();
    assert_eq!(kept(&conductor)[3], before[3] + 1_000);
    conductor.push(sent("desk", "2", &series(1_000), now), now).unwrap();
    let many = (0..1_001).map(|number| row(&format!("f{}", number % 1_000), 1 + number / 1_000, 1));
    conductor.push(sent("desk", "3", &body(many.collect()), now), now).unwrap();
    assert_clean(&conductor);
}

#[test]
fn a_push_that_was_cut_short_is_completed_and_keeps_its_key() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    let Push { delivery, key, .. } = sent("desk", "1", ROWS, now);
    let payload = delivery.payload.clone();
    let brought = Brought { actor: "desk".to_owned(), trigger: Trigger::Push, ..brought(payload) };
    let run = conductor.begin(&brought, now).unwrap();
    let under = PushKey { token: "desk", text: &key };
    let step = run::Step { run, actor: "desk", now, key: Some(run::Once::Push(under)) };
    let parsed = paridad_ingest::sources::parse(&brought.deliveries[0].payload).unwrap();
    let (checked, _) = conductor.check(&brought.deliveries[0].payload, &parsed).unwrap();
    let batch = conductor.keep(&brought.deliveries[0], &checked, &[], &step).unwrap();
    assert_eq!(pushed(&conductor.archive.read().unwrap(), batch).unwrap(), None, "it goes on");
    drop(conductor);
    let mut conductor = scene.open();
    assert_eq!(conductor.push(sent("desk", "1", ROWS, now), now).unwrap(), Landed::Before(batch));
    let came = pushed(&conductor.archive.read().unwrap(), batch).unwrap().unwrap();
    assert_eq!((came.observed, came.known), (1, 0));
    assert_clean(&conductor);
}

#[test]
fn a_name_has_one_token_at_a_time_and_each_change_is_in_the_trail() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    let (name, role, actor) = ("ana".to_owned(), "reviewer".to_owned(), "local".to_owned());
    let row = TokenRow { name, role, digest: [7; 32], at: now, actor, revoked: false };
    conductor.make_token(&row).unwrap();
    assert!(matches!(conductor.make_token(&row), Err(ConductorError::NameInUse { .. })));
    assert!(conductor.revoke_token("ana", ("root", now)).unwrap().revoked);
    let again = conductor.revoke_token("ana", ("root", now)).unwrap_err();
    assert_eq!(again.to_string(), "ana has no token in force");
    conductor.make_token(&TokenRow { digest: [8; 32], ..row }).unwrap();
    let reader = conductor.archive.read().unwrap();
    assert!(reader.token_by_digest(&[7; 32]).unwrap().is_none());
    assert_eq!(reader.token_by_digest(&[8; 32]).unwrap().unwrap().name, "ana");
    let trail: Vec<_> = reader.audit_from(1).unwrap().map(Result::unwrap).collect();
    let made =
        trail.iter().filter(|entry| entry.detail == "reviewer of ana").map(|entry| entry.actor.as_str());
    assert_eq!(made.collect::<Vec<_>>(), ["local", "root", "local"]);
}

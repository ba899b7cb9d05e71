//! What has come, what is held and what people said of it is read as the server writes it.

use super::*;

fn at() -> DateTime<Utc> {
    "2026-11-26T18:05:00Z".parse().unwrap()
}

fn day() -> NaiveDate {
    "2026-11-26".parse().unwrap()
}

fn opinion(known: Option<wire::KnownFrom>) -> wire::Opinion {
    wire::Opinion {
        actor: "ana".to_owned(),
        at: at(),
        decision: "correct".to_owned(),
        value: Some(18.234_5),
        known,
        people: 2,
        breaks: vec!["implausible: far".to_owned()],
        note: "DOF".to_owned(),
    }
}

fn held(decisions: Vec<wire::Opinion>) -> wire::Held {
    wire::Held {
        held: 7,
        batch: 31,
        series: "banxico.sf43718".to_owned(),
        period: day(),
        value: 182.345,
        received_at: at(),
        rule: "implausible".to_owned(),
        detail: "ln(182.345 / 18.2 of 2026-11-25) = 2.304, allowed are 0.101 either way".to_owned(),
        reviewers: 2,
        decided: None,
        disputed: true,
        decisions,
    }
}

#[test]
fn what_is_held_is_read_with_all_that_was_said_of_it() {
    let said = [None, Some(wire::KnownFrom::Published), Some(wire::KnownFrom::Since(at()))].map(opinion);
    let one = held(said.to_vec());
    assert_eq!(back(&one), one);
    for example in [None, Some(one)] {
        let group =
            wire::HeldGroup { batch: 31, rule: "implausible".to_owned(), held: 12, waiting: 3, example };
        assert_eq!(back(&group), group);
    }
}

#[test]
fn precedents_are_read_in_force_and_revoked() {
    let precedent = wire::Precedent {
        precedent: 1,
        series: "banxico.sf43718".to_owned(),
        rule: "implausible".to_owned(),
        from: None,
        until: Some(day()),
        least: Some(17.5),
        most: None,
        decision: "accept".to_owned(),
        known: Some(wire::KnownFrom::Published),
        reviewers: 2,
        in_force: false,
        actors: vec!["ana".to_owned(), "eva".to_owned()],
        proposed_at: at(),
        note: "hyperinflation".to_owned(),
        revoked_by: Some("luis".to_owned()),
        revoked_at: Some(at()),
    };
    assert_eq!(back(&precedent), precedent);
}

#[test]
fn runs_are_read_done_failed_and_under_way() {
    let run = wire::Run {
        run: 12,
        source: "banxico".to_owned(),
        actor: "paridad".to_owned(),
        trigger: "schedule".to_owned(),
        started_at: at(),
        ended_at: None,
        batches: vec![31],
        brought: None,
        failed: None,
    };
    let brought = Some(wire::RunBrought { observed: 5, known: 90, held: 1, learned: 1, version: 25 });
    let failed = Some("the source did not answer".to_owned());
    let done = wire::Run { ended_at: Some(at()), brought, ..run.clone() };
    for run in [run.clone(), done, wire::Run { failed, ..run }] {
        assert_eq!(back(&run), run);
    }
    let pulled = wire::Pulled {
        source: "banxico".to_owned(),
        observed: 5,
        known: 90,
        held: 1,
        learned: 1,
        last_day: day(),
        version: 25,
        findings: vec!["missing".to_owned()],
    };
    assert_eq!(back(&pulled), pulled);
}

#[test]
fn series_are_read_with_their_freshness_and_vintages() {
    for (last, age_days) in [(Some(day()), Some(3)), (Some(day()), Some(-425)), (None, None)] {
        let fresh = wire::Freshness {
            series: "events.us.fomc".to_owned(),
            source: "events".to_owned(),
            state: "not_due".to_owned(),
            last,
            age_days,
            received_at: last.map(|_| at()),
            due_at: last.map(|_| at()),
        };
        assert_eq!(back(&fresh), fresh);
    }
    let summary = wire::SeriesSummary {
        id: "ecb.eur.usd".to_owned(),
        unit: "USD por EUR".to_owned(),
        first: day(),
        last: day(),
    };
    assert_eq!(back(&summary), summary);
    for taken_out_at in [None, Some(at())] {
        let vintage = wire::Vintage {
            period: day(),
            value: 1.1,
            known_at: at(),
            received_at: at(),
            live: taken_out_at.is_none(),
            source: "ecb".to_owned(),
            batch: 3,
            raw: "ab".to_owned(),
            taken_out_at,
        };
        assert_eq!(back(&vintage), vintage);
    }
}

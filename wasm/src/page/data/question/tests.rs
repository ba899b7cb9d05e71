//! The server is told what was answered, and no more.

use super::*;

fn held() -> Held {
    Held {
        held: 7,
        batch: 31,
        series: "banxico.sf43718".to_owned(),
        period: "2026-11-26".parse().unwrap(),
        value: 182.345,
        received_at: "2026-11-26T18:05:00Z".parse().unwrap(),
        rule: "implausible".to_owned(),
        detail: String::new(),
        reviewers: 2,
        decided: None,
        disputed: false,
        decisions: Vec::new(),
    }
}

fn draft(verdict: Verdict) -> Draft {
    Draft { verdict: Some(verdict), reason: " DOF ".to_owned(), ..Draft::default() }
}

/// What is asked for, as a line.
fn asked(subject: &Subject, draft: &Draft) -> String {
    let (path, body) = subject.request(draft);
    let said = body.iter().map(|(name, value)| match value {
        Json::Text(text) => format!(" {name}={text}"),
        Json::Number(number) => format!(" {name}={number}"),
        Json::Truth(truth) => format!(" {name}={truth}"),
        other => format!(" {name}={other:?}"),
    });
    path + &said.collect::<String>()
}

#[test]
fn a_value_is_decided_corrected_or_becomes_a_precedent() {
    let one = Subject::Value(held());
    assert_eq!(asked(&one, &draft(Verdict::Reject)), "/api/v1/held/7 note=DOF decision=reject");
    let published = Draft { published: true, value: Some(18.2), ..draft(Verdict::Accept) };
    assert_eq!(asked(&one, &published), "/api/v1/held/7 note=DOF decision=accept known=published");
    let corrected = Draft { verdict: Some(Verdict::Correct), published: false, ..published.clone() };
    assert_eq!(asked(&one, &corrected), "/api/v1/held/7 note=DOF decision=correct value=18.2");
    let like = Draft {
        like: true,
        days: [None, "1995-12-31".parse().ok()],
        values: [Some(1.5), None],
        ..draft(Verdict::Reject)
    };
    let wanted = "/api/v1/precedents note=DOF decision=reject held=7 until=1995-12-31 least=1.5";
    assert_eq!(asked(&one, &like), wanted);
}

#[test]
fn a_group_is_decided_at_once_and_precedents_are_agreed_to_or_revoked() {
    let (rule, example) = ("implausible".to_owned(), Some(held()));
    let group = Subject::Group(HeldGroup { batch: 31, rule, held: 12, waiting: 12, example });
    let wanted = "/api/v1/held note=DOF decision=reject batch=31 rule=implausible";
    assert_eq!(asked(&group, &draft(Verdict::Reject)), wanted);
    let precedent = Precedent {
        precedent: 3,
        series: "banxico.sf43718".to_owned(),
        rule: "implausible".to_owned(),
        from: None,
        until: None,
        least: None,
        most: None,
        decision: "reject".to_owned(),
        known: None,
        reviewers: 2,
        in_force: false,
        actors: vec!["ana".to_owned()],
        proposed_at: "2026-11-26T18:05:00Z".parse().unwrap(),
        note: String::new(),
        revoked_by: None,
        revoked_at: None,
    };
    let agreed = asked(&Subject::Agree(precedent.clone()), &draft(Verdict::Accept));
    assert_eq!(agreed, "/api/v1/precedents/3/agree note=DOF");
    let reopen = Draft { reopen: true, ..draft(Verdict::Accept) };
    let revoked = asked(&Subject::Revoke(precedent), &reopen);
    assert_eq!(revoked, "/api/v1/precedents/3/revoke note=DOF reopen=true");
}

#[test]
fn nothing_is_decided_without_a_reason_nor_corrected_without_a_value() {
    let one = Subject::Value(held());
    assert!(one.is_answered(&draft(Verdict::Reject)));
    assert!(!one.is_answered(&Draft { reason: "  ".to_owned(), ..draft(Verdict::Reject) }));
    assert!(!one.is_answered(&Draft { verdict: None, ..draft(Verdict::Reject) }));
    assert!(!one.is_answered(&draft(Verdict::Correct)));
    assert!(one.is_answered(&Draft { value: Some(18.2), ..draft(Verdict::Correct) }));
}

//! The part of each transaction that people and schedules add: what is held, decided, run, excluded,
//! allowed, pushed, profiled and made a precedent.

use super::{moment, observation, series, text};
use paridad_store::{
    Decision, DecisionRow, ExclusionRow, Hash, HeldRow, KeyRow, OpenRun, Precedent, PrecedentRow,
    PrecedentStep, PushKey, Reader, RunRow, RunStep, StoreError, Table, Terms, TokenRow, Trigger, Writer,
};

/// Appends the part of the transaction of that number. Its run ends in the transaction after it.
pub(super) fn append(w: &mut Writer<'_>, number: u64) -> Result<(), StoreError> {
    let held = w.append_held(&held(number))?;
    w.append_decision(&decision(number, held))?;
    if number > 1 {
        let failed = RunStep::Failed { reason: text(number, "reason") };
        w.append_run(&step(number - 1, failed))?;
    }
    w.append_run(&step(number, started()))?;
    w.append_run(&step(number, RunStep::Kept { batch: number }))?;
    w.append_exclusion(&exclusion(number))?;
    w.append_token(&token(number))?;
    w.append_key(PushKey { token: "bank", text: &text(number, "key") }, &pushed(number))?;
    w.append_profile(number, &series(), &text(number, "profile"))?;
    w.append_precedent(&precedent(number)).map(drop)
}

/// Checks the parts of the transactions up to `last`, and that there are no others.
pub(super) fn check(reader: &Reader, last: u64) {
    (1..=last).for_each(|number| check_one(reader, number));
    for table in [
        Table::Held,
        Table::Decisions,
        Table::Exclusions,
        Table::Tokens,
        Table::Keys,
        Table::Profiles,
        Table::Precedents,
    ] {
        assert_eq!(reader.count(table).unwrap(), last, "{table}");
    }
    assert_eq!(reader.count(Table::Runs).unwrap(), (3 * last).saturating_sub(1));
    let open: Vec<OpenRun> = (last.max(1)..=last)
        .map(|number| OpenRun { started: step(number, started()), batches: vec![number] })
        .collect();
    assert_eq!(reader.open_runs().unwrap(), open);
    let precedents = reader.precedents().unwrap();
    assert!(
        precedents.iter().map(|known| known.number).eq(1..=last)
            && precedents.iter().all(Precedent::is_in_force)
    );
    let exclusions: Vec<ExclusionRow> = (1..=last).map(exclusion).collect();
    assert_eq!(reader.first_exclusions().unwrap().collect::<Result<Vec<_>, _>>().unwrap(), exclusions);
    let profiles: Vec<(u64, String)> = (1..=last).map(|number| (number, text(number, "profile"))).collect();
    for (number, profile) in &profiles {
        assert_eq!(reader.profiles_of_batch(*number).unwrap(), [(series(), profile.clone())]);
    }
    let found = reader.profiles_of::<String>(&series()).unwrap();
    assert_eq!(found.collect::<Result<Vec<_>, _>>().unwrap(), profiles);
}

fn check_one(reader: &Reader, number: u64) {
    assert_eq!(reader.held(number).unwrap().unwrap(), held(number));
    let decisions: Vec<_> = reader.decisions_on(number).unwrap().map(Result::unwrap).collect();
    assert_eq!(decisions, [decision(number, number)]);
    let start = reader.runs_from(run(number)).unwrap().next().unwrap().unwrap();
    assert_eq!(start, (run(number), step(number, started())));
    assert_eq!(reader.token_by_digest(&token(number).digest).unwrap().unwrap(), token(number));
    let key = text(number, "key");
    assert_eq!(reader.key(PushKey { token: "bank", text: &key }).unwrap().unwrap(), pushed(number));
    assert_eq!(reader.key(PushKey { token: "other", text: &key }).unwrap(), None);
}

/// The number of the run of that transaction: its first has two steps, and every other one three.
fn run(number: u64) -> u64 {
    3 * number - 2
}

fn step(number: u64, step: RunStep) -> RunRow {
    let (source, actor) = ("banxico".to_owned(), "the program".to_owned());
    RunRow { run: run(number), source, actor, at: moment(number), step }
}

fn started() -> RunStep {
    RunStep::Started { trigger: Trigger::Manual, since: Some(moment(1).date_naive()) }
}

fn held(number: u64) -> HeldRow {
    HeldRow {
        observation: observation(number, 0).observation,
        rule: "jump".to_owned(),
        detail: text(number, "detail"),
        batch: number,
        received_at: moment(number),
        reviewers: 1,
    }
}

fn decision(number: u64, held: u64) -> DecisionRow {
    DecisionRow {
        held,
        decision: Decision::Correct { value: 17.25 },
        note: text(number, "note"),
        actor: "ana".to_owned(),
        at: moment(number),
    }
}

fn precedent(number: u64) -> PrecedentRow {
    let terms = Terms {
        series: series(),
        rule: "jump".to_owned(),
        from: None,
        until: Some(moment(number).date_naive()),
        least: Some(17.25),
        most: None,
        decision: Decision::Accept,
        reviewers: 1,
    };
    let (actor, note) = ("ana".to_owned(), text(number, "precedent"));
    PrecedentRow { precedent: number, actor, at: moment(number), note, step: PrecedentStep::Proposed(terms) }
}

fn exclusion(number: u64) -> ExclusionRow {
    ExclusionRow {
        batch: number,
        event: number,
        at: moment(number),
        actor: "ana".to_owned(),
        reason: text(number, "exclusion"),
    }
}

fn token(number: u64) -> TokenRow {
    TokenRow {
        name: format!("desk {number}"),
        role: "reader".to_owned(),
        digest: *Hash::of(&number.to_le_bytes()).as_bytes(),
        at: moment(number),
        actor: "ana".to_owned(),
        revoked: false,
    }
}

fn pushed(number: u64) -> KeyRow {
    KeyRow { batch: number, payload: Hash::of(&number.to_le_bytes()), at: moment(number) }
}

//! Steps as what the conductor is asked for.

use super::{World, day};
use crate::conductor::tests::sequences::beginning::{fair, recipe};
use crate::conductor::tests::sequences::op::{Meanwhile, Odd, Op, Own, Rate, Verdict};
use crate::conductor::tests::{brought, ecb_document, payload, rates};
use crate::conductor::{Brought, Challenger, ConductorError, Proposal, answer_on};
use chrono::{Datelike, NaiveDate, Weekday};
use paridad_engine::time::zone::ecb_publication;
use paridad_ingest::feed::csv::Csv;
use paridad_ingest::feed::finding::{Finding, Rule};
use paridad_ingest::feed::payload::{Delivery, Payload};
use paridad_ingest::sources::ecb::Ecb;
use paridad_store::{Decision, HeldRow, Table, VersionKind, Wanted};
use paridad_wire::{Resume, Rollback};

/// The folder that files are dropped in.
const FOLDER: &str = "drop";

impl World {
    /// Asks the conductor for what a step is, and gives what was acknowledged to have come.
    pub(super) fn act(&mut self, op: Op) -> Result<Vec<Payload>, ConductorError> {
        let now = self.now;
        match op {
            Op::Pull(_) | Op::Revise { .. } | Op::Odd(_) | Op::Own { .. } | Op::Drop { .. } => {
                let brought = self.brought(op);
                let payloads = || brought.deliveries.iter().map(|delivery| delivery.payload.clone());
                let taken = self.writer().take(&brought, now);
                if taken.is_err() {
                    self.sent.doubt(payloads());
                }
                return taken.map(|_| payloads().collect());
            }
            Op::Decide { held, verdict, actor } => {
                if let Some((number, row)) = self.held(held)? {
                    self.writer().decide(number, decision(verdict, &row), "", (actor.name(), now))?;
                }
            }
            Op::Propose { held, verdict, actor } => {
                if let Some((held, row)) = self.held(held)? {
                    let periods = (None, Some(row.observation.period));
                    let (wish, note) = (decision(verdict, &row).into(), String::new());
                    let proposal = Proposal { held, wish, periods, values: (None, None), note };
                    self.writer().propose(&proposal, (actor.name(), now))?;
                }
            }
            Op::Agree { precedent, actor } => {
                let number = self.precedent(precedent)?;
                self.writer().agree(number, "", (actor.name(), now))?;
            }
            Op::Revoke { precedent, actor } => {
                let number = self.precedent(precedent)?;
                self.writer().revoke_precedent(number, "", (actor.name(), now))?;
            }
            Op::TakeOut { batch, meanwhile } => {
                let batch = self.last(Table::Batches, batch)?;
                self.carry_out(Wanted::TakeOut { batch }, meanwhile)?;
            }
            Op::PutBack { batch, meanwhile } => self.put_back(batch, meanwhile)?,
            Op::Challenge { recipe: which } => {
                let challenger =
                    Challenger::learn(self.conductor().archive(), recipe(which), &mut |_| Ok(()))?;
                self.writer().keep_challenger(&challenger, "", ("ana", now))?;
            }
            Op::Promote { version, meanwhile } => {
                let version = self.challenger(version)?;
                self.carry_out(Wanted::Promote { version }, meanwhile)?;
            }
            Op::Rollback { version } => {
                let version = self.last(Table::Versions, version)?;
                let wanted = Rollback { version, reason: String::new(), speaking: None };
                self.writer().rollback(&wanted, "ana", now)?;
            }
            Op::Resume => drop(self.writer().resume(&Resume::default(), "ana", now)?),
            Op::Refit => {
                let answers = answer_on(1, &self.conductor().jobs());
                self.writer().fill(answers, now)?;
            }
            Op::Skip | Op::Restart => {}
        }
        Ok(Vec::new())
    }

    /// Learns a decision beside while something else happens, and puts it in place if nothing of that came first.
    fn carry_out(&mut self, wanted: Wanted, meanwhile: Option<Meanwhile>) -> Result<(), ConductorError> {
        let decided = self.writer().decide_on(wanted, "", "ana")?;
        let beside = decided.learn(&self.conductor().archive, &mut |_| Ok(()))?;
        match meanwhile.map(|meanwhile| self.act(meanwhile.op())).transpose() {
            Ok(sent) => self.sent.add(sent.unwrap_or_default()),
            Err(error @ ConductorError::Store(_)) => return Err(error),
            // What is refused changes nothing.
            Err(_) => {}
        }
        let now = self.now;
        self.writer().swap(beside, now).map(drop)
    }

    fn brought(&self, op: Op) -> Brought {
        let last = self.next - 1;
        match op {
            Op::Revise { back, rate } => self.rates(&[(day(self.back(back)), self.back(back), rate)]),
            Op::Odd(Odd::Closed) => {
                let saturday = day(last).iter_days().find(|day| day.weekday() == Weekday::Sat).unwrap();
                self.rates(&[(saturday, last, Rate::Fair)])
            }
            Op::Odd(Odd::Future) => self.rates(&[(day(self.next + 1), self.next + 1, Rate::Fair)]),
            Op::Odd(Odd::Conflicting) => {
                self.rates(&[(day(last), last, Rate::Fair), (day(last), last, Rate::Near)])
            }
            Op::Own { series, back, value, says_when } => {
                self.own(series, day(self.back(back)), (value, says_when))
            }
            Op::Drop { content, is_sound } => self.dropped(content, is_sound),
            Op::Pull(rate) => self.rates(&[(day(last), last, rate)]),
            _ => unreachable!("{op:?} brings nothing"),
        }
    }

    /// The rates of some days in one document: the day that they are said to be of, whose they are, and how the peso's is changed.
    fn rates(&self, days: &[(NaiveDate, usize, Rate)]) -> Brought {
        let rows: Vec<(NaiveDate, [f64; 3])> = days
            .iter()
            .map(|(period, index, rate)| {
                let [usd, mxn, brl] = rates(*index);
                (*period, [usd, mxn * rate.factor(), brl])
            })
            .collect();
        brought(payload(Ecb::NAME, "text/xml", &ecb_document(&rows), self.now))
    }

    fn own(&self, series: Own, period: NaiveDate, (value, says_when): (u8, bool)) -> Brought {
        let (name, value) = match series {
            Own::High => ("rate.mxn", 11.0 + f64::from(value)),
            Own::Low => ("rate.usd", 4.0 + f64::from(value)),
            Own::Unread => ("flow", f64::from(value)),
        };
        let text = if says_when {
            let known_at = ecb_publication(period).to_rfc3339();
            format!("series,period,value,known_at\n{name},{period},{value},{known_at}\n")
        } else {
            format!("series,period,value\n{name},{period},{value}\n")
        };
        brought(payload(Csv::NAME, "text/csv", &text, self.now))
    }

    /// A file for one and the same day, with what came of what all of it must satisfy.
    fn dropped(&self, content: u8, is_sound: bool) -> Brought {
        let first = day(0);
        let text =
            format!("series,period,value\nlevel,{first},{content}\nrate.mxn,{first},{}\n", 11 + content);
        let unmet =
            Finding { rule: Rule::Expectation, series: None, period: None, detail: "unmet".to_owned() };
        let findings = if is_sound { Vec::new() } else { vec![unmet] };
        let payload = payload(FOLDER, "text/csv", &text, self.now);
        let mut brought = brought(payload.clone());
        brought.deliveries = vec![Delivery { payload, once: true, findings }.into()];
        brought
    }

    /// One of the values that are or were held, counted from the last.
    fn held(&self, which: u8) -> Result<Option<(u64, HeldRow)>, ConductorError> {
        let number = self.last(Table::Held, which)?;
        Ok(self.conductor().archive.read()?.held(number)?.map(|row| (number, row)))
    }

    /// One of the numbers of a table, counted from the last; zero if there are none.
    fn last(&self, table: Table, which: u8) -> Result<u64, ConductorError> {
        let count = self.conductor().archive.read()?.count(table)?;
        Ok(if count == 0 { 0 } else { count - u64::from(which) % count })
    }

    /// Puts one of the batches back that are out of history; without any, one that there is not.
    fn put_back(&mut self, which: u8, meanwhile: Option<Meanwhile>) -> Result<(), ConductorError> {
        let out = self.conductor().taken_out.iter().cycle().nth(usize::from(which));
        let batch = out.copied().unwrap_or(0);
        self.sent.put_back(&self.conductor().archive.read()?, batch)?;
        self.carry_out(Wanted::PutBack { batch }, meanwhile)
    }

    fn precedent(&self, which: u8) -> Result<u64, ConductorError> {
        let all = self.conductor().archive.read()?.precedents()?;
        Ok(all.iter().rev().cycle().nth(usize::from(which)).map_or(0, |precedent| precedent.number))
    }

    /// One of the challengers, the newest first; without any, a version that is none.
    fn challenger(&self, which: u8) -> Result<u64, ConductorError> {
        let mut numbers = Vec::new();
        for row in self.conductor().archive.read()?.versions()? {
            let row = row?;
            if row.kind == VersionKind::Challenger {
                numbers.push(row.number);
            }
        }
        Ok(numbers.iter().cycle().nth(usize::from(which)).copied().unwrap_or(1))
    }
}

fn decision(verdict: Verdict, row: &HeldRow) -> Decision {
    let observation = &row.observation;
    match verdict {
        Verdict::Accept => Decision::Accept,
        Verdict::Correct(rate) => {
            Decision::Correct { value: fair(observation.series.as_str(), observation.period) * rate.factor() }
        }
        Verdict::Reject => Decision::Reject,
        Verdict::Reopen => Decision::Reopen,
    }
}

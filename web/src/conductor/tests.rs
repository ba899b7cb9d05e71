//! The conductor on synthetic rates: what is taken in, what is not, and what survives.

mod beside;
mod calendar;
mod choices;
mod completion;
mod consents;
mod decisions;
mod exclusion;
mod files;
mod gate;
mod group;
mod history;
mod left_over;
mod precedents;
mod preview;
mod proofs;
mod push;
mod put_back;
mod refits;
mod review;
mod sequences;
mod vintages;

use super::*;
use crate::view::concerns::Concerns;
use crate::view::{OWN_REVISION, Published};
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::recipe::Recipe;
use paridad_engine::time::calendar::Calendar;
use paridad_engine::time::zone::ecb_publication;
use paridad_ingest::feed::csv::Csv;
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::sources::ecb::Ecb;
use paridad_store::{Archive, Decision, Reader, Trigger, VersionKind, VersionRow, Wanted};
use paridad_wire as wire;
use paridad_wire::Pulled;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// Enough days to speak, and some that come later.
const KNOWN: usize = 80;

struct Scene {
    folder: TempDir,
    days: Vec<NaiveDate>,
}

impl Scene {
    fn new() -> Self {
        Self::with(KNOWN)
    }

    /// A history of so many days.
    fn with(known: usize) -> Self {
        let start = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
        let days = start.iter_days().filter(|day| Calendar::Target.is_open(*day)).take(known + 40).collect();
        let scene = Self { folder: tempfile::tempdir().unwrap(), days };
        let mut csv = String::from("Date,USD,MXN,BRL,\n");
        for index in 0..known {
            let [usd, mxn, brl] = rates(index);
            writeln!(csv, "{},{usd},{mxn},{brl},", scene.days[index]).unwrap();
        }
        std::fs::write(scene.history(), csv).unwrap();
        scene
    }

    fn history(&self) -> PathBuf {
        self.folder.path().join("history.csv")
    }

    fn open(&self) -> Conductor {
        let history = HistoryFrom::File(self.history());
        Conductor::open(&self.folder.path().join("data"), &history, Published::default(), &mut |_| {})
            .unwrap()
    }

    /// Brings the rates of a day as the ECB does, the peso's changed by a factor.
    fn bring(&self, conductor: &mut Conductor, index: usize, factor: f64) -> Pulled {
        let payload = self.payload(index, factor);
        let now = payload.received_at;
        conductor.take(&brought(payload), now).unwrap()
    }

    /// The rates of a day in the words of the ECB, at the moment when they are published.
    fn payload(&self, index: usize, factor: f64) -> Payload {
        let [usd, mxn, brl] = rates(index);
        let day = self.days[index];
        let body = ecb_document(&[(day, [usd, mxn * factor, brl])]);
        payload(Ecb::NAME, "text/xml", &body, ecb_publication(day))
    }
}

/// The rates of dollar, peso and real on some days, in the words of the ECB.
fn ecb_document(days: &[(NaiveDate, [f64; 3])]) -> String {
    let mut cubes = String::new();
    for (day, [usd, mxn, brl]) in days {
        write!(
            cubes,
            "<Cube time=\"{day}\"><Cube currency=\"USD\" rate=\"{usd}\"/><Cube currency=\"MXN\" rate=\"{mxn}\"/>\
             <Cube currency=\"BRL\" rate=\"{brl}\"/></Cube>"
        )
        .unwrap();
    }
    format!(
        "<gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" \
         xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\"><Cube>{cubes}</Cube></gesmes:Envelope>"
    )
}

/// Synthetic rates of a day: three waves that never repeat.
fn rates(index: usize) -> [f64; 3] {
    let wave = |speed: f64| ((index as f64 * speed).sin() * 1e4).round() / 1e6;
    [1.1 + wave(0.7), 20.0 + 20.0 * wave(1.3), 5.5 + 5.0 * wave(2.1)]
}

fn take(
    conductor: &mut Conductor,
    source: &str,
    media_type: &str,
    body: &str,
    now: DateTime<Utc>,
) -> Result<Pulled, ConductorError> {
    let payload = payload(source, media_type, body, now);
    conductor.take(&brought(payload), now)
}

fn payload(source: &str, media_type: &str, body: &str, received_at: DateTime<Utc>) -> Payload {
    let (source, media_type) = (source.to_owned(), media_type.to_owned());
    Payload { source, origin: "test".to_owned(), media_type, bytes: body.as_bytes().to_vec(), received_at }
}

fn brought(payload: Payload) -> Brought {
    let (source, actor) = (payload.source.clone(), "test".to_owned());
    Brought { source, deliveries: vec![payload.into()], actor, trigger: Trigger::Manual, since: None }
}

/// Lets in whatever waits, an hour after its day was published.
fn let_in_all(conductor: &mut Conductor) {
    let held: Vec<_> = conductor.archive.read().unwrap().held_from(1).unwrap().map(Result::unwrap).collect();
    for (number, row) in held {
        let now = ecb_publication(row.observation.period) + chrono::TimeDelta::hours(1);
        for actor in ["ana", "luis"] {
            // One of them may be enough, or it may have been decided before.
            let _ = conductor.decide(number, Decision::Accept, "", (actor, now));
        }
    }
}

impl Conductor {
    /// Lets a challenger speak, as those who may have decided.
    pub(crate) fn promote(
        &mut self,
        version: u64,
        reason: &str,
        by: (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        self.carry_out(Wanted::Promote { version }, reason, by)
    }

    /// Takes a batch out of history, as those who may have decided.
    pub(crate) fn take_out(
        &mut self,
        batch: u64,
        reason: &str,
        by: (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        self.carry_out(Wanted::TakeOut { batch }, reason, by)
    }

    /// Puts a batch back into history, as those who may have decided.
    pub(crate) fn put_back(
        &mut self,
        batch: u64,
        reason: &str,
        by: (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        self.carry_out(Wanted::PutBack { batch }, reason, by)
    }

    fn carry_out(
        &mut self,
        wanted: Wanted,
        reason: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        let beside = self.decide_on(wanted, reason, actor)?.learn(&self.archive, &mut |_| Ok(()))?;
        self.swap(beside, now)
    }

    /// A decision that is not learned yet.
    pub(crate) fn decide_on(
        &mut self,
        wanted: Wanted,
        reason: &str,
        actor: &str,
    ) -> Result<Decided, ConductorError> {
        self.catch_up()?;
        self.check_wanted(&self.archive.read()?, wanted)?;
        self.decided(wanted, reason, actor.to_owned())
    }

    /// Verifies the archive from nothing, and shows nobody how far it is.
    pub(crate) fn verify(archive: &Archive) -> Result<paridad_wire::Verified, ConductorError> {
        Ok(Verification::of(archive, Scope::All, &mut |_| Ok(()))?.verified)
    }
}

fn assert_clean(conductor: &Conductor) {
    let verified = Conductor::verify(conductor.archive()).unwrap();
    assert!(verified.clean && verified.reproduced > 0, "{verified:?}");
}

#[test]
fn a_new_engine_learns_anew_beside_what_the_old_one_said() {
    let scene = Scene::new();
    let conductor = scene.open();
    let old = VersionRow {
        number: conductor.learned.number + 1,
        kind: VersionKind::Learned,
        engine_revision: OWN_REVISION - 1,
        ..conductor.learned.clone()
    };
    conductor.archive.write(|writer| writer.append_version(&old)).unwrap();
    drop(conductor);
    let conductor = scene.open();
    assert_eq!(conductor.learned.kind, VersionKind::Upgrade);
    assert_eq!((conductor.learned.number, conductor.learned.parent), (old.number + 1, Some(old.number)));
    let view = conductor.published.load_full().unwrap();
    assert_eq!(view.speaking.number, conductor.learned.number);
    let verified = Conductor::verify(conductor.archive()).unwrap();
    assert!(verified.clean && verified.foreign == 1, "{verified:?}");
    drop(conductor);
    assert_eq!(scene.open().learned.number, old.number + 1, "once");
}

#[test]
fn a_write_that_landed_unnoticed_is_found_before_the_next_one() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let (forecaster, learned) = (conductor.forecaster.clone(), conductor.learned.clone());
    scene.bring(&mut conductor, KNOWN, 1.0);
    // As if the disk had reported a failure although the day is durable.
    (conductor.forecaster, conductor.learned, conductor.in_step) = (forecaster, learned, false);
    let pulled = scene.bring(&mut conductor, KNOWN, 1.0);
    assert_eq!((pulled.observed, pulled.learned), (0, 0), "it is known already");
    assert_eq!(scene.bring(&mut conductor, KNOWN + 1, 1.0).learned, 1);
    assert_clean(&conductor);
}

#[test]
fn a_payload_that_cannot_be_read_is_kept_with_the_reason() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    assert!(take(&mut conductor, Ecb::NAME, "text/xml", "<html>moved</html>", now).is_err());
    let reader = conductor.archive.read().unwrap();
    let (_, batch) = reader.batches(..).unwrap().next_back().unwrap().unwrap();
    assert_eq!((batch.observed, batch.findings.len()), (0, 1), "{batch:?}");
    assert_eq!(reader.raw(&batch.raw).unwrap().unwrap().bytes, b"<html>moved</html>");
}

#[test]
fn the_same_vintages_again_change_nothing() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let text = "series,period,value,known_at\n\
        flow,2024-01-02,1.0,2024-02-01T00:00:00.5Z\nflow,2024-01-02,1.1,2024-03-01T00:00:00Z\n";
    let now = ecb_publication(scene.days[KNOWN]);
    for (round, observed) in [(1, 2), (2, 0), (3, 0)] {
        let pulled = take(&mut conductor, Csv::NAME, "text/csv", text, now).unwrap();
        assert_eq!((pulled.observed, pulled.known), (observed, 2 - observed), "round {round}: {pulled:?}");
    }
    assert_clean(&conductor);
}

#[test]
fn a_corrected_day_is_a_version_of_its_own() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.05);
    let_in_all(&mut conductor);
    let wrong = conductor.published.load_full().unwrap();
    let pulled = scene.bring(&mut conductor, KNOWN, 1.0);
    assert_eq!((pulled.held, pulled.learned), (1, 0), "the ECB does not revise: {pulled:?}");
    let_in_all(&mut conductor);
    let right = conductor.published.load_full().unwrap();
    assert_eq!(right.learned.number, wrong.learned.number + 1);
    assert_eq!(right.model.origin.day, wrong.model.origin.day);
    let [usd, mxn, _] = rates(KNOWN);
    assert!((right.model.spot() - mxn / usd).abs() < 1e-9);
    assert_clean(&conductor);
}

#[test]
fn rates_that_become_known_later_are_in_no_earlier_forecast() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let (day, late) = (scene.days[KNOWN], ecb_publication(scene.days[KNOWN + 5]));
    let text = format!(
        "series,period,value,known_at\nrate.mxn,{day},7.5,{0}\nrate.usd,{day},4.0,{0}\n",
        late.to_rfc3339()
    );
    assert_eq!(take(&mut conductor, Csv::NAME, "text/csv", &text, late).unwrap().observed, 2);
    let carry = |conductor: &Conductor| {
        let view = conductor.published.load_full().unwrap();
        let at = view.model.recipe.features.iter().position(|f| f.name == "carry").unwrap();
        view.model.origin.row[at]
    };
    for index in KNOWN..KNOWN + 5 {
        scene.bring(&mut conductor, index, 1.0);
        assert_eq!(carry(&conductor), None, "day {index} did not know the rates");
    }
    scene.bring(&mut conductor, KNOWN + 5, 1.0);
    assert_eq!(carry(&conductor), Some(3.5));
    assert_clean(&conductor);
}

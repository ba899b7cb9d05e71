//! What takes long to learn for a decision, learned beside the line that goes on, and put in its place by the writer at once.

use super::challenger::{batches_taken_out, challenger, check_ready, last_event};
use super::dedupe::Believed;
use super::fold::{Fold, Line, TakenOut};
use super::learn::{Encoded, Making};
use super::people::unnamed;
use super::publish::state_of;
use super::put_back::{begin_rest, has_rest};
use super::stop::Watch;
use super::{Conductor, ConductorError};
use crate::view::OWN_REVISION;
use chrono::{DateTime, SubsecRound, Utc};
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_store::{Archive, ExclusionRow, Reader, StoreError, VersionKind, VersionRow, Wanted, Writer};
use std::collections::BTreeSet;

/// How often it is looked up what was taken out until an earlier decision, before all is folded from the first event.
const LOOKED_UP: usize = 8;

/// How often what came meanwhile is learned beside, before the rest is left to the writer.
const ROUNDS: usize = 3;

/// What people have decided, and what is not learned yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decided {
    pub(super) wanted: Wanted,
    pub(super) reason: String,
    /// Who wants it, all of them.
    pub(super) actor: String,
    /// The last version when it was decided. Whoever rolls back after it has the last word on who speaks.
    pub(super) last: u64,
}

/// A state that was learned beside for a decision.
#[derive(Debug)]
pub(crate) struct Beside {
    decided: Decided,
    basis: Basis,
    /// The last event when it was looked up what is taken out.
    looked_up: u64,
    fold: Fold,
    /// The state as it will be kept, if nothing comes after that event any more.
    encoded: (u64, Encoded),
}

/// What a state follows from besides the log and a decision. As long as it is the same, so is the state.
#[derive(Debug, PartialEq)]
struct Basis {
    /// The version that a person promoted last, which learning goes on from.
    promoted: Option<u64>,
    taken_out: BTreeSet<u64>,
}

impl Basis {
    fn of(reader: &Reader, wanted: Wanted) -> Result<Self, ConductorError> {
        let promoted = match wanted {
            Wanted::TakeOut { .. } | Wanted::PutBack { .. } => {
                reader.last_promoted(u64::MAX)?.map(|row| row.number)
            }
            // Its line is its own, whoever else was promoted.
            Wanted::Promote { .. } => None,
        };
        Ok(Self { promoted, taken_out: batches_taken_out(reader)? })
    }

    /// The batches that are out of history once it is done.
    fn out(&self, wanted: Wanted) -> BTreeSet<u64> {
        let mut out = self.taken_out.clone();
        match wanted {
            Wanted::TakeOut { batch } => drop(out.insert(batch)),
            Wanted::PutBack { batch } => drop(out.remove(&batch)),
            Wanted::Promote { .. } => {}
        }
        out
    }
}

impl Decided {
    /// What was decided.
    pub(crate) fn wanted(&self) -> Wanted {
        self.wanted
    }

    /// Learns what the archive knows, while it goes on being written.
    pub(crate) fn learn(self, archive: &Archive, watch: Watch<'_>) -> Result<Beside, ConductorError> {
        let (basis, looked_up, fold) = learn(archive, self.wanted, watch)?;
        let encoded = (fold.event(), Encoded::of(fold.state()).ok_or(ConductorError::Empty)?);
        Ok(Beside { decided: self, basis, looked_up, fold, encoded })
    }
}

/// The state that learning would go on from, were it so decided.
pub(super) fn state_with(
    archive: &Archive,
    wanted: Wanted,
    watch: Watch<'_>,
) -> Result<Forecaster, ConductorError> {
    learn(archive, wanted, watch).map(|(_, _, fold)| fold.into_state())
}

/// What the archive knows, learned as it is wanted; what it follows from, and the last event when that was looked up.
fn learn(archive: &Archive, wanted: Wanted, watch: Watch<'_>) -> Result<(Basis, u64, Fold), ConductorError> {
    let reader = archive.read()?;
    let (basis, looked_up) = (Basis::of(&reader, wanted)?, last_event(&reader)?);
    let taken_out = TakenOut::of(&reader, &basis.out(wanted))?;
    let mut fold = begin(&reader, wanted, taken_out)?;
    fold.go_on(&reader, looked_up, watch)?;
    for _ in 0..ROUNDS {
        let reader = archive.read()?;
        let last = last_event(&reader)?;
        if last == fold.event() {
            break;
        }
        fold.go_on(&reader, last, watch)?;
    }
    check_ready(fold.state())?;
    Ok((basis, looked_up, fold))
}

/// The fold of what is wanted, from the newest version on that has learned nothing of what changes.
fn begin(reader: &Reader, wanted: Wanted, taken_out: TakenOut) -> Result<Fold, ConductorError> {
    let (line, state) = match wanted {
        Wanted::Promote { version } => {
            let row = challenger(reader, version)?;
            (Line::of_challenger(reader, &row)?, newest_before(reader, [row], &taken_out)?)
        }
        Wanted::TakeOut { .. } | Wanted::PutBack { .. } => {
            let last = reader.last_learned()?.ok_or(ConductorError::Empty)?;
            (Line::of(reader, &last)?, newest_before(reader, of_the_line(reader, &last)?, &taken_out)?)
        }
    };
    Ok(match state {
        Some(state) => Fold::since(state, &line, taken_out),
        None => Fold::new(&line, taken_out),
    })
}

/// The newest state before a version with which a line began or history changed, from which what is left until it leads there, and
/// its event.
pub(super) fn earlier(
    reader: &Reader,
    row: &VersionRow,
    taken_out: &TakenOut,
) -> Result<Option<(Forecaster, u64)>, ConductorError> {
    if let VersionKind::Promoted { from } = row.kind {
        let challenger = reader.version(from)?.filter(|row| row.engine_revision == OWN_REVISION);
        return newest_before(reader, challenger, taken_out);
    }
    for last in reader.versions()? {
        let last = last?;
        if last.number < row.number && last.is_learned() {
            return newest_before(reader, of_the_line(reader, &last)?, taken_out);
        }
    }
    Ok(None)
}

/// The versions up to one of the line that learning goes on from, the newest first, as far as this engine made them; the challenger
/// that the line began with comes last.
fn of_the_line(
    reader: &Reader,
    last: &VersionRow,
) -> Result<impl Iterator<Item = VersionRow>, ConductorError> {
    let promoted = reader.last_promoted(last.number)?;
    let (first, last) = (promoted.as_ref().map_or(0, |row| row.number), last.number);
    let challenger = match promoted.map(|row| row.kind) {
        Some(VersionKind::Promoted { from }) => reader.version(from)?,
        _ => None,
    };
    // Of a row that cannot be read nobody knows whether a line began there.
    let whole = reader.versions()?.map_while(Result::ok).filter(VersionRow::is_learned);
    let until_last = whole.skip_while(move |row| row.number > last);
    let own = until_last.take_while(move |row| row.number >= first).chain(challenger);
    Ok(own.take_while(|row| row.engine_revision == OWN_REVISION))
}

/// The state of the first of these versions that can be read and knew nothing of what is taken out now and was not then, and its
/// event.
fn newest_before(
    reader: &Reader,
    versions: impl IntoIterator<Item = VersionRow>,
    taken_out: &TakenOut,
) -> Result<Option<(Forecaster, u64)>, ConductorError> {
    let (mut same_until, mut looked_up) = (None, 0);
    for row in versions {
        let until = match same_until {
            Some(until) => until,
            None if looked_up == LOOKED_UP => break,
            None => TakenOut::at(reader, &row)?.same_until(taken_out, reader)?,
        };
        looked_up += usize::from(same_until.is_none());
        // Before a decision something else may have been taken out.
        let goes_on = matches!(row.kind, VersionKind::Learned | VersionKind::Bundled);
        same_until = goes_on.then_some(until);
        if row.event > until {
            continue;
        }
        match state_of(reader, &row) {
            Err(error) if error.is_damage() => {}
            state => return Ok(Some((state?, row.event))),
        }
    }
    Ok(None)
}

impl Beside {
    /// Whether what it follows from is still so.
    fn holds(&self, reader: &Reader) -> Result<bool, ConductorError> {
        if self.basis != Basis::of(reader, self.decided.wanted)? {
            return Ok(false);
        }
        let Wanted::TakeOut { batch } = self.decided.wanted else { return Ok(true) };
        // What its run had left to learn may have been learned meanwhile.
        for event in reader.events_from::<Event>(self.looked_up + 1)? {
            let Event::Observed(observations) = event?.1 else { continue };
            for observation in &observations {
                if !self.fold.taken_out().holds(reader, batch, observation)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

impl Conductor {
    /// Puts a state that was learned beside in the place of the one that learned on until now, in one transaction, after what little
    /// came meanwhile. What was overtaken by another decision is refused.
    pub(crate) fn swap(
        &mut self,
        mut beside: Beside,
        now: DateTime<Utc>,
    ) -> Result<VersionRow, ConductorError> {
        self.catch_up()?;
        let now = now.trunc_subsecs(0);
        let reader = self.archive.read()?;
        self.check_wanted(&reader, beside.decided.wanted)?;
        if !beside.holds(&reader)? {
            return Err(ConductorError::Overtaken);
        }
        let event = last_event(&reader)?;
        if event != beside.encoded.0 {
            beside.fold.go_on(&reader, event, &mut |_| Ok(()))?;
            beside.encoded = (event, Encoded::of(beside.fold.state()).ok_or(ConductorError::Empty)?);
        }
        let out = beside.basis.out(beside.decided.wanted);
        let rest = match beside.decided.wanted {
            Wanted::PutBack { batch } => {
                has_rest(&Believed { reader: &reader, taken_out: &out }, batch)?.then_some(batch)
            }
            _ => None,
        };
        let Beside { decided, encoded: (_, encoded), fold, .. } = beside;
        let learned = self.learned.number;
        let (row, run) = self.write(|writer| {
            // Somebody may choose who speaks until the very end.
            let pinned = writer.speaking()?.filter(VersionRow::pins).map(|row| row.number);
            let making = decided.making(learned, pinned, now);
            decided.note(writer, event, &making)?;
            let row = encoded.append(writer, event, &making)?;
            let run = rest.map(|batch| begin_rest(writer, batch, (making.actor, now))).transpose()?;
            Ok((row, run))
        })?;
        self.taken_out = out;
        self.forecaster = fold.into_state();
        self.learned = row;
        self.publish()?;
        let version = self.learned.clone();
        if let Some((run, batch)) = run.zip(rest) {
            self.complete_run(&run, &[batch])?;
        }
        Ok(version)
    }
}

impl Decided {
    /// The version that is made of it. What is pinned keeps it from speaking; a promotion takes the place of what was pinned before
    /// it was decided, and leaves its place to what was pinned since.
    fn making(&self, learned: u64, pinned: Option<u64>, now: DateTime<Utc>) -> Making<'_> {
        let (kind, parent, pinned) = match self.wanted {
            Wanted::TakeOut { batch } => (VersionKind::Without { batch }, learned, pinned),
            Wanted::PutBack { batch } => (VersionKind::PutBack { batch }, learned, pinned),
            Wanted::Promote { version } => {
                let since = pinned.filter(|pinned| *pinned > self.last);
                (VersionKind::Promoted { from: version }, version, since)
            }
        };
        let (actor, reason, speaks) = (&*self.actor, &*self.reason, pinned.is_none());
        Making { kind, at: now, actor, reason, speaks, parent: Some(parent) }
    }

    /// Puts on record what is done, after which event.
    fn note(&self, writer: &mut Writer<'_>, event: u64, making: &Making<'_>) -> Result<(), StoreError> {
        let (actor, reason, at) = (self.actor.clone(), self.reason.clone(), making.at);
        let (action, what) = match self.wanted {
            Wanted::TakeOut { batch } => {
                writer.append_exclusion(&ExclusionRow { batch, event, at, actor, reason })?;
                ("take out", format!("batch {batch}"))
            }
            Wanted::PutBack { batch } => ("put back", format!("batch {batch}")),
            Wanted::Promote { version } if making.speaks => {
                ("promote", format!("challenger {version} speaks"))
            }
            Wanted::Promote { version } => {
                ("promote", format!("challenger {version} learns on behind what is pinned"))
            }
        };
        let detail = format!("{what}; reason: {}{}", self.reason, unnamed(&self.actor));
        writer.append_audit(at, &self.actor, action, &detail).map(drop)
    }
}

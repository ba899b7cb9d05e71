//! What must be true of an archive and of who writes it, whatever has happened.

mod ledger;
mod people;
mod seen;
mod sent;

pub(super) use ledger::Ledger;
pub(super) use people::enough_people_decided;
pub(super) use seen::Seen;
pub(super) use sent::Sent;

use super::world::{Kept, digest};
use crate::conductor::challenger::last_event;
use crate::conductor::fold::{Line, TakenOut, fingerprint, fold};
use crate::conductor::publish::Stored;
use crate::conductor::{Conductor, Scope, Verification, chain};
use chrono::Utc;
use paridad_engine::time::horizon::ANCHORS;
use paridad_store::{ObservationRow, Reader, VersionKind};
use std::collections::BTreeSet;
use std::error::Error;

/// The reason for which the archive could not be asked.
fn unread(error: impl Error + 'static) -> String {
    format!("the archive cannot be read: {}", chain(&error))
}

fn reader(conductor: &Conductor) -> Kept<Reader> {
    conductor.archive.read().map_err(unread)
}

fn holds(is_kept: bool, broken: impl FnOnce() -> String) -> Kept {
    if is_kept { Ok(()) } else { Err(broken()) }
}

/// Readers see the version that speaks, whole, and what it says is finite, in order, and the sum of its parts.
pub(super) fn what_is_published_speaks(conductor: &Conductor) -> Kept {
    let (reader, view) = (reader(conductor)?, conductor.published.load_full().ok_or("nothing is published")?);
    let speaking = reader.speaking().map_err(unread)?.ok_or("nothing speaks")?;
    let learned = reader.last_learned().map_err(unread)?.ok_or("nothing has learned")?;
    holds(view.speaking == speaking, || format!("{:?} is published, {speaking:?} speaks", view.speaking))?;
    holds(view.learned == learned, || format!("{:?} is published, {learned:?} has learned", view.learned))?;
    let stored = Stored::read(&reader, &speaking, |_| true).and_then(|stored| stored.model());
    let model = stored.map_err(|error| chain(&error))?;
    holds(view.model == model, || format!("version {} speaks as another model", speaking.number))?;
    for horizon in ANCHORS {
        let outlook = model.outlook(horizon);
        let (prediction, quantiles) = (outlook.prediction(), outlook.quantiles());
        let sum = prediction.contributions.iter().fold(prediction.base, |sum, part| sum + part);
        let days = horizon.days();
        holds(prediction.point().to_bits() == sum.to_bits(), || {
            format!("{days} days: the parts do not sum")
        })?;
        let is_whole = sum.is_finite() && quantiles.iter().all(|quantile| quantile.is_finite());
        holds(is_whole && quantiles.is_sorted(), || format!("{days} days: {sum}, {quantiles:?}"))?;
    }
    Ok(())
}

/// Who speaks follows from the rows alone: what is learned behind a rollback does not, a challenger never does.
pub(super) fn each_speaks_in_its_turn(seen: &Seen) -> Kept {
    let (mut is_pinned, mut learned) = (false, None);
    for row in &seen.versions {
        let named = |number: u64| seen.versions.iter().find(|other| other.number == number);
        let (speaks, snapshot) = match row.kind {
            VersionKind::Challenger => (false, None),
            // Whoever rolled back while it was learned has the last word.
            VersionKind::Promoted { .. } => (row.speaks || !is_pinned, None),
            VersionKind::Rollback { to } => {
                let to = named(to).ok_or("a rollback to nothing")?;
                let promoted = VersionKind::Promoted { from: to.number };
                let has_spoken = seen.versions.iter().any(|other| other.kind == promoted);
                let may_return = to.kind != VersionKind::Challenger || has_spoken;
                holds(may_return, || format!("challenger {} speaks by a rollback", to.number))?;
                (true, Some(to.snapshot))
            }
            VersionKind::Resume => (true, learned),
            _ => (!is_pinned, None),
        };
        holds(row.speaks == speaks, || format!("version {} speaks out of turn: {row:?}", row.number))?;
        holds(snapshot.is_none_or(|named| named == row.snapshot), || {
            format!("{row:?} has another snapshot")
        })?;
        if row.speaks {
            is_pinned = row.pins();
        }
        if row.is_learned() {
            learned = Some(row.snapshot);
        }
    }
    Ok(())
}

/// No value is in history twice, none waits twice, and what is listed to wait is what does.
pub(super) fn nothing_is_there_twice(conductor: &Conductor, seen: &Seen) -> Kept {
    let mut learned = BTreeSet::new();
    // What people let in while its batch was out is there beside it once that is put back.
    let is_back = |row: &&ObservationRow| {
        let back = VersionKind::PutBack { batch: row.batch };
        seen.versions.iter().any(|version| version.kind == back)
    };
    let counting = seen.observations.iter().filter(|row| !conductor.taken_out.contains(&row.batch));
    for row in counting.filter(|row| !is_back(row)) {
        let is_first = learned.insert(fingerprint(&row.observation));
        holds(is_first, || format!("{:?} is there twice", row.observation))?;
    }
    let mut waiting = BTreeSet::new();
    let open: Vec<u64> = seen.waiting().collect();
    for number in &open {
        let value = &seen.held[number].0.observation;
        holds(waiting.insert(sent::bits(value)), || format!("{value:?} waits twice"))?;
    }
    let listed = reader(conductor)?.waiting().map_err(unread)?;
    holds(listed == open, || format!("{listed:?} are listed to wait, {open:?} do"))
}

/// The state that learns on is what a fold over the log gives, to the bit.
pub(super) fn the_live_line_is_its_fold(conductor: &Conductor) -> Kept {
    let reader = reader(conductor)?;
    let folded = || {
        let line = Line::of(&reader, &conductor.learned)?;
        fold(&reader, &line, &TakenOut::now(&reader)?, last_event(&reader)?)
    };
    let folded = folded().map_err(|error| chain(&error))?;
    let is_same = paridad_engine::snapshot::encode(&folded).digest() == digest(conductor);
    holds(is_same || !conductor.in_step, || {
        let days = [&folded, &conductor.forecaster].map(|state| state.origin().map(|origin| origin.day));
        format!("the live line differs from its fold: origins {days:?} of the fold and the line")
    })
}

/// Every run has ended.
pub(super) fn nothing_is_left_open(conductor: &Conductor) -> Kept {
    let open = reader(conductor)?.open_runs().map_err(unread)?;
    holds(open.is_empty(), || format!("{open:?} are left open"))
}

/// Every record is sound, and every version that is not proven comes again from what is, which it is then too.
pub(super) fn what_came_since_is_proved(conductor: &Conductor) -> Kept {
    let done = Verification::of(conductor.archive(), Scope::SinceProven, &mut |_| Ok(()));
    let done = done.map_err(|error| chain(&error))?;
    holds(done.verified.clean, || format!("not proved: {:?}", done.verified.faults))?;
    conductor.archive.write(|writer| done.append(writer, ("ana", Utc::now()))).map_err(unread)
}

/// Every record is sound, and every version comes again from the events, without what was proven before.
pub(super) fn history_is_proved(conductor: &Conductor) -> Kept {
    let verified = Conductor::verify(conductor.archive()).map_err(|error| chain(&error))?;
    holds(verified.clean && verified.reproduced > 0, || format!("not proved: {:?}", verified.faults))
}

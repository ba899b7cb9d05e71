//! Writes an archive, reads it, and lets an earlier version speak again: `cargo run --release -p paridad-store --example rollback`.
#![expect(clippy::print_stdout, reason = "an example shows what came of it")]

use chrono::{DateTime, TimeDelta, Utc};
use paridad_store::{Archive, Hash, StoreError, VersionKind, VersionRow, Writer};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let archive = Archive::open(folder.path().join("archive.redb"))?;
    for (day, state) in [(0, "a careful state"), (1, "a bold state")] {
        // All of a day or nothing of it.
        archive.write(|writer| {
            let event = writer.append_event(&format!("the FIX of day {day}"))?;
            let snapshot = writer.put_part(state.as_bytes())?;
            append(writer, (event, day), snapshot, VersionKind::Learned)
        })?;
    }
    show(&archive)?;
    let careful = archive.read()?.version(1)?.ok_or("there is no version 1")?;
    archive.write(|writer| {
        append(writer, (careful.event, 2), careful.snapshot, VersionKind::Rollback { to: careful.number })?;
        writer.append_audit(noon(2), "ana", "rollback", "to version 1").map(drop)
    })?;
    show(&archive)?;
    assert_eq!(archive.read()?.count(paridad_store::Table::Versions)?, 3, "nothing is rewritten");
    Ok(())
}

/// Appends a version that speaks from now on.
fn append(
    writer: &mut Writer<'_>,
    (event, day): (u64, i64),
    snapshot: Hash,
    kind: VersionKind,
) -> Result<(), StoreError> {
    let number = writer.next_version()?;
    writer.append_version(&VersionRow {
        number,
        parent: (number > 1).then(|| number - 1),
        kind,
        event,
        day: noon(day).date_naive(),
        snapshot,
        engine_revision: paridad_engine::ENGINE_REVISION,
        created_at: noon(day),
        speaks: true,
        actor: "ana".to_owned(),
        reason: "an example".to_owned(),
    })
}

/// Noon of a day, counted from 1970 on: an example has no clock.
fn noon(day: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(day) + TimeDelta::hours(12)
}

/// Prints who speaks, and from which state.
fn show(archive: &Archive) -> Result<(), Box<dyn Error>> {
    let reader = archive.read()?;
    let row = reader.speaking()?.ok_or("nobody speaks")?;
    let state = reader.part(&row.snapshot)?.ok_or("its state is missing")?;
    println!("version {} speaks, {:?}: {}", row.number, row.kind, String::from_utf8(state)?);
    Ok(())
}

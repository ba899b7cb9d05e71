//! The power goes at a random moment: what was acknowledged is there, and nothing by halves.

use crate::disk::{Disk, Failure};
use crate::ledger;
use crate::random::Random;

const TRIALS: u64 = 200;

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    for seed in 0..TRIALS {
        let mut random = Random(seed);
        let disk = Disk::default();
        drop(disk.archive().unwrap());
        let mut acknowledged = 0;
        // Two cuts a trial: one of them may come while the archive recovers from the other.
        for _ in 0..2 {
            disk.fail_after(random.below(220), Failure::PowerCut);
            acknowledged = run(&disk, acknowledged, seed);
            disk.restart(&mut random);
        }
        let archive = disk.archive().unwrap();
        let found = ledger::check(&archive.read().unwrap());
        assert!((acknowledged..=acknowledged + 1).contains(&found), "seed {seed}: {found}");
        assert!(archive.scrub().unwrap().is_clean(), "seed {seed}");
        ledger::append(&archive, found + 1).unwrap();
    }
}

/// Writes until the power goes, and gives the last transaction that was acknowledged.
fn run(disk: &Disk, acknowledged: u64, seed: u64) -> u64 {
    let Ok(archive) = disk.archive() else {
        return acknowledged;
    };
    let Ok(reader) = archive.read() else {
        return acknowledged;
    };
    let Ok(found) = reader.count(paridad_store::Table::Events) else {
        return acknowledged;
    };
    assert!((acknowledged..=acknowledged + 1).contains(&found), "seed {seed}: {found}");
    drop(reader);
    let mut last = found;
    while disk.is_sound() {
        match ledger::append(&archive, last + 1) {
            Ok(()) => last += 1,
            Err(_) => break,
        }
    }
    last
}

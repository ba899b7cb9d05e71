//! Bytes flip on the disk: what is read is true, or an error; never a wrong value.

use crate::disk::Disk;
use crate::ledger;
use crate::random::Random;
use paridad_store::{Archive, Fault, Hash, StoreError, Table};
use std::panic::{AssertUnwindSafe, catch_unwind};

const EVENTS: u64 = 12;
/// The schema and the checksum before a body, and the first byte of the length before a text.
const ENVELOPE: usize = 10;

#[test]
fn a_flipped_byte_of_an_event_is_found_and_named() {
    let image = image();
    let mut random = Random(7);
    for number in 1..=EVENTS {
        let text = ledger::text(number, "event");
        if text.is_empty() {
            continue;
        }
        let start = find(&image, text.as_bytes()) - ENVELOPE;
        for place in start..start + ENVELOPE + text.len().min(40) {
            let archive = flipped(&image, place, &mut random).archive().unwrap();
            let error = archive.read().unwrap().event::<String>(number).unwrap_err();
            assert!(matches!(error, StoreError::Corrupt { table: Table::Events, .. }), "{error}");
            let faults = archive.scrub().unwrap().faults;
            assert!(
                matches!(&faults[..], [Fault { table: Table::Events, key: Some(key), .. }] if *key == number.to_string()),
                "{faults:?}"
            );
        }
    }
}

#[test]
fn the_scrub_lists_all_that_is_damaged() {
    let mut image = image();
    for (number, name) in [(2, "event"), (9, "event"), (3, "part"), (4, "raw"), (5, "audit")] {
        let text = ledger::text(number, name);
        let place = find(&image, text.as_bytes());
        image[place + text.len() / 2] ^= 4;
    }
    let report = Disk::of(image).archive().unwrap().scrub().unwrap();
    let damaged: Vec<Table> = report.faults.iter().map(|fault| fault.table).collect();
    let expected = [Table::Raw, Table::Events, Table::Events, Table::Parts, Table::Audit, Table::Audit];
    // The entry after the damaged one hangs in the air too.
    assert_eq!(damaged, expected, "{:?}", report.faults);
}

#[test]
fn a_damaged_part_is_kept_anew_when_it_comes_again() {
    let mut image = image();
    let text = ledger::text(3, "part");
    let place = find(&image, text.as_bytes());
    image[place + text.len() / 2] ^= 4;
    let archive = Disk::of(image).archive().unwrap();
    let hash = Hash::of(text.as_bytes());
    assert!(archive.read().unwrap().part(&hash).is_err());
    assert_eq!(archive.write(|writer| writer.put_part(text.as_bytes())).unwrap(), hash);
    assert_eq!(archive.read().unwrap().part(&hash).unwrap().as_deref(), Some(text.as_bytes()));
    assert!(archive.scrub().unwrap().faults.is_empty());
}

#[test]
fn a_flipped_byte_anywhere_gives_no_wrong_value() {
    let image = image();
    let used: Vec<usize> = (0..image.len()).filter(|place| image[*place] != 0).collect();
    let mut random = Random(11);
    let mut found = 0;
    for _ in 0..1000 {
        let place = used[usize::try_from(random.below(used.len() as u64)).unwrap()];
        let disk = flipped(&image, place, &mut random);
        // redb stops with a panic at some damage to its own pages: loud, and no wrong value.
        let read = catch_unwind(AssertUnwindSafe(|| read_all(&disk)));
        let noticed = !matches!(read, Ok(Ok(Seen { is_clean: true, .. })));
        found += u32::from(noticed);
        if let Ok(Ok(seen)) = read {
            assert_eq!(seen.wrong, 0, "a wrong value after a flip at {place}");
            assert!(noticed || seen.missing == 0, "records vanished after a flip at {place}");
        }
    }
    assert!(found > 100, "the flips hit too little: {found}");
}

/// What reading all events and observations gave.
#[derive(Debug, Default)]
struct Seen {
    wrong: u64,
    missing: u64,
    is_clean: bool,
}

fn read_all(disk: &Disk) -> Result<Seen, StoreError> {
    let archive = disk.archive()?;
    let mut seen = Seen { is_clean: archive.scrub()?.is_clean(), ..Seen::default() };
    let reader = archive.read()?;
    for number in 1..=EVENTS {
        match reader.event::<String>(number)? {
            Some(event) => seen.wrong += u64::from(event != ledger::text(number, "event")),
            None => seen.missing += 1,
        }
        for place in 0..ledger::OBSERVATIONS {
            let row = ledger::observation(number, place);
            let period = row.observation.period;
            let mut vintages = reader.observations(&ledger::series(), period..=period)?;
            let found = vintages.find(|found| found.as_ref().map_or(true, |(_, r)| r.batch == number));
            match found.transpose()? {
                Some((_, found)) => seen.wrong += u64::from(found != row),
                None => seen.missing += 1,
            }
        }
    }
    Ok(seen)
}

fn image() -> Vec<u8> {
    let disk = Disk::default();
    let archive: Archive = disk.archive().unwrap();
    (1..=EVENTS).for_each(|number| ledger::append(&archive, number).unwrap());
    drop(archive);
    disk.bytes()
}

fn flipped(image: &[u8], place: usize, random: &mut Random) -> Disk {
    let mut bytes = image.to_vec();
    bytes[place] ^= 1 << random.below(8);
    Disk::of(bytes)
}

fn find(image: &[u8], text: &[u8]) -> usize {
    image.windows(text.len()).rposition(|window| window == text).unwrap()
}

//! Snapshots that are damaged are refused, and say where.

mod stored;

use super::*;
use crate::forecaster::Forecaster;
use crate::recipe::Recipe;

fn snapshot() -> Snapshot {
    encode(&Forecaster::new(Recipe::ecb_cross("mxn").unwrap()))
}

fn bytes_of(snapshot: &Snapshot) -> impl Fn(&PartRef) -> Option<Vec<u8>> {
    |wanted| snapshot.parts.iter().find(|part| part.name == wanted.name).map(|part| part.bytes.clone())
}

#[test]
fn a_flipped_byte_is_named() {
    let mut snapshot = snapshot();
    let at = snapshot.parts.iter().position(|part| part.name == "memory/021").unwrap();
    snapshot.parts[at].bytes[40] ^= 1;
    assert_eq!(
        decode(&snapshot.manifest, bytes_of(&snapshot)),
        Err(DecodeError::Hash("memory/021".to_owned()))
    );
}

#[test]
fn a_missing_part_is_named() {
    let mut snapshot = snapshot();
    snapshot.parts.retain(|part| part.name != "monitors");
    assert_eq!(
        decode(&snapshot.manifest, bytes_of(&snapshot)),
        Err(DecodeError::Missing("monitors".to_owned()))
    );
}

#[test]
fn a_format_of_the_future_is_refused() {
    let manifest = Manifest { format: FORMAT + 1, engine_revision: 1, parts: Vec::new() };
    let bytes = postcard::to_allocvec(&manifest).unwrap();
    assert_eq!(Manifest::decode(&bytes), Err(DecodeError::Format(FORMAT + 1)));
}

#[test]
fn who_has_not_learned_does_not_speak() {
    let snapshot = snapshot();
    assert_eq!(decode_model(&snapshot.manifest, bytes_of(&snapshot)), Err(DecodeError::Silent));
}

//! A snapshot on its way to a browser: the manifest and the parts that speak, in one piece.

use super::decode::model_of;
use super::encode::bytes;
use super::manifest::{DecodeError, Manifest, Snapshot};
use super::names::{DYNAMICS, speaks};
use crate::data::digest::{Digest, digest};
use crate::forecast::model::Model;

/// Packs the manifest with the parts that speaking needs, but for what paths are drawn with, which no browser does.
pub fn pack(snapshot: &Snapshot) -> Vec<u8> {
    let parts = snapshot.parts.iter().filter(|part| is_packed(&part.name));
    bytes(&(&snapshot.manifest, parts.map(|part| part.bytes.as_slice()).collect::<Vec<_>>()))
}

fn is_packed(name: &str) -> bool {
    speaks(name) && name != DYNAMICS
}

/// Reads a model from its packed form, and the hash of the snapshot that it belongs to; every part is verified.
pub fn unpack_model(packed: &[u8]) -> Result<(Digest, Model), DecodeError> {
    let (manifest, parts): (Vec<u8>, Vec<Vec<u8>>) = postcard::from_bytes(packed)
        .map_err(|source| DecodeError::Part { name: "pack".to_owned(), source })?;
    let names = Manifest::decode(&manifest)?.parts.into_iter().map(|part| part.name);
    let mut names: Vec<String> = names.filter(|name| speaks(name)).collect();
    // Who packed what paths are drawn with has one part more.
    if parts.len() < names.len() {
        names.retain(|name| is_packed(name));
    }
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let model = model_of(&manifest, is_packed, |part| parts.get(place(&part.name)?).cloned())?;
    Ok((digest(&manifest), model))
}
